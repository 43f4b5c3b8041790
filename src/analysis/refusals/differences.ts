import { pairedDifference, type PairedItem } from '../../stats/paired.ts';
import { bailIn, ItemSum } from './pooled.ts';
import type { RefusalDifference } from './results.ts';
import { refusesIn, type ScoredCondition } from './scored.ts';

type Difference = Pick<
  RefusalDifference,
  'rateA' | 'rateB' | 'difference' | 'low' | 'high' | 'items' | 'clusters' | 'discordantClusters' | 'conclusion'
>;

/** Of what two conditions differ: refusals of first replies, or bails. */
export type DifferenceOf = 'refusal' | 'bail';

/** How much more is refused, or left, in one condition than in another, on the items and epochs both tell something of. */
export function differenceBetween(a: ScoredCondition, b: ScoredCondition, of: DifferenceOf): Difference {
  const { size, clusterOf } = a.grid.membership;
  const epochs = Math.min(a.grid.epochs, b.grid.epochs);
  const value = (one: ScoredCondition, cell: number): number | null =>
    of === 'refusal' ? refusesIn(one.scores, cell) : bailIn(one.grid, cell, 'strict');
  const items: PairedItem[] = [];
  for (const row of a.data.rows) {
    const [inA, inB] = [new ItemSum(), new ItemSum()];
    for (let epoch = 0; epoch < epochs; epoch += 1) {
      const valueA = value(a, epoch * size + row);
      const valueB = value(b, epoch * size + row);
      if (valueA === null || valueB === null) continue;
      inA.add(valueA);
      inB.add(valueB);
    }
    if (inA.draws > 0) items.push({ cluster: clusterOf[row] ?? 0, a: inA.mean, b: inB.mean });
  }
  if (items.length === 0) return nothingInBoth;
  const { p: _p, ...paired } = pairedDifference(items);
  return {
    rateA: items.reduce((sum, item) => sum + item.a, 0) / items.length,
    rateB: items.reduce((sum, item) => sum + item.b, 0) / items.length,
    ...paired,
  };
}

const nothingInBoth: Difference = {
  rateA: null,
  rateB: null,
  difference: null,
  low: null,
  high: null,
  items: 0,
  clusters: 0,
  discordantClusters: 0,
  conclusion: 'cannot conclude',
};
