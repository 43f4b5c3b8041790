import type { Json } from '../base/canonical-json.ts';

/** Up to this many arrangements are gone through one by one; of more, a sample is drawn. */
export const mostExact = 20_000;

/** How a permutation test is done. */
export interface PermutationOptions {
  /** Arrangements drawn where there are too many to go through; 9,999 unless told, the least p is one in that plus 1. */
  readonly draws?: number;
  readonly seed: Json;
}

/** What a permutation test says. */
export interface PermutationTest {
  /** Of no difference; two-sided. In (0, 1]. */
  readonly p: number;
  /** Whether all arrangements were gone through. */
  readonly isExact: boolean;
  /** Arrangements looked at, the one that was observed included. */
  readonly arrangements: number;
}

/**
 * The p-value of `extreme` arrangements at least as far from the null as the observed one, out of `draws` at random:
 * (b + 1)/(m + 1), which counts the observed one too and so never is 0.
 *
 * Source: B. Phipson and G. Smyth (2010), Stat. Appl. Genet. Mol. Biol. 9.
 */
export function sampledP(extreme: number, draws: number): number {
  return (extreme + 1) / (draws + 1);
}

/** Number of ways to choose `chosen` out of `from`, or Infinity when above 2^53. */
export function waysToChoose(from: number, chosen: number): number {
  let ways = 1;
  for (let step = 1; step <= Math.min(chosen, from - chosen); step += 1) {
    ways = Math.round((ways * (from - step + 1)) / step);
    if (ways > Number.MAX_SAFE_INTEGER) return Number.POSITIVE_INFINITY;
  }
  return ways;
}
