/** A number with limits. */
interface Limited {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A rate times a factor, with limits that carry the doubt of both. */
export interface ScaledRate {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A rate in [0, 1] times an independent factor from 0, such as a ratio of rates measured elsewhere. The distances of the
 * limits from the values are added as squares on the logarithm, each side by itself, so that limits that are not
 * symmetric stay so (method of variance estimates recovery: G. Y. Zou and A. Donner 2008, Statistics in Medicine 27). Where
 * a value or a lower limit is 0 the lower limit is 0; a factor without an upper limit (`null`) gives 1. Nothing exceeds 1.
 *
 * @throws RangeError where limits do not hold their value.
 */
export function scaledRate(
  rate: Limited,
  factor: Omit<Limited, 'high'> & { readonly high: number | null },
): ScaledRate {
  check(rate);
  check({ ...factor, high: factor.high ?? Number.POSITIVE_INFINITY });
  const value = rate.value * factor.value;
  const below = Math.hypot(logDistance(rate.low, rate.value), logDistance(factor.low, factor.value));
  const low = Number.isFinite(below) ? value * Math.exp(-below) : 0;
  return { rate: Math.min(1, value), low: Math.min(1, low), high: highOf(rate, factor, value) };
}

function highOf(
  rate: Limited,
  factor: { readonly value: number; readonly high: number | null },
  value: number,
): number {
  if (factor.high === null) return rate.high > 0 ? 1 : 0;
  // Of a value of 0 the logarithm says nothing: the product of the upper limits cannot be too low.
  if (value === 0) return Math.min(1, rate.high * factor.high);
  const above = Math.hypot(logDistance(rate.value, rate.high), logDistance(factor.value, factor.high));
  return Math.min(1, value * Math.exp(above));
}

/** How far two numbers are apart on the logarithm; infinite where the lower is 0. */
function logDistance(lower: number, upper: number): number {
  return lower === upper ? 0 : Math.log(upper / lower);
}

function check({ value, low, high }: Limited): void {
  if (low >= 0 && low <= value && value <= high) return;
  throw new RangeError(`${low} to ${high} are no limits of ${value}`);
}
