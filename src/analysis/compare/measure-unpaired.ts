import type { Json } from '../../base/canonical-json.ts';
import type { ItemCount } from '../../stats/clusters.ts';
import { clusteredDifference } from '../../stats/difference.ts';
import { shuffleTest } from '../../stats/label-shuffle.ts';
import type { MeasuredDifference } from './comparison.ts';
import { noRates } from './measure-paired.ts';

/**
 * Measures A minus B of two samples of items, whose clusters have one numbering. Where there are too few for the limits
 * to have a p-value, it is that of the permutation test.
 */
export function measureUnpaired(
  a: readonly ItemCount[],
  b: readonly ItemCount[],
  options: { readonly seed: Json; readonly draws: number },
): MeasuredDifference {
  const counts = {
    items: { a: a.length, b: b.length },
    clusters: { a: clustersOf(a), b: clustersOf(b) },
    trials: { a: drawsOf(a), b: drawsOf(b) },
    planned: null,
    more: null,
    discordantClusters: null,
  };
  if (a.length === 0 || b.length === 0) return { ...noRates, ...counts, sharedClusters: 0 };
  const found = clusteredDifference(a, b);
  const { random, fixed } = found;
  const permutation = shuffleTest(a, b, options).p;
  return {
    ...counts,
    rateA: found.a.rate,
    rateB: found.b.rate,
    difference: found.difference,
    low: random.low,
    high: random.high,
    lowFixed: fixed.low,
    highFixed: fixed.high,
    tooFew: random.tooFew,
    tooFewFixed: fixed.tooFew,
    ratio: found.ratio,
    ratioLow: random.ratio?.low ?? null,
    ratioHigh: random.ratio?.high ?? null,
    ratioTooFew: random.tooFew,
    conclusion: 'interval',
    p: random.p ?? permutation,
    test: random.p === null ? 'permutation' : 'limits',
    pPermutation: permutation,
    pMcNemar: null,
    sharedClusters: found.sharedClusters,
  };
}

function clustersOf(items: readonly ItemCount[]): number {
  return new Set(items.map(({ cluster }) => cluster)).size;
}

function drawsOf(items: readonly ItemCount[]): number {
  return items.reduce((sum, { draws }) => sum + draws, 0);
}
