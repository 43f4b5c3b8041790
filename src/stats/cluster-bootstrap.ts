import type { Json } from '../base/canonical-json.ts';
import type { Bounds } from './binomial-interval.ts';
import { bcaLimits, percentileLimits, sortedQuantile } from './bootstrap-limits.ts';
import type { ItemCount } from './clusters.ts';
import { effectiveNumber } from './effective-number.ts';
import { enoughClusters } from './proportion.ts';
import { eachResample } from './resample.ts';

/** A condition's items by cluster: the sum of their rates and their number. A cluster it has no items in has 0 and 0. */
export interface ClusterSums {
  readonly sums: Float64Array;
  readonly sizes: Float64Array;
}

/**
 * The clusters of several conditions in one common order, so that one draw of clusters serves them all.
 *
 * @throws RangeError on a condition without items.
 */
export function alignClusters(conditions: readonly (readonly ItemCount[])[]): readonly ClusterSums[] {
  const places = new Map<number, number>();
  for (const items of conditions) {
    if (items.length === 0) throw new RangeError('a condition has no items');
    for (const { cluster } of items) if (!places.has(cluster)) places.set(cluster, places.size);
  }
  return conditions.map((items) => {
    const sums = new Float64Array(places.size);
    const sizes = new Float64Array(places.size);
    for (const { cluster, successes, draws } of items) {
      const place = places.get(cluster) ?? 0;
      sums[place] = (sums[place] ?? 0) + successes / draws;
      sizes[place] = (sizes[place] ?? 0) + 1;
    }
    return { sums, sizes };
  });
}

/** The rate of one condition in each draw of the clusters; NaN where none of its clusters was drawn. */
export interface BootstrapRates {
  readonly rate: number;
  readonly rates: Float64Array;
  /** The standard error by cluster that goes with each rate. */
  readonly errors: Float64Array;
}

/**
 * Rates of all conditions in the same `draws` draws of clusters with replacement; draw k of one condition belongs to
 * draw k of another, so their difference is that of a paired study. 2,000 draws unless told.
 *
 * @throws RangeError on no conditions, or on conditions of different numbers of clusters.
 */
export function bootstrapRates(
  conditions: readonly ClusterSums[],
  options: { readonly draws?: number; readonly seed: Json },
): readonly BootstrapRates[] {
  const draws = options.draws ?? 2000;
  const clusters = conditions[0]?.sums.length ?? 0;
  for (const { sums, sizes } of conditions) {
    if (sums.length !== clusters || sizes.length !== clusters) {
      throw new RangeError('the conditions do not have the same clusters');
    }
  }
  const ones = new Uint16Array(clusters).fill(1);
  const results = conditions.map((condition) => ({
    rate: weightedRate(condition, ones).rate,
    rates: new Float64Array(draws),
    errors: new Float64Array(draws),
  }));
  eachResample(clusters, draws, options.seed, (weights, draw) => {
    for (const [index, condition] of conditions.entries()) {
      const result = results[index];
      if (result === undefined) continue;
      const { rate, error } = weightedRate(condition, weights);
      // Draws that tie with the estimate count half for BCa, and rounding must not break the tie.
      result.rates[draw] = Math.abs(rate - result.rate) < 1e-12 ? result.rate : rate;
      result.errors[draw] = error;
    }
  });
  return results;
}

/** Rate and standard error when each cluster counts as often as its weight says; one pass. */
function weightedRate({ sums, sizes }: ClusterSums, weights: Uint16Array): { rate: number; error: number } {
  let sum = 0;
  let size = 0;
  let clusters = 0;
  let sums2 = 0;
  let both = 0;
  let sizes2 = 0;
  for (let index = 0; index < weights.length; index += 1) {
    const weight = weights[index] ?? 0;
    const ofSize = sizes[index] ?? 0;
    if (weight === 0 || ofSize === 0) continue;
    const ofSum = sums[index] ?? 0;
    const weighted = weight * ofSum;
    clusters += weight;
    sum += weighted;
    size += weight * ofSize;
    sums2 += weighted * ofSum;
    both += weighted * ofSize;
    sizes2 += weight * ofSize * ofSize;
  }
  if (size === 0) return { rate: Number.NaN, error: Number.NaN };
  const rate = sum / size;
  const rest = sums2 - 2 * rate * both + rate * rate * sizes2;
  // Clusters that are all alike have no spread: what rounding leaves would be a very small one.
  const squares = rest > dust * sums2 ? rest : 0;
  return { rate, error: clusters > 1 ? Math.sqrt((clusters / (clusters - 1)) * squares) / size : 0 };
}

/** Below this share of the sum of squares it came from, a spread is what rounding left of zero. */
const dust = 1e-13;

