import { betaCdf, betaQuantile } from './beta-distribution.ts';
import { normalQuantile } from './normal-distribution.ts';

/** Distribution function of Student's t with `df` > 0 degrees of freedom (need not be whole). */
export function tCdf(t: number, df: number): number {
  const square = t * t;
  const tail = betaCdf(df / (df + square), df / 2, 0.5, square / (df + square)) / 2;
  return t > 0 ? 1 - tail : tail;
}

/**
 * Quantile of Student's t, p in (0, 1); `df` > 0 may be infinite, which gives the normal quantile. Relative error
 * about 1e-11 for tails above 1e-5; tails below 1e-12 are lost with many degrees of freedom.
 */
export function tQuantile(p: number, df: number): number {
  if (df > 1e10) return normalQuantile(p);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  const size = Math.sqrt(df * oddsOfSquare(tail, df));
  return p < 0.5 ? -size : size;
}

/** t² / df at the quantile with this much in each tail. */
function oddsOfSquare(tail: number, df: number): number {
  const share = betaQuantile(1 - 2 * tail, 0.5, df / 2);
  if (share < 0.5) return share / (1 - share);
  // Close to 1 the share has lost its digits; its counterpart has not.
  const rest = betaQuantile(2 * tail, df / 2, 0.5);
  return (1 - rest) / rest;
}
