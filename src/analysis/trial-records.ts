import { isoTime } from '../base/clock.ts';
import { revisionConditions, type StoredCondition } from '../store/conditions.ts';
import { planFollowUps, trialFollowUps } from '../store/follow-up-rows.ts';
import { gridKey } from '../store/outcome-grid.ts';
import type { GridSource } from '../store/read-grids.ts';
import type { StoredFollowUp } from '../store/plan-follow-ups.ts';
import { generationScores, storedScorers, type StoredScorer } from '../store/scores.ts';
import type { Store } from '../store/store.ts';
import {
  conditionTrials,
  exampleTrials,
  trialAttempts,
  trialOutcomes,
  trialPlace,
  trialsAt,
  trialSteps,
  type StoredAttempt,
  type StoredTrial,
} from '../store/trial-rows.ts';
import { outcomesOf, wordingLabels } from './condition.ts';
import { conditionLabel } from './condition-label.ts';
import type { SamplingRecord, TrialRecord } from './results.ts';
import { studyRevisions } from './revisions.ts';
import { checkSelection, isSelected, type Selection } from './selection.ts';
import { historyTexts, sentConversation } from './sent-conversation.ts';

interface RecordOptions {
  /** Only the study of this name. */
  readonly study?: string | undefined;
  /** Only trials of these conditions. */
  readonly only?: Selection | undefined;
}

/**
 * Every planned trial of the newest revision of each study (or of one), with its texts, one at a time.
 *
 * @throws ExitpollError when the store has no study, none of that name, or no condition that is asked for.
 */
export function trialRecords(store: Store, options: RecordOptions = {}): AsyncGenerator<TrialRecord> {
  return recordsOf(store, options, () => (condition) => conditionTrials(store, condition));
}

/**
 * A few transcripts of every condition for a reader: the first of each outcome, none pending.
 *
 * @param options.each how many of every outcome
 * @param options.outcomes as of `analyze`
 * @throws ExitpollError as `trialRecords`.
 */
export function exampleTranscripts(
  store: Store,
  options: RecordOptions & { readonly each: number; readonly outcomes?: GridSource },
): Promise<readonly TrialRecord[]> {
  return Array.fromAsync(
    recordsOf(store, options, (conditions) => {
      const grids = (options.outcomes ?? outcomesOf(store))(conditions);
      return (condition) => {
        const grid = grids.get(gridKey(condition));
        return grid === undefined ? [] : exampleTrials(store, condition, grid, options.each);
      };
    }),
  );
}

async function* recordsOf(
  store: Store,
  { study, only = {} }: RecordOptions,
  readerOf: (conditions: readonly StoredCondition[]) => (condition: StoredCondition) => Iterable<StoredTrial>,
): AsyncGenerator<TrialRecord> {
  const planned: { readonly name: string; readonly conditions: readonly StoredCondition[] }[] = [];
  for (const { id, name } of await studyRevisions(store, study)) {
    planned.push({ name, conditions: await revisionConditions(store, id) });
  }
  checkSelection(
    only,
    planned.flatMap(({ conditions }) => conditions),
    store.file,
  );
  const isWanted = (condition: StoredCondition): boolean =>
    condition.unsupported === null && isSelected(only, condition);
  const trialsOf = readerOf(planned.flatMap(({ conditions }) => conditions.filter(isWanted)));
  const scorers = storedScorers(store);
  for (const { name, conditions } of planned) {
    const wordingOf = wordingLabels(conditions);
    for (const condition of conditions) {
      if (!isWanted(condition)) continue;
      const asked = planFollowUps(store, condition.revisionId);
      for (const trial of trialsOf(condition)) {
        yield trialRecord(store, name, condition, wordingOf(condition), trial, { asked, scorers });
      }
    }
  }
}

/**
 * A reader of single trials of some conditions of a study, by id.
 *
 * @param conditions all of the study, by which wordings are named
 */
export function trialReader(
  store: Store,
  study: string,
  conditions: readonly StoredCondition[],
): (condition: StoredCondition, trialId: number) => TrialRecord | null {
  const wordingOf = wordingLabels(conditions);
  return (condition, trialId) => {
    const place = trialPlace(store, condition, trialId);
    const [trial] = place === null ? [] : trialsAt(store, condition, [place]);
    return trial === undefined ? null : trialRecord(store, study, condition, wordingOf(condition), trial);
  };
}

