import { supersededTrials, type StoredRevision } from '../store/conditions.ts';
import type { Store } from '../store/store.ts';
import type { CountedCondition } from './condition.ts';
import type { ConditionResult } from './results.ts';

/** Sentences a reader must see before the numbers. */
export function warningsFor(
  conditions: readonly ConditionResult[],
  counted: readonly CountedCondition[],
): readonly string[] {
  return [
    ...simulatedWarning(conditions),
    ...pendingWarning(conditions),
    ...errorWarning(conditions),
    ...unscoredWarning(counted),
    ...servedWarning(conditions),
    ...wordingWarning(conditions),
    ...wholeWarning(counted),
  ];
}

/** Trials of a study that its newest version no longer plans. */
export function supersededWarning(store: Store, revisions: readonly StoredRevision[]): readonly string[] {
  return revisions.flatMap((revision) => {
    const trials = supersededTrials(store, revision);
    return trials === 0
      ? []
      : [
          `${trials} stored trials belong to earlier versions of ${revision.name} alone and are not shown; run that version again, or give it another name, to see them.`,
        ];
  });
}

function simulatedWarning(conditions: readonly ConditionResult[]): string[] {
  const models = [...new Set(conditions.filter((one) => one.simulated).map((one) => one.model))];
  if (models.length === 0) return [];
  return models.length === 1
    ? [`${models[0]} is a simulated respondent, not a language model: its rates are those it was told to have.`]
    : [
        `${models.join(', ')} are simulated respondents, not language models: their rates are those they were told to have.`,
      ];
}

function pendingWarning(conditions: readonly ConditionResult[]): string[] {
  const pending = sum(conditions, (one) => one.outcomes.pending);
  if (pending === 0) return [];
  const planned = sum(conditions, (one) => one.planned);
  return [
    `${pending} of ${planned} planned trials have no outcome yet. Rates use what is there, which is not whole blocks: short replies end first, so they may be off.`,
  ];
}

function errorWarning(conditions: readonly ConditionResult[]): string[] {
  const errors = sum(conditions, (one) => one.outcomes.error);
  return errors === 0 ? [] : [`${errors} trials ended as error and are in no rate; the next run tries them again.`];
}

function unscoredWarning(counted: readonly CountedCondition[]): string[] {
  const unscored = counted.reduce((total, one) => total + one.unscored, 0);
  return unscored === 0
    ? []
    : [
        `${unscored} trials were scored by an older scorer only and count as pending; \`exitpoll rescore\` scores them, without calls.`,
      ];
}

function servedWarning(conditions: readonly ConditionResult[]): string[] {
  const several = conditions.filter((one) => one.servedModels.length > 1);
  return several.map(
    (one) =>
      `${one.model}, ${one.method} on ${one.dataset}: the endpoint served more than one model (${one.servedModels.join(', ')}).`,
  );
}

function wordingWarning(conditions: readonly ConditionResult[]): string[] {
  const split = new Set(conditions.flatMap((one) => (one.wording?.includes('@') ? [one.wording.split('@')[0]] : [])));
  return [...split].map((name) => `The wording "${name}" has more than one content here; each is shown with its hash.`);
}

/** A scorer that needs whole replies says nothing of those that were cut short. */
function wholeWarning(counted: readonly CountedCondition[]): string[] {
  const cut = counted.filter(({ result, isPaperWhole }) => result.readout === 'sampled' && !isPaperWhole);
  if (cut.length === 0) return [];
  const methods = [...new Set(cut.map(({ result }) => result.method))].sort();
  return [
    `Replies of ${methods.join(' and ')} were cut short once they were settled; the paper scorer needs whole ones, so there is no paper rate.`,
  ];
}

function sum(conditions: readonly ConditionResult[], value: (one: ConditionResult) => number): number {
  return conditions.reduce((total, one) => total + value(one), 0);
}
