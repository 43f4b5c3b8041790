import { fixedDifference } from '../stats/difference.ts';
import type { ItemCount } from '../stats/proportion.ts';
import type { PairedItem } from '../stats/paired.ts';
import type { MatchedItem } from './matched.ts';

/** The rates of matched items in either condition, for all that pairs them. @param clusterOf by row of A */
export function pairedItems(matched: readonly MatchedItem[], clusterOf: Int32Array): readonly PairedItem[] {
  return matched.map(({ row, epochs, bailsA, bailsB }) => ({
    cluster: clusterOf[row] ?? 0,
    a: bailsA / epochs,
    b: bailsB / epochs,
  }));
}

/**
 * The 95 % limits of A minus B for exactly these items: only the draws, which are independent of each other, are random.
 *
 * @param clusterOf by row of A
 * @throws RangeError on no items.
 */
export function fixedLimits(
  matched: readonly MatchedItem[],
  clusterOf: Int32Array,
): ReturnType<typeof fixedDifference> {
  const a: ItemCount[] = [];
  const b: ItemCount[] = [];
  for (const { row, epochs: draws, bailsA, bailsB, squaresA, squaresB } of matched) {
    const cluster = clusterOf[row] ?? 0;
    a.push({ cluster, successes: bailsA, draws, squares: squaresA });
    b.push({ cluster, successes: bailsB, draws, squares: squaresB });
  }
  return fixedDifference(a, b);
}