/** What stands beside a trial: the follow-ups its study plans, and the scorers of refusals; none unless given. */
interface TrialBeside {
  readonly asked?: readonly StoredFollowUp[];
  readonly scorers?: readonly StoredScorer[];
}

/** A stored trial with its texts. */
export function trialRecord(
  store: Store,
  study: string,
  condition: StoredCondition,
  wording: string | null,
  trial: StoredTrial,
  { asked = [], scorers = [] }: TrialBeside = {},
): TrialRecord {
  const { trialId } = trial;
  const outcomes = trialId === null ? [] : trialOutcomes(store, trialId);
  const strict = outcomes.find((one) => one.scorer === 'strict');
  const steps = trialId === null ? [] : trialSteps(store, trialId);
  const { system, messages } = sentConversation(condition, trial, steps);
  return {
    trial: trialId ?? 0,
    ...conditionLabel(study, condition, wording),
    item: trial.item,
    itemHash: trial.itemHash,
    cluster: trial.cluster,
    category: trial.category,
    epoch: trial.epoch,
    outcome: strict?.outcome ?? 'pending',
    outcomePaper: outcomes.find((one) => one.scorer === 'paper')?.outcome ?? 'pending',
    via: strict?.via ?? null,
    flags: strict?.flags ?? [],
    evidence: strict?.evidence ?? null,
    journal: strict?.journal ?? null,
    bailProbability: strict?.probability?.bail ?? null,
    neitherProbability: strict?.probability?.neither ?? null,
    history: historyTexts(steps),
    conversation: { system, messages: messages.map(({ role, text }) => ({ role, text })) },
    ...offeredTexts(trial.offer),
    sampling: samplingOf(condition),
    steps: steps
      .filter((step) => step.k >= 0)
      .map(({ generationId, reply, startedAt, durationMs }) => ({
        generation: generationId,
        text: reply.text,
        reasoning: reply.reasoning,
        toolCalls: reply.toolCalls.map(({ name, arguments: words }) => ({ name, arguments: words })),
        finish: reply.finish,
        promptTokens: reply.usage?.promptTokens ?? null,
        completionTokens: reply.usage?.completionTokens ?? null,
        startedAt: isoTime(startedAt),
        durationMs,
      })),
    followUps: trialId === null ? [] : followUpRecords(store, trialId, asked),
    refusals: refusalsOf(store, scorers, steps.find((step) => step.k === 0)?.generationId ?? null),
    errors: trialId === null ? [] : trialErrors(strict?.outcome, trial.note, trialAttempts(store, trialId)),
  };
}

function followUpRecords(store: Store, trialId: number, asked: readonly StoredFollowUp[]): TrialRecord['followUps'] {
  if (asked.length === 0) return [];
  return trialFollowUps(store, trialId, asked).map(({ followUp, steps, ...rest }) => ({
    kind: followUp.kind,
    followUp: rest.label,
    answerOrder: followUp.order,
    draw: rest.draw,
    outcome: rest.outcome ?? 'pending',
    flags: rest.flags,
    after: rest.after,
    turns: followUp.turns.map(({ text }, index) => ({ question: text, reply: steps[index]?.reply.text ?? null })),
    note: rest.note,
  }));
}

function refusalsOf(
  store: Store,
  scorers: readonly StoredScorer[],
  generationId: number | null,
): TrialRecord['refusals'] {
  if (generationId === null) return [];
  return generationScores(store, scorers, generationId).map(({ note, verdictId: _asked, ...score }) => ({
    ...score,
    why: note ?? score.why,
  }));
}

function offeredTexts(offer: unknown): Pick<TrialRecord, 'instructions' | 'tools' | 'question'> {
  const { instructions, tools, question } = offer as Pick<TrialRecord, 'instructions' | 'tools' | 'question'>;
  return { instructions, tools: tools.map(({ name, description }) => ({ name, description })), question };
}

function samplingOf({ settings }: StoredCondition): TrialRecord['sampling'] {
  const { replySampling, answerSampling } = settings as {
    replySampling: SamplingRecord;
    answerSampling: SamplingRecord | null;
  };
  return { reply: replySampling, answer: answerSampling };
}

/** The failed calls; a trial that failed with somebody else's call has its note alone. */
function trialErrors(
  outcome: string | undefined,
  note: string | null,
  attempts: readonly StoredAttempt[],
): TrialRecord['errors'] {
  if (attempts.length > 0 || note === null) return attempts;
  return [{ kind: outcome ?? 'error', status: null, message: note }];
}