/** How the limits are taken from the draws. */
export type BootstrapMethod = 'percentile' | 'bca' | 'studentised';

/** An interval from draws of clusters; `tooFew` where so few clusters bail, or stay, that it may well be too short. */
export interface BootstrapInterval extends Bounds {
  readonly tooFew: boolean;
}

/**
 * An interval for the rate of a condition from the draws of its clusters, in which clusters are random. It is a second
 * opinion beside clusteredRate, whose intervals also hold where there are too few; docs/statistics-compare.md has the
 * coverage of all three methods, by which the one that is used unless told was chosen. `null` where fewer than two
 * draws, or two clusters of the condition, have anything to say.
 */
export function bootstrapInterval(
  condition: ClusterSums,
  bootstrap: BootstrapRates,
  options: { readonly level?: number; readonly method?: BootstrapMethod } = {},
): BootstrapInterval | null {
  const { level = 0.95, method = 'studentised' } = options;
  const results = bootstrap.rates.filter((rate) => !Number.isNaN(rate));
  if (results.length < 2 || condition.sizes.filter((size) => size > 0).length < 2) return null;
  return { ...limitsBy[method](condition, bootstrap, results, level), tooFew: hasTooFew(condition) };
}

type Limits = (condition: ClusterSums, bootstrap: BootstrapRates, results: Float64Array, level: number) => Bounds;

const limitsBy: Readonly<Record<BootstrapMethod, Limits>> = {
  percentile: (_condition, _bootstrap, results, level) => percentileLimits(results, level),
  bca: (condition, { rate }, results, level) => bcaLimits(results, rate, ratesWithoutOne(condition), level),
  studentised: (condition, bootstrap, _results, level) => studentisedLimits(condition, bootstrap, level),
};

const itself = (value: number): number => value;

/** Counted as for Korn and Graubard's interval. */
function hasTooFew({ sums, sizes }: ClusterSums): boolean {
  const stays = sums.map((sum, index) => (sizes[index] ?? 0) - sum);
  return Math.min(effectiveNumber(sums, itself), effectiveNumber(stays, itself)) < enoughClusters;
}

/** The rate without each cluster in turn. */
function ratesWithoutOne({ sums, sizes }: ClusterSums): number[] {
  const sum = sums.reduce((total, value) => total + value, 0);
  const size = sizes.reduce((total, value) => total + value, 0);
  const rates: number[] = [];
  for (let index = 0; index < sums.length; index += 1) {
    const without = sizes[index] ?? 0;
    if (without > 0 && without < size) rates.push((sum - (sums[index] ?? 0)) / (size - without));
  }
  return rates;
}

/**
 * The bootstrap-t interval on the scale of log odds, where rates near 0 and 1 are less skewed: how many standard
 * errors a draw lies from the estimate takes the place of Student's t.
 *
 * Source: P. Hall (1988), Annals of Statistics 16; Efron and Tibshirani (1993), section 12.5.
 */
function studentisedLimits(condition: ClusterSums, { rate, rates, errors }: BootstrapRates, level: number): Bounds {
  if (rate <= 0 || rate >= 1) return { low: rate, high: rate };
  const centre = logOdds(rate);
  const error = weightedRate(condition, new Uint16Array(condition.sums.length).fill(1)).error / (rate * (1 - rate));
  const distances: number[] = [];
  for (const [draw, of] of rates.entries()) {
    if (Number.isNaN(of)) continue;
    const ofError = (errors[draw] ?? 0) / (of * (1 - of));
    // A draw of nothing but stays is infinitely far below on this scale, one of nothing but bails above.
    if (of <= 0) distances.push(Number.NEGATIVE_INFINITY);
    else if (of >= 1) distances.push(Number.POSITIVE_INFINITY);
    else if (ofError > 0) distances.push((logOdds(of) - centre) / ofError);
  }
  if (distances.length === 0 || error === 0) return { low: rate, high: rate };
  const sorted = Float64Array.from(distances).toSorted();
  const tail = (1 - level) / 2;
  return {
    low: share(centre - error * finiteQuantile(sorted, 1 - tail)),
    high: share(centre - error * finiteQuantile(sorted, tail)),
  };
}

/** As sortedQuantile, but no interpolation with what is infinite. */
function finiteQuantile(sorted: Float64Array, p: number): number {
  const value = sortedQuantile(sorted, p);
  return Number.isNaN(value) ? (sorted[Math.round(p * (sorted.length - 1))] ?? 0) : value;
}

function logOdds(rate: number): number {
  return Math.log(rate / (1 - rate));
}

function share(logOddsOf: number): number {
  return 1 / (1 + Math.exp(-logOddsOf));
}
