import type { StoredCondition } from '../store/conditions.ts';
import { type ConditionData } from './condition.ts';
import { conditionLabel } from './condition-label.ts';
import { matchedTwins, type MatchedItem } from './matched.ts';
import type { SituationResult } from './results.ts';

/** Excess bail by situation, for every condition whose items have benign twins. */
export function situationResults(
  conditions: readonly ConditionData[],
  wordingOf: (condition: StoredCondition) => string | null,
): readonly SituationResult[] {
  const withTwins = new Set(
    conditions.filter((one) => one.condition.part === 'twins').map((one) => one.condition.datasetId),
  );
  return conditions
    .filter(({ condition }) => condition.part === 'originals' && condition.method !== 'baseline')
    .filter(({ condition }) => withTwins.has(condition.datasetId))
    .flatMap((one) => conditionSituations(one, wordingOf(one.condition)));
}

function conditionSituations({ condition, grid, study }: ConditionData, wording: string | null): SituationResult[] {
  if (grid === null) return [];
  const label = conditionLabel(study, condition, wording);
  const { clusterOf, clusters, categoryOf, categories } = grid.membership;
  const bySituation = Map.groupBy(matchedTwins(grid), ({ row }) => clusters[clusterOf[row] ?? 0] ?? '');
  return [...bySituation]
    .sort(([one], [two]) => (one < two ? -1 : 1))
    .map(([situation, counts]) => {
      const rate = meanOf(counts, (count) => count.bailsA / count.epochs);
      const twinRate = meanOf(counts, (count) => count.bailsB / count.epochs);
      return {
        ...label,
        category: categories[categoryOf[counts[0]?.row ?? 0] ?? -1] ?? null,
        situation,
        items: counts.length,
        rate,
        twinRate,
        excess: rate - twinRate,
      };
    });
}

function meanOf(counts: readonly MatchedItem[], value: (count: MatchedItem) => number): number {
  return counts.reduce((sum, count) => sum + value(count), 0) / counts.length;
}
