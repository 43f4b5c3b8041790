import type { Bounds } from './binomial-interval.ts';
import { normalCdf } from './normal-cdf.ts';
import { normalQuantile } from './normal-distribution.ts';
import { tQuantile } from './t-distribution.ts';

/** Share `p` of sorted values lies at or below this; between two values it is interpolated (Hyndman and Fan's type 7). */
export function sortedQuantile(sorted: Float64Array, p: number): number {
  const place = Math.min(1, Math.max(0, p)) * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (place - below) * (high - low);
}

/**
 * The percentile interval: the middle `level` of the bootstrap's results. `units` as in bcaLimits.
 *
 * Source: B. Efron and R. Tibshirani (1993), section 13.3.
 *
 * @throws RangeError on no results.
 */
export function percentileLimits(results: Float64Array, level = 0.95, units = Number.POSITIVE_INFINITY): Bounds {
  if (results.length === 0) throw new RangeError('an interval needs at least one result of a bootstrap');
  const sorted = results.toSorted();
  const half = (1 - level) / 2;
  const tail = Number.isFinite(units) ? normalCdf(expandedQuantile(half, units)) : half;
  return { low: sortedQuantile(sorted, tail), high: sortedQuantile(sorted, 1 - tail) };
}

/**
 * The percentile interval, corrected for bias and for a spread that changes with the estimate (BCa). `leftOut` are the
 * estimates without one unit each (a jackknife), which tell that change. Results equal to the estimate count half as
 * below it. With the number of `units` that were drawn from, the limits are moved out as far as Student's t lies beyond
 * the normal distribution, since draws from few units vary less than those do.
 *
 * Source: B. Efron (1987), "Better bootstrap confidence intervals", J. Am. Stat. Assoc. 82; T. Hesterberg (2015), The
 * American Statistician 69, section 4 (expanded percentiles).
 *
 * @throws RangeError on no results.
 */
export function bcaLimits(
  results: Float64Array,
  estimate: number,
  leftOut: ArrayLike<number>,
  level = 0.95,
  units = Number.POSITIVE_INFINITY,
): Bounds {
  if (results.length === 0) throw new RangeError('an interval needs at least one result of a bootstrap');
  const sorted = results.toSorted();
  const count = sorted.length;
  let below = 0;
  for (const result of sorted) below += result < estimate ? 1 : result === estimate ? 0.5 : 0;
  // All on one side would move the interval infinitely far.
  const bias = normalQuantile(Math.min(count - 0.5, Math.max(0.5, below)) / count);
  const acceleration = accelerationOf(leftOut);
  const at = (z: number): number => {
    const shifted = bias + z;
    const room = 1 - acceleration * shifted;
    // Beyond the pole of the correction nothing is left on that side.
    if (room <= 0) return sortedQuantile(sorted, z < 0 ? 0 : 1);
    return sortedQuantile(sorted, normalCdf(bias + shifted / room));
  };
  const z = expandedQuantile((1 - level) / 2, units);
  return { low: at(z), high: at(-z) };
}

/** The normal quantile, or that of Student's t with the factor by which draws from `units` are too close together. */
function expandedQuantile(tail: number, units: number): number {
  if (!Number.isFinite(units) || units < 2) return normalQuantile(tail);
  return tQuantile(tail, units - 1) * Math.sqrt(units / (units - 1));
}

/** A sixth of the skewness of the jackknife's estimates; 0 where they are all alike. */
function accelerationOf(leftOut: ArrayLike<number>): number {
  let mean = 0;
  for (let index = 0; index < leftOut.length; index += 1) mean += (leftOut[index] ?? 0) / leftOut.length;
  let squares = 0;
  let cubes = 0;
  for (let index = 0; index < leftOut.length; index += 1) {
    const difference = mean - (leftOut[index] ?? 0);
    squares += difference ** 2;
    cubes += difference ** 3;
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}
