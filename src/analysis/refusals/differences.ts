import { pairedDifference } from '../../stats/paired.ts';
import { matchedItems } from '../matched.ts';
import { fixedLimits, pairedItems } from '../matched-difference.ts';
import { refusalGrid } from './refusal-grid.ts';
import type { RefusalDifference } from './results.ts';
import type { ScoredCondition } from './scored.ts';

type Difference = Pick<
  RefusalDifference,
  | 'rateA'
  | 'rateB'
  | 'difference'
  | 'low'
  | 'high'
  | 'lowFixed'
  | 'highFixed'
  | 'tooFewFixed'
  | 'items'
  | 'clusters'
  | 'discordantClusters'
  | 'conclusion'
>;

/** Of what two conditions differ: refusals of first replies, or bails. */
export type DifferenceOf = 'refusal' | 'bail';

/**
 * How much more is refused, or left, in one condition than in another, measured as every paired difference is: on the
 * items and epochs that were answered in both (a bail or a stay; a reply that refuses or does what was asked).
 */
export function differenceBetween(a: ScoredCondition, b: ScoredCondition, of: DifferenceOf): Difference {
  const gridOf = ({ grid, scores }: ScoredCondition): typeof grid =>
    of === 'refusal' ? refusalGrid(grid, scores) : grid;
  const matched = matchedItems(gridOf(a), gridOf(b), a.data.condition.part);
  if (matched.length === 0) return nothingInBoth;
  const { clusterOf } = a.grid.membership;
  const items = pairedItems(matched, clusterOf);
  const { p: _p, ...paired } = pairedDifference(items);
  const { low: lowFixed, high: highFixed, tooFew: tooFewFixed } = fixedLimits(matched, clusterOf);
  return {
    rateA: items.reduce((sum, item) => sum + item.a, 0) / items.length,
    rateB: items.reduce((sum, item) => sum + item.b, 0) / items.length,
    ...paired,
    lowFixed,
    highFixed,
    tooFewFixed,
  };
}

const nothingInBoth: Difference = {
  rateA: null,
  rateB: null,
  difference: null,
  low: null,
  high: null,
  lowFixed: null,
  highFixed: null,
  tooFewFixed: true,
  items: 0,
  clusters: 0,
  discordantClusters: 0,
  conclusion: 'cannot conclude',
};
