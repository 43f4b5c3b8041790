import { seededRandom } from '../base/random.ts';
import type { Bounds } from './binomial-interval.ts';
import type { ItemCount } from './clusters.ts';
import { normalQuantile } from './normal-distribution.ts';

/** An estimate with its standard error. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/** A product with limits; `error` is its standard error. */
export interface ProductEstimate extends Estimate, Bounds {}

/**
 * The product of independent estimates by the delta method, variance Σ (errorᵢ · Π of the others)². Limits are taken on
 * the logarithm where all values are above 0, which keeps them above 0; else on the product itself.
 *
 * Source: L. A. Goodman (1960), J. Am. Stat. Assoc. 55, first-order terms.
 *
 * @throws RangeError on no factors, negative errors, or numbers that are not finite.
 */
export function productByDelta(factors: readonly Estimate[], level = 0.95): ProductEstimate {
  if (factors.length === 0) throw new RangeError('a product needs at least one factor');
  let value = 1;
  for (const factor of factors) {
    if (!(Number.isFinite(factor.value) && factor.error >= 0)) throw new RangeError('a factor is not an estimate');
    value *= factor.value;
  }
  let variance = 0;
  for (const [index, { error }] of factors.entries()) {
    let others = 1;
    for (const [other, factor] of factors.entries()) if (other !== index) others *= factor.value;
    variance += (error * others) ** 2;
  }
  const error = Math.sqrt(variance);
  const z = -normalQuantile((1 - level) / 2);
  if (factors.every((factor) => factor.value > 0)) {
    const stretch = Math.exp((z * error) / value);
    return { value, error, low: value / stretch, high: value * stretch };
  }
  return { value, error, low: value - z * error, high: value + z * error };
}

export interface ProductBootstrapOptions {
  readonly level?: number;
  /** Resamples; 2,000 unless told. */
  readonly draws?: number;
  /** Equal seeds, equal limits. */
  readonly seed: string | number;
}

/**
 * The product of rates over items in clusters, by the cluster bootstrap: clusters are drawn with replacement, the same
 * for all factors, so that what the factors share is carried. Percentile limits. A factor whose items happen to be left
 * out of a resample keeps its estimate there. At 0 and 1 no resample differs, and the limits say nothing: use intervals
 * of the factors there.
 *
 * Source: B. Efron and R. Tibshirani (1993), An Introduction to the Bootstrap, chapter 13; clusters as A. C. Davison
 * and D. V. Hinkley (1997), Bootstrap Methods and their Application, section 3.8.
 *
 * @throws RangeError on no factors, or a factor without items.
 */
export function productByBootstrap(
  factors: readonly (readonly ItemCount[])[],
  options: ProductBootstrapOptions,
): ProductEstimate {
  if (factors.length === 0 || factors.some((items) => items.length === 0)) {
    throw new RangeError('a product needs at least one factor, and each factor an item');
  }
  const places = new Map<number, number>();
  for (const items of factors)
    for (const { cluster } of items) if (!places.has(cluster)) places.set(cluster, places.size);
  const totals = factors.map((items) => {
    const sums = new Float64Array(places.size);
    const sizes = new Float64Array(places.size);
    for (const { cluster, successes, draws } of items) {
      const place = places.get(cluster) ?? 0;
      sums[place] = (sums[place] ?? 0) + successes / draws;
      sizes[place] = (sizes[place] ?? 0) + 1;
    }
    return { sums, sizes, mean: mean(sums, items.length) };
  });
  const random = seededRandom(['product bootstrap', options.seed]);
  const chosen = new Int32Array(places.size);
  const products = Float64Array.from({ length: options.draws ?? 2000 }, () => {
    for (let index = 0; index < chosen.length; index += 1) chosen[index] = random.below(chosen.length);
    let product = 1;
    for (const { sums, sizes, mean: whole } of totals) {
      let [sum, size] = [0, 0];
      for (const place of chosen) {
        sum += sums[place] ?? 0;
        size += sizes[place] ?? 0;
      }
      product *= size > 0 ? sum / size : whole;
    }
    return product;
  }).sort();
  const value = totals.reduce((product, { mean: whole }) => product * whole, 1);
  const middle = mean(products, products.length);
  const spread = products.reduce((sum, product) => sum + (product - middle) ** 2, 0);
  const tail = (1 - (options.level ?? 0.95)) / 2;
  return {
    value,
    error: Math.sqrt(spread / Math.max(1, products.length - 1)),
    low: products[Math.floor(tail * (products.length - 1))] ?? value,
    high: products[Math.ceil((1 - tail) * (products.length - 1))] ?? value,
  };
}

function mean(values: Float64Array, count: number): number {
  return values.reduce((sum, value) => sum + value, 0) / count;
}
