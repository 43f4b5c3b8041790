import { bettingInterval } from './betting-interval.ts';
import { tCdf, tQuantile } from './t-distribution.ts';

/** One item answered in both conditions: its mean in each over the matched epochs, and its cluster. */
export interface PairedItem {
  readonly cluster: number;
  readonly a: number;
  readonly b: number;
}

/** A paired difference of two rates, a − b, in [−1, 1]. */
export interface PairedDifference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly items: number;
  readonly clusters: number;
  /** Clusters whose mean differs between the conditions. */
  readonly discordantClusters: number;
  /** `cannot conclude` with fewer than six discordant clusters: even six that all agree just reach p = 0.03. */
  readonly conclusion: 'interval' | 'cannot conclude';
  /** Two-sided, of no difference; `null` where nothing can be concluded. */
  readonly p: number | null;
}

/** Discordant clusters below which nothing is concluded: five that all agree have p = 2 / 2⁵ = 0.06. */
export const enoughDiscordant = 6;

/**
 * Mean over items of a − b, with an interval in which clusters are random.
 *
 * With enough discordant clusters: the cluster-robust variance of the mean and Student's t with one degree of
 * freedom less than there are discordant clusters, since clusters without a difference say nothing about its
 * spread. With fewer: a betting interval, and no test.
 *
 * @throws RangeError on no items, or means outside [0, 1].
 */
export function pairedDifference(
  items: readonly PairedItem[],
  options: { readonly level?: number } = {},
): PairedDifference {
  const level = options.level ?? 0.95;
  const sums = sumByCluster(items);
  const clusters = [...sums.values()];
  let total = 0;
  for (const { sum } of clusters) total += sum;
  const difference = total / items.length;
  // Means of thirds and the like leave rounding dust where a and b cancel.
  const discordantClusters = clusters.filter(({ sum }) => Math.abs(sum) > 1e-9).length;
  const counts = { difference, items: items.length, clusters: clusters.length, discordantClusters };
  if (discordantClusters < enoughDiscordant) {
    const largest = clusters.reduce((most, { size }) => Math.max(most, size), 0);
    const stakes = clusters.map(({ sum, size }) => ({
      gain: Math.max(0, (sum + size) / 2) / largest,
      stake: size / largest,
      times: 1,
    }));
    const { low, high } = bettingInterval(stakes, level);
    return { ...counts, low: 2 * low - 1, high: 2 * high - 1, conclusion: 'cannot conclude', p: null };
  }
  let squares = 0;
  for (const { sum, size } of clusters) squares += (sum - difference * size) ** 2;
  const error = Math.sqrt((clusters.length / (clusters.length - 1)) * squares) / items.length;
  const degrees = discordantClusters - 1;
  const half = -tQuantile((1 - level) / 2, degrees) * error;
  return {
    ...counts,
    low: Math.max(-1, difference - half),
    high: Math.min(1, difference + half),
    conclusion: 'interval',
    // Every cluster differing by the same amount leaves no error at all.
    p: error < 1e-12 ? 2 ** (1 - discordantClusters) : 2 * tCdf(-Math.abs(difference) / error, degrees),
  };
}

interface ClusterSum {
  sum: number;
  size: number;
}

function sumByCluster(items: readonly PairedItem[]): Map<number, ClusterSum> {
  if (items.length === 0) throw new RangeError('a paired difference needs at least one item');
  const sums = new Map<number, ClusterSum>();
  for (const { cluster, a, b } of items) {
    if (!(a >= 0 && a <= 1 && b >= 0 && b <= 1)) throw new RangeError(`means ${a} and ${b} are not both in [0, 1]`);
    const known = sums.get(cluster);
    if (known === undefined) sums.set(cluster, { sum: a - b, size: 1 });
    else {
      known.sum += a - b;
      known.size += 1;
    }
  }
  return sums;
}
