import { seededRandom } from '../base/random.ts';
import type { PairedItem } from './paired.ts';
import { mostExact, sampledP, type PermutationOptions, type PermutationTest } from './permutation.ts';

/** Sums of a − b over the items of each cluster: what a sign-flip test of a paired design is about. */
export function pairedTotals(items: readonly PairedItem[]): readonly number[] {
  const totals = new Map<number, number>();
  for (const { cluster, a, b } of items) totals.set(cluster, (totals.get(cluster) ?? 0) + a - b);
  return [...totals.values()];
}

/**
 * Two-sided test that the two conditions of a paired design are alike, by exchanging them in whole clusters: each
 * cluster's total may as well have had the other sign. Holds at every number of clusters and whatever happens inside
 * them. Clusters without a difference say nothing.
 *
 * Source: R. Fisher (1935), The Design of Experiments, section 21, with clusters in place of pairs.
 *
 * @throws RangeError on a total that is not a finite number.
 */
export function signFlipTest(totals: readonly number[], options: PermutationOptions): PermutationTest {
  let observed = 0;
  let scale = 0;
  for (const total of totals) {
    if (!Number.isFinite(total)) throw new RangeError(`a cluster's total is ${total}`);
    observed += total;
    scale += Math.abs(total);
  }
  // Thirds and the like leave rounding dust where a and b cancel, and where sums tie.
  const sizes = totals.map(Math.abs).filter((size) => size > 1e-9);
  const limit = Math.abs(observed) - 1e-9 * scale;
  const count = 2 ** sizes.length;
  if (count <= mostExact) return { p: allSigns(sizes, limit) / count, isExact: true, arrangements: count };

  const draws = options.draws ?? 9999;
  const random = seededRandom(['sign flip', options.seed]);
  const tables = signedSums(sizes);
  let extreme = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    let sum = 0;
    let signs = 0;
    for (let index = 0; index < tables.length; index += 1) {
      // One number of 32 bits has the signs of 32 clusters.
      if (index % 4 === 0) signs = random.below(2 ** 32);
      sum += tables[index]?.[signs & 255] ?? 0;
      signs >>>= 8;
    }
    if (Math.abs(sum) >= limit) extreme += 1;
  }
  return { p: sampledP(extreme, draws), isExact: false, arrangements: draws + 1 };
}

/**
 * Of every eight sizes the sums with all 256 choices of signs, by the bits of the choice, 1 for minus: adding up eight
 * at once makes most of the difference where there are many comparisons.
 */
function signedSums(sizes: readonly number[]): readonly Float64Array[] {
  return Array.from({ length: Math.ceil(sizes.length / 8) }, (_, index) => {
    const sums = new Float64Array(256);
    for (let bit = 0; bit < 8; bit += 1) {
      const size = sizes[8 * index + bit] ?? 0;
      const half = 1 << bit;
      for (let signs = 0; signs < half; signs += 1) {
        sums[half + signs] = (sums[signs] ?? 0) - size;
        sums[signs]! += size;
      }
    }
    return sums;
  });
}

/** How many choices of signs have a sum at least this far from 0. */
function allSigns(sizes: readonly number[], limit: number): number {
  const count = (from: number, sum: number): number => {
    const size = sizes[from];
    if (size === undefined) return Math.abs(sum) >= limit ? 1 : 0;
    return count(from + 1, sum + size) + count(from + 1, sum - size);
  };
  return count(0, 0);
}
