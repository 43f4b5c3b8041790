import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';

import { isoTime, systemClock, type Clock } from '../base/clock.ts';
import { version } from '../base/version.ts';
import { scorerVersions } from '../conversation/outcome.ts';
import type { StoredCondition, StoredRevision } from '../store/conditions.ts';
import { isLarge } from '../store/large-store.ts';
import type { StoreState } from '../store/one-state.ts';
import type { GridSource } from '../store/read-grids.ts';
import type { Store } from '../store/store.ts';
import { auditResults } from './audits.ts';
import { countCondition, outcomesOf, readConditions, type ConditionData, type CountedCondition } from './condition.ts';
import { conditionId } from './condition-label.ts';
import { contrastResults, withRoles } from './contrasts.ts';
import { conversationAuditResults } from './conversation-audits.ts';
import { conversationResults } from './conversations.ts';
import { crisisMark } from './crisis.ts';
import { crisisExits } from './crisis-exits.ts';
import { factorResults } from './factors.ts';
import { followUpResults } from './follow-ups/follow-up-results.ts';
import { followUpWarnings } from './follow-ups/warnings.ts';
import { intervalResults } from './intervals.ts';
import { journalResults } from './journals.ts';
import { marksOf } from './marks.ts';
import { PieceThread, workOutPieces } from './pieces/piece-thread.ts';
import { conditionsToRead, measured, refusalsOf } from './pieces/pieces.ts';
import { readPlanned, type Asked } from './planned.ts';
import { categoryCorrelations } from './refusals/category-correlations.ts';
import { refusalWarnings } from './refusals/refusal-warnings.ts';
import { resultsVersion, type ArmText, type ConditionResult, type Results, type StudySummary } from './results.ts';
import { isSelected } from './selection.ts';
import { situationResults } from './situations.ts';
import { specificationCurves } from './specifications.ts';
import { ownTranscriptRates } from './transported.ts';
import { supersededWarning, warningsFor } from './warnings.ts';

/** Conditions counted before whoever else waits in this thread has a turn. */
const turnEach = 32;

export interface AnalyzeOptions extends Asked {
  /** Where outcomes are read, for what is made of the same ones later (`outcomesOf`); read anew unless given. */
  readonly outcomes?: GridSource;
  /** Whether to compute other intervals beside those of every report: draws clusters again, which takes a while. */
  readonly intervals?: boolean;
  /** What `holdState` gave: then a second thread helps where there is a core for it and the store is large, for half the time and a third more memory. */
  readonly state?: StoreState;
  readonly clock?: Clock;
}

/**
 * Computes everything a report shows from what is stored. Calls no model.
 *
 * @throws ExitpollError when the store has no study, none of that name, or no condition that is asked for.
 */
export async function analyze(store: Store, options: AnalyzeOptions = {}): Promise<Results> {
  const planned = await readPlanned(store, options);
  const { study, only, state } = options;
  await using thread =
    state !== undefined && availableParallelism() > 1 && isLarge(store)
      ? new PieceThread(store.file, state, { study, only })
      : null;
  const outcomes = options.outcomes ?? outcomesOf(store);
  const data = readConditions(outcomes, conditionsToRead(planned));
  thread?.giveOutcomes(data);
  const { byRevision, conditions: all, wordingOf } = planned;
  const input = measured(planned, data);
  const counted: CountedCondition[] = [];
  for (const [index, one] of data.entries()) {
    counted.push(countCondition(one, wordingOf(one.condition)));
    if (index % turnEach === 0) await setImmediate();
  }
  const bare = counted.map(({ result }) => result);
  const beside = bare.map((result, index) => ({ ...result, neutral: neutralBeside(data, bare, index) }));
  const shown = counted.filter(({ condition }) => isSelected(planned.only, condition));
  // Whatever is shown of the rest, declared contrasts are one family and shown whole.
  const declared = await contrastResults(store, outcomes, byRevision, wordingOf);
  const specifications = specificationCurves(shown, wordingOf);
  const factors = factorResults(shown, wordingOf);
  const pieces = await (thread?.results(input) ?? workOutPieces(input));
  const pairs = withRoles(pieces.pairs, declared.contrasts);
  const placeboOf = new Map(pairs.filter(({ kind }) => kind === 'placebo').map((pair) => [pair.a, pair]));
  const refusals = refusalsOf(planned, pieces);
  const servedTo = new Map(
    shown.map(({ condition }) => [conditionId(condition), pieces.usage.served.get(condition.armId) ?? []]),
  );
  const isCrisis = new Set(
    shown.filter(({ condition }) => condition.datasetKind === 'crisis').map(({ condition }) => conditionId(condition)),
  );
  const conditions = beside.flatMap((result): readonly ConditionResult[] => {
    const servedModels = servedTo.get(result.id);
    if (servedModels === undefined) return [];
    const marks = [...crisisMark(result, isCrisis), ...marksOf(result, beside, placeboOf.get(result.id))];
    return [{ ...result, servedModels, marks }];
  });
  const followUps = followUpResults(store, shown, wordingOf);
  const revisions = byRevision.map(({ revision }) => revision);
  const summaries = revisions.map((revision) => studySummary(revision, shown, wordingOf));
  const audits = auditResults(store, shown, wordingOf);
  return {
    schema: 'exitpoll-results',
    version: resultsVersion,
    exitpoll: version,
    createdAt: isoTime((options.clock ?? systemClock).now()),
    scorers: scorerVersions,
    studies: summaries.filter(({ name }) => shown.length === all.length || shown.some((one) => one.study === name)),
    conditions,
    contrasts: declared.contrasts,
    pairs: pairs.filter(({ a }) => servedTo.has(a)),
    situations: situationResults(data, wordingOf).filter(({ condition }) => servedTo.has(condition)),
    agreement: pieces.agreement,
    similarity: pieces.similarity,
    intervals: options.intervals === true ? intervalResults(shown) : [],
    specifications,
    factors,
    lengths: pieces.lengths,
    followUps,
    refusals: { ...refusals, categoryCorrelations: categoryCorrelations(refusals.rates, conditions) },
    conversations: conversationResults(store, shown, wordingOf),
    audits,
    conversationAudits: conversationAuditResults(store, shown, wordingOf),
    transported: ownTranscriptRates(audits, pairs),
    crisis: crisisExits(store, shown, wordingOf),
    journals: journalResults(store, shown, wordingOf),
    sideEffects: pieces.sideEffects,
    usage: pieces.usage.usage,
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
