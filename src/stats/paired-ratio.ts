import { bettingInterval } from './betting-interval.ts';
import { ratioSet, type RatioBounds } from './combine-limits.ts';
import { pairedDifference, type PairedItem } from './paired.ts';
import { effectiveNumber } from './effective-number.ts';
import { enoughClusters } from './proportion.ts';
import { tQuantile } from './t-distribution.ts';

/** The ratio of two rates in a paired design, with an interval in which clusters are random. */
export interface PairedRatio extends RatioBounds {
  /** Rate in a over rate in b; `null` where nothing bails in b. */
  readonly ratio: number | null;
  readonly rateA: number;
  readonly rateB: number;
  /** `cannot conclude` where the paired difference cannot, or where too few clusters bail in either condition. */
  readonly conclusion: 'interval' | 'cannot conclude';
}

/**
 * Ratio of the mean of a to that of b over items. The interval holds every R for which a − R·b could have a mean of 0,
 * by the same variance and the same Student's t as the paired difference: it excludes 1 exactly when that excludes 0,
 * and has no upper end where b's rate cannot be told from 0. With fewer than six discordant clusters, or too few that
 * bail in a or in b (counted as for a rate): what betting intervals of both rates allow at half the error each.
 *
 * Source: E. Fieller (1954), J. R. Stat. Soc. B 16.
 *
 * @throws RangeError on no items, or means outside [0, 1].
 */
export function pairedRatio(items: readonly PairedItem[], options: { readonly level?: number } = {}): PairedRatio {
  const level = options.level ?? 0.95;
  const { conclusion: ofDifference, discordantClusters } = pairedDifference(items, { level });
  const clusters = sumByCluster(items);
  const bailing = Math.min(
    effectiveNumber(clusters, ({ a }) => a),
    effectiveNumber(clusters, ({ b }) => b),
  );
  const conclusion = bailing < enoughClusters ? 'cannot conclude' : ofDifference;
  let sumA = 0;
  let sumB = 0;
  for (const { a, b } of clusters) {
    sumA += a;
    sumB += b;
  }
  const rateA = sumA / items.length;
  const rateB = sumB / items.length;
  const found = { ratio: rateB > 0 ? rateA / rateB : null, rateA, rateB, conclusion } as const;
  if (conclusion === 'cannot conclude') return { ...found, ...allowedByBoth(clusters, level) };

  let squareA = 0;
  let squareB = 0;
  let both = 0;
  for (const { size, a, b } of clusters) {
    const ofA = a - rateA * size;
    const ofB = b - rateB * size;
    squareA += ofA * ofA;
    squareB += ofB * ofB;
    both += ofA * ofB;
  }
  const t = tQuantile((1 - level) / 2, discordantClusters - 1);
  const scale = (t * t * clusters.length) / (clusters.length - 1) / items.length ** 2;
  const limits = ratioSet({
    square: rateB * rateB - scale * squareB,
    half: rateA * rateB - scale * both,
    constant: rateA * rateA - scale * squareA,
  });
  return { ...found, ...limits };
}

interface ClusterMeans {
  size: number;
  a: number;
  b: number;
}

function sumByCluster(items: readonly PairedItem[]): readonly ClusterMeans[] {
  const sums = new Map<number, ClusterMeans>();
  for (const { cluster, a, b } of items) {
    const known = sums.get(cluster);
    if (known === undefined) sums.set(cluster, { size: 1, a, b });
    else {
      known.size += 1;
      known.a += a;
      known.b += b;
    }
  }
  return [...sums.values()];
}

function allowedByBoth(clusters: readonly ClusterMeans[], level: number): RatioBounds {
  const largest = clusters.reduce((most, { size }) => Math.max(most, size), 0);
  const limitsOf = (condition: 'a' | 'b'): { readonly low: number; readonly high: number } =>
    bettingInterval(
      clusters.map((cluster) => ({ gain: cluster[condition] / largest, stake: cluster.size / largest, times: 1 })),
      1 - (1 - level) / 2,
    );
  const ofA = limitsOf('a');
  const ofB = limitsOf('b');
  return { low: ofA.low / ofB.high, high: ofB.low > 0 ? ofA.high / ofB.low : null };
}
