import { clopperPearson, wilson } from '../stats/binomial-interval.ts';
import { alignClusters, bootstrapInterval, bootstrapRates } from '../stats/cluster-bootstrap.ts';
import { clusterRobustMean } from '../stats/cluster-robust.ts';
import type { ItemCount } from '../stats/proportion.ts';
import { tQuantile } from '../stats/t-distribution.ts';
import type { CountedCondition } from './condition.ts';
import type { IntervalResult } from './interval-result.ts';
import { countItems } from './item-counts.ts';
import { strictItemCounts } from './rate.ts';

/** Other intervals for the rates of all conditions that offer an exit. Conditions on the same items share their draws. */
export function intervalResults(counted: readonly CountedCondition[]): readonly IntervalResult[] {
  const sampled = counted.flatMap((one) => {
    if (one.grid === null || one.condition.method === 'baseline') return [];
    const items = strictItemCounts(countItems(one.grid, one.rows), one.rows);
    return items.length === 0 ? [] : [{ one, items }];
  });
  const groups = Map.groupBy(sampled, ({ one }) => one.result.dataset);
  const found = new Map<string, IntervalResult>();
  for (const [dataset, members] of groups) {
    const sums = alignClusters(members.map(({ items }) => items));
    const drawn = bootstrapRates(sums, { seed: ['report', dataset] });
    for (const [index, { one, items }] of members.entries()) {
      const [own, draws] = [sums[index], drawn[index]];
      const bootstrap = own === undefined || draws === undefined ? null : bootstrapInterval(own, draws);
      found.set(one.result.id, { condition: one.result.id, bootstrap, ...byFormula(items) });
    }
  }
  return sampled.flatMap(({ one }) => found.get(one.result.id) ?? []);
}

function byFormula(items: readonly ItemCount[]): Omit<IntervalResult, 'condition' | 'bootstrap'> {
  const { mean, error, clusters, designEffect } = clusterRobustMean(
    items.map(({ cluster, successes, draws }) => ({ cluster, value: successes / draws })),
  );
  const draws = items.reduce((sum, item) => sum + item.draws, 0);
  const half = error === null ? 0 : error * -tQuantile(0.025, clusters - 1);
  return {
    rate: mean,
    wilson: wilson(mean * draws, draws),
    clopperPearson: clopperPearson(mean * draws, draws),
    clusterRobust:
      error === null ? null : { low: Math.max(0, mean - half), high: Math.min(1, mean + half), error, designEffect },
  };
}
