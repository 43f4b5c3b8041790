import { isoTime, systemClock, type Clock } from '../base/clock.ts';
import { version } from '../base/version.ts';
import { scorerVersions } from '../conversation/outcome.ts';
import { revisionConditions, type StoredCondition, type StoredRevision } from '../store/conditions.ts';
import type { Store } from '../store/store.ts';
import { armUsage, servedModels } from '../store/usage.ts';
import type { GridSource } from '../store/read-grids.ts';
import { auditResults } from './audits.ts';
import { conversationAuditResults } from './conversation-audits.ts';
import { countCondition, outcomesOf, readConditions, wordingLabels, type ConditionData } from './condition.ts';
import { conditionId } from './condition-label.ts';
import { conversationResults } from './conversations.ts';
import { contrastResults, withRoles } from './contrasts.ts';
import { followUpResults } from './follow-ups/follow-up-results.ts';
import { followUpWarnings } from './follow-ups/warnings.ts';
import { factorResults } from './factors.ts';
import { journalResults } from './journals.ts';
import { intervalResults } from './intervals.ts';
import { lengthResults } from './lengths.ts';
import { crisisMark } from './crisis.ts';
import { crisisExits } from './crisis-exits.ts';
import { marksOf } from './marks.ts';
import { categoryCorrelations } from './refusals/category-correlations.ts';
import { refusalResults } from './refusals/refusal-results.ts';
import { refusalWarnings } from './refusals/refusal-warnings.ts';
import { pairedResults } from './pairs.ts';
import { resultsVersion, type ArmText, type ConditionResult, type Results, type StudySummary } from './results.ts';
import { studyRevisions } from './revisions.ts';
import { checkSelection, isOfModel, isSelected, type Selection } from './selection.ts';
import { agreementResults } from './similarity/agreement.ts';
import { similarityResults } from './similarity/similarity.ts';
import { sideEffectResults } from './side-effects.ts';
import { situationResults } from './situations.ts';
import { specificationCurves } from './specifications.ts';
import { ownTranscriptRates } from './transported.ts';
import { supersededWarning, warningsFor } from './warnings.ts';

export interface AnalyzeOptions {
  /** Only the study of this name; all in the store unless told. */
  readonly study?: string | undefined;
  /** Only these conditions; what is laid beside them (neutral rates, twins) is theirs all the same. */
  readonly only?: Selection | undefined;
  /** Where outcomes are read, for what is made of the same ones later (`outcomesOf`); read anew unless given. */
  readonly outcomes?: GridSource;
  /** Whether to compute other intervals beside those of every report: draws clusters again, which takes a while. */
  readonly intervals?: boolean;
  readonly clock?: Clock;
}

/**
 * Computes everything a report shows from what is stored. Calls no model.
 *
 * @throws ExitpollError when the store has no study, none of that name, or no condition that is asked for.
 */
