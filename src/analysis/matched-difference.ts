import { fixedDifference } from '../stats/difference.ts';
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
  const shared = matched.map(({ row, epochs }) => ({ cluster: clusterOf[row] ?? 0, draws: epochs }));
  return fixedDifference(
    matched.map(({ bailsA, squaresA }, index) => ({ ...shared[index]!, successes: bailsA, squares: squaresA })),
    matched.map(({ bailsB, squaresB }, index) => ({ ...shared[index]!, successes: bailsB, squares: squaresB })),
  );
}
