import { holm } from '../../stats/adjusted-p.ts';
import { fixedDifference } from '../../stats/difference.ts';
import { pairedDifference } from '../../stats/paired.ts';
import { conditionId } from '../condition-label.ts';
import { apartPairs, jointPairs, rateOf, type ItemPair } from './item-pairs.ts';
import { rowsByCategory } from './rates.ts';
import type { BailMinusRefusal, BailMinusRefusalResult } from './results.ts';
import type { ScoredCondition } from './scored.ts';
import { meanOf } from '../share.ts';

type Found = Pick<BailMinusRefusalResult, keyof BailMinusRefusal | 'basis' | 'refusalsOf' | 'categories'>;

/**
 * How much more a condition's items are left than refused, over all and within each category; `null` where no exit is
 * offered, or nothing says what is refused without one.
 */
export function bailMinusRefusal(exits: ScoredCondition, baseline: ScoredCondition | null): Found | null {
  const { method } = exits.data.condition;
  if (method === 'baseline' || method === 'placebo-tool') return null;
  const isJoint = method === 'bail-prompt';
  const replies = isJoint ? exits : baseline;
  if (replies === null) return null;
  const { rows } = exits.data;
  const pairs = isJoint ? jointPairs(exits, rows) : apartPairs(exits, replies, rows);
  const { categoryOf } = exits.grid.membership;
  const byCategory = Map.groupBy(pairs, ({ row }) => categoryOf[row] ?? -1);
  const categories = rowsByCategory(exits).map(([category, [first = 0]]) => ({
    category,
    ...difference(byCategory.get(categoryOf[first] ?? -1) ?? []),
  }));
  const pAdjusted = holm(categories.map(({ p }) => p));
  return {
    basis: isJoint ? 'joint' : 'product',
    refusalsOf: conditionId(replies.data.condition),
    ...difference(pairs),
    categories: categories.map((one, index) => ({ ...one, pAdjusted: pAdjusted[index] ?? null })),
  };
}

function difference(pairs: readonly ItemPair[]): BailMinusRefusal {
  const items = pairs.map(({ left, refused }) => ({ cluster: left.cluster, a: rateOf(left), b: rateOf(refused) }));
  const rates = { bail: meanOf(items.map(({ a }) => a)), refusal: meanOf(items.map(({ b }) => b)) };
  if (pairs.length > 0) {
    const {
      low: lowFixed,
      high: highFixed,
      tooFew: tooFewFixed,
    } = fixedDifference(
      pairs.map(({ left }) => left),
      pairs.map(({ refused }) => refused),
      { middles: pairs.flatMap(({ middle }) => middle ?? []) },
    );
    return { ...rates, ...pairedDifference(items), lowFixed, highFixed, tooFewFixed };
  }
  return {
    ...rates,
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
    p: null,
  };
}