export async function analyze(store: Store, options: AnalyzeOptions = {}): Promise<Results> {
  const revisions = await studyRevisions(store, options.study);
  const only = options.only ?? {};
  const outcomes = options.outcomes ?? outcomesOf(store);
  const planned: { readonly study: string; readonly condition: StoredCondition }[] = [];
  const byRevision: { readonly revision: StoredRevision; readonly conditions: readonly StoredCondition[] }[] = [];
  for (const revision of revisions) {
    const own = await revisionConditions(store, revision.id);
    byRevision.push({ revision, conditions: own });
    for (const condition of own) planned.push({ study: revision.name, condition });
  }
  const stored = planned.map((one) => one.condition);
  checkSelection(only, stored, store.file);
  const wordingOf = wordingLabels(stored);
  const data = readConditions(
    outcomes,
    planned.filter(({ condition }) => isOfModel(only, condition)),
  );
  const served = servedModels(store);
  const counted = data.map((one) =>
    countCondition(one, wordingOf(one.condition), served.get(one.condition.armId) ?? []),
  );
  const bare = counted.map(({ result }) => result);
  const beside = bare.map((result, index) => ({ ...result, neutral: neutralBeside(data, bare, index) }));
  const shown = counted.filter(({ condition }) => isSelected(only, condition));
  // Whatever is shown of the rest, declared contrasts are one family and shown whole.
  const declared = await contrastResults(store, outcomes, byRevision, wordingOf);
  const pairs = withRoles(pairedResults(data, wordingOf), declared.contrasts);
  const placeboOf = new Map(pairs.filter(({ kind }) => kind === 'placebo').map((pair) => [pair.a, pair]));
  const isShown = new Set(shown.map(({ condition }) => conditionId(condition)));
  const isCrisis = new Set(
    shown.filter(({ condition }) => condition.datasetKind === 'crisis').map(({ condition }) => conditionId(condition)),
  );
  const conditions = beside
    .filter(({ id }) => isShown.has(id))
    .map((result) => ({
      ...result,
      marks: [...crisisMark(result, isCrisis), ...marksOf(result, beside, placeboOf.get(result.id))],
    }));
  const followUps = followUpResults(store, shown, wordingOf);
  const summaries = revisions.map((revision) => studySummary(revision, shown, wordingOf));
  const audits = auditResults(store, shown, wordingOf);
  const refusals = refusalResults(store, data, {
    wordingOf,
    isShown: (condition) => isShown.has(conditionId(condition)),
    revisions,
  });
  return {
    schema: 'exitpoll-results',
    version: resultsVersion,
    exitpoll: version,
    createdAt: isoTime((options.clock ?? systemClock).now()),
    scorers: scorerVersions,
    studies: summaries.filter(
      ({ name }) => shown.length === planned.length || shown.some(({ study }) => study === name),
    ),
    conditions,
    contrasts: declared.contrasts,
    pairs: pairs.filter(({ a }) => isShown.has(a)),
    situations: situationResults(data, wordingOf).filter(({ condition }) => isShown.has(condition)),
    agreement: agreementResults(shown, wordingOf),
    similarity: similarityResults(shown, wordingOf),
    intervals: options.intervals === true ? intervalResults(shown) : [],
    specifications: specificationCurves(shown, wordingOf),
    factors: factorResults(shown, wordingOf),
    lengths: lengthResults(store, shown),
    followUps,
    refusals: { ...refusals, categoryCorrelations: categoryCorrelations(refusals.rates, conditions) },
    conversations: conversationResults(store, shown, wordingOf),
    audits,
    conversationAudits: conversationAuditResults(store, shown, wordingOf),
    transported: ownTranscriptRates(audits, pairs),
    crisis: crisisExits(store, shown, wordingOf),
    journals: journalResults(store, shown, wordingOf),
    sideEffects: sideEffectResults(store, shown, data, wordingOf),
    usage: armUsage(store, [...new Set(shown.map((one) => one.condition.armId))]),
    warnings: [
      ...warningsFor(conditions, shown),
      ...declared.warnings,
      ...refusalWarnings(refusals),
      ...followUpWarnings(followUps),
      ...supersededWarning(store, revisions),
    ],
  };
}

/** The same arm on the neutral items of the same study. */
function neutralBeside(
  data: readonly ConditionData[],
  results: readonly ConditionResult[],
  index: number,
): ConditionResult['neutral'] {
  const own = data[index]?.condition;
  if (own === undefined || own.datasetKind === 'neutral') return null;
  const found = data.findIndex(
    ({ condition }) =>
      condition.datasetKind === 'neutral' && condition.armId === own.armId && condition.revisionId === own.revisionId,
  );
  const result = results[found];
  if (result === undefined || result.rate === null || result.low === null || result.high === null) return null;
  return { rate: result.rate, low: result.low, high: result.high, n: result.n };
}

function studySummary(
  revision: StoredRevision,
  data: readonly ConditionData[],
  wordingOf: (condition: StoredCondition) => string | null,
): StudySummary {
  const own = data.filter(({ condition }) => condition.revisionId === revision.id);
  const datasets = new Map<number, StudySummary['datasets'][number]>();
  const texts = new Map<string, ArmText>();
  for (const { condition, grid, rows } of own) {
    const { datasetId, dataset: label, merged, part } = condition;
    if (part === 'originals' && !datasets.has(datasetId) && grid !== null) {
      const clusters = new Set(Array.from(rows, (row) => grid.membership.clusterOf[row])).size;
      datasets.set(datasetId, { label, items: condition.items, clusters, merged });
    }
    const offer = condition.offer as Omit<ArmText, 'wording'>;
    texts.set(condition.offerHash, {
      method: condition.method,
      order: condition.order,
      wording: wordingOf(condition),
      instructions: offer.instructions,
      tools: offer.tools.map(({ name, description }) => ({ name, description })),
      question: offer.question,
    });
  }
  return {
    name: revision.name,
    revision: revision.hash,
    plannedAt: isoTime(revision.plannedAt),
    settings: revision.settings,
    datasets: [...datasets.values()],
    texts: [...texts.values()],
  };
}
