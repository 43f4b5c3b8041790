import type { StoredCondition } from '../store/conditions.ts';
import { conditionMembers } from '../store/conditions.ts';
import { twinCounts, type PairedCount } from '../store/paired-counts.ts';
import type { Store } from '../store/store.ts';
import { conditionId, readoutOf, type ConditionData } from './condition.ts';
import type { SituationResult } from './results.ts';

/** Excess bail by situation, for every condition whose items have benign twins. */
export function situationResults(
  store: Store,
  conditions: readonly ConditionData[],
  wordingOf: (condition: StoredCondition) => string | null,
): readonly SituationResult[] {
  const withTwins = new Set(
    conditions.filter((one) => one.condition.part === 'twins').map((one) => one.condition.datasetId),
  );
  return conditions
    .map((one) => one.condition)
    .filter((one) => one.unsupported === null && one.part === 'originals' && one.method !== 'baseline')
    .filter((one) => withTwins.has(one.datasetId))
    .flatMap((one) => conditionSituations(store, one, wordingOf(one)));
}

function conditionSituations(store: Store, condition: StoredCondition, wording: string | null): SituationResult[] {
  const members = conditionMembers(store, condition);
  const bySituation = Map.groupBy(twinCounts(store, condition), (count) => members.get(count.itemId)?.cluster ?? '');
  return [...bySituation]
    .sort(([one], [two]) => (one < two ? -1 : 1))
    .map(([situation, counts]) => {
      const rate = meanOf(counts, (count) => count.bailsA / count.epochs);
      const twinRate = meanOf(counts, (count) => count.bailsB / count.epochs);
      return {
        condition: conditionId(condition),
        model: condition.model,
        simulated: condition.simulated,
        method: condition.method,
        order: condition.order,
        readout: readoutOf(condition),
        wording,
        leadIn: condition.leadIn?.name ?? null,
        category: members.get(counts[0]?.itemId ?? 0)?.category ?? null,
        situation,
        items: counts.length,
        rate,
        twinRate,
        excess: rate - twinRate,
      };
    });
}

function meanOf(counts: readonly PairedCount[], value: (count: PairedCount) => number): number {
  return counts.reduce((sum, count) => sum + value(count), 0) / counts.length;
}
