import type { ItemCount } from './clusters.ts';
import type { AssumedRate } from './planned-study.ts';

/** What a pilot says about rate and clustering. */
export interface PilotEstimate extends AssumedRate {
  readonly items: number;
  readonly clusters: number;
  /**
   * What could not be told, and was taken as: no clustering without two items in some cluster; items that never waver
   * without an item drawn twice, which is the cautious side for adding epochs.
   */
  readonly guessed: readonly ('clusterCorrelation' | 'itemCorrelation')[];
}

/**
 * Rate and correlations of a pilot by moments: how much more often two draws agree than chance would have it, if they are
 * of one item, or of two items of one cluster. Each item counts alike; estimates below 0 are 0.
 *
 * Source: M. S. Ridout, C. G. B. Demétrio and D. Firth (1999), Biometrics 55 (pairwise estimators), in two levels.
 *
 * @throws RangeError on no items.
 */
export function pilotEstimate(items: readonly ItemCount[]): PilotEstimate {
  if (items.length === 0) throw new RangeError('a pilot needs at least one item');
  const clusters = new Map<number, { count: number; sum: number; squares: number }>();
  let [total, within, repeated] = [0, 0, 0];
  for (const { cluster, successes, draws } of items) {
    const share = successes / draws;
    total += share;
    const known = clusters.get(cluster) ?? { count: 0, sum: 0, squares: 0 };
    if (known.count === 0) clusters.set(cluster, known);
    known.count += 1;
    known.sum += share;
    known.squares += share * share;
    if (draws < 2) continue;
    within += (successes * (successes - 1)) / (draws * (draws - 1));
    repeated += 1;
  }
  const rate = total / items.length;
  let [products, pairs] = [0, 0];
  for (const { count, sum, squares } of clusters.values()) {
    if (count < 2) continue;
    // Weighted by items, not by pairs, so that large clusters do not decide alone.
    products += (sum * sum - squares) / (count - 1);
    pairs += count;
  }
  const variance = rate * (1 - rate);
  const guessed: ('clusterCorrelation' | 'itemCorrelation')[] = [];
  if (pairs === 0) guessed.push('clusterCorrelation');
  if (repeated === 0) guessed.push('itemCorrelation');
  const ofCluster = pairs === 0 || variance === 0 ? 0 : bounded((products / pairs - rate * rate) / variance);
  const ofItem = repeated === 0 || variance === 0 ? 1 : bounded((within / repeated - rate * rate) / variance);
  return {
    rate,
    clusterCorrelation: ofCluster,
    // Both levels agree at least as often as one.
    itemCorrelation: ofCluster >= 1 ? 0 : bounded((ofItem - ofCluster) / (1 - ofCluster)),
    items: items.length,
    clusters: clusters.size,
    guessed,
  };
}

function bounded(share: number): number {
  return Math.max(0, Math.min(1, share));
}
