import type { Bounds } from './binomial-interval.ts';

/** A rate with its limits. */
export interface RateLimits extends Bounds {
  readonly rate: number;
}

/** Limits of a ratio; `high` is `null` where the data set none, as 0 in the denominator cannot be ruled out. */
export interface RatioBounds {
  readonly low: number;
  readonly high: number | null;
}

/**
 * Limits of the difference a − b from those of either rate: the distances from rate to limit add up as standard errors
 * do. `correlation` is that of the two estimates.
 *
 * Source: G. Zou and A. Donner (2008), Statistics in Medicine 27 (MOVER); of independent draws and Wilson's limits it
 * is Newcombe's hybrid score interval.
 */
export function combinedDifference(a: RateLimits, b: RateLimits, correlation: number): Bounds {
  const away = (ofA: number, ofB: number): number =>
    Math.sqrt(Math.max(0, ofA * ofA + ofB * ofB - 2 * correlation * ofA * ofB));
  const difference = a.rate - b.rate;
  return {
    low: Math.max(-1, difference - away(a.rate - a.low, b.high - b.rate)),
    high: Math.min(1, difference + away(a.high - a.rate, b.rate - b.low)),
  };
}

/**
 * Limits of the ratio a / b, b's rate above 0: those R at which combinedDifference of a and R·b would just reach 0. So
 * they exclude 1 exactly when the limits of the difference exclude 0.
 *
 * Source: A. Donner and G. Zou (2012), Stat. Methods Med. Res. 21 (MOVER for ratios).
 */
export function combinedRatio(a: RateLimits, b: RateLimits, correlation: number): RatioBounds {
  const lower = crossings(a.rate, b.rate, a.rate - a.low, b.high - b.rate, correlation);
  const upper = crossings(a.rate, b.rate, a.high - a.rate, b.rate - b.low, correlation);
  return { low: lower.low, high: upper.high };
}

function crossings(a: number, b: number, ofA: number, ofB: number, correlation: number): RatioBounds {
  return ratioSet({
    square: b * b - ofB * ofB,
    half: a * b - correlation * ofA * ofB,
    constant: a * a - ofA * ofA,
  });
}

/**
 * The hull of the R ≥ 0 with square · R² − 2 · half · R + constant ≤ 0, of which the estimated ratio is one.
 */
export function ratioSet(parts: {
  readonly square: number;
  readonly half: number;
  readonly constant: number;
}): RatioBounds {
  const { square, half, constant } = parts;
  const root = Math.sqrt(Math.max(0, half * half - square * constant));
  return {
    // This form of the smaller root does not cancel, and is also right where the square term vanishes or is negative.
    low: constant > 0 && half + root > 0 ? constant / (half + root) : 0,
    high: square > 1e-15 ? Math.max(0, (half + root) / square) : null,
  };
}
