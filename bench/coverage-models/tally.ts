import type { Bounds } from '../../src/stats/binomial-interval.ts';

/** How often an interval held its truth. */
export interface Tally {
  readonly name: string;
  replicates: number;
  covered: number;
  width: number;
  /** Replicates in which the wide fallback was used, or a bound in place of an interval. */
  tooFew: number;
  /** Sum of estimate − truth. */
  bias: number;
}

/** A tally of nothing yet. */
export function newTally(name: string): Tally {
  return { name, replicates: 0, covered: 0, width: 0, tooFew: 0, bias: 0 };
}

/** Counts one replicate. An interval that is missing covers everything: nothing was claimed. */
export function count(tally: Tally, truth: number, estimate: number, bounds: Bounds | null, tooFew: boolean): void {
  const { low, high } = bounds ?? { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  tally.replicates += 1;
  if (low <= truth + 1e-12 && high >= truth - 1e-12) tally.covered += 1;
  tally.width += bounds === null ? 1 : high - low;
  tally.bias += estimate - truth;
  if (tooFew) tally.tooFew += 1;
}

/** Share of replicates that held the truth. */
export function coverageOf({ covered, replicates }: Tally): number {
  return covered / replicates;
}
