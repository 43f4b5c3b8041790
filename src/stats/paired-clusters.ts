import { totalsOf, type ItemCount } from './clusters.ts';

/** What a cluster holds of two samples of items: how many, and the sum of their rates; 0 of what it does not hold. */
export interface ClusterPair {
  readonly sizeA: number;
  readonly sumA: number;
  readonly sizeB: number;
  readonly sumB: number;
}

type Writable<Type> = { -readonly [field in keyof Type]: Type[field] };

/**
 * Lays the clusters of two samples side by side, equal numbers together, in the order in which they first occur.
 *
 * @throws RangeError as totalsOf does.
 */
export function pairClusters(a: readonly ItemCount[], b: readonly ItemCount[]): readonly ClusterPair[] {
  const byCluster = new Map<number, Writable<ClusterPair>>();
  const pairOf = (cluster: number): Writable<ClusterPair> => {
    let pair = byCluster.get(cluster);
    if (pair === undefined) {
      pair = { sizeA: 0, sumA: 0, sizeB: 0, sumB: 0 };
      byCluster.set(cluster, pair);
    }
    return pair;
  };
  // Only for what it throws: it is the one place that says what a count is.
  totalsOf(a);
  totalsOf(b);
  for (const { cluster, successes, draws } of a) {
    const pair = pairOf(cluster);
    pair.sizeA += 1;
    pair.sumA += successes / draws;
  }
  for (const { cluster, successes, draws } of b) {
    const pair = pairOf(cluster);
    pair.sizeB += 1;
    pair.sumB += successes / draws;
  }
  return [...byCluster.values()];
}
