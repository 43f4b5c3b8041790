import { betaQuantile } from './beta-distribution.ts';
import type { Bounds } from './binomial-interval.ts';
import type { VarianceEstimate } from './clustered-variance.ts';
import { normalQuantile } from './normal-distribution.ts';
import { tQuantile } from './t-distribution.ts';

/** A rate in (0, 1) from so many draws, with its variance. */
export interface EstimatedRate {
  readonly rate: number;
  readonly draws: number;
  readonly estimate: VarianceEstimate;
}

/** More than any number of draws; what no chance at all comes to, in a form that can be computed with. */
const mostEffective = 1e9;

/**
 * The interval of Korn and Graubard with `tail` of the chance on either side: Clopper-Pearson at the effective sample
 * size, reduced for the degrees of freedom of its estimate. By its tail rather than its level, so that it can be followed
 * down to the smallest of them.
 *
 * Source: E. Korn and B. Graubard (1998), Survey Methodology 24; docs/statistics.md, "With enough data".
 */
export function kornGraubardLimits({ rate, draws, estimate }: EstimatedRate, tail: number): Bounds {
  const independent = ((rate * (1 - rate)) / estimate.variance) * (draws / (draws - 1));
  const shrink = (normalQuantile(tail) / tQuantile(tail, estimate.degrees)) ** 2;
  const effective = Math.min(mostEffective, independent * shrink);
  const successes = rate * effective;
  const failures = effective - successes;
  return {
    low: betaQuantile(tail, successes, failures + 1),
    high: 1 - betaQuantile(tail, failures, successes + 1),
  };
}
