import { ExitpollError } from '../base/errors.ts';

/**
 * A whole number from an option's text.
 *
 * @throws ExitpollError naming the option when it is not a whole number of at least `min`, or above `max`.
 */
export function wholeNumber(option: string, text: string, min: number, max = Number.MAX_SAFE_INTEGER): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  throw new ExitpollError(`--${option} takes a whole number ${range}; got "${text}"`, { code: 'usage' });
}

const suffixes: { readonly [suffix: string]: number } = { '': 1, k: 1e3, K: 1e3, M: 1e6, G: 1e9 };

/**
 * A count from an option's text, which may end in k, M or G: `500`, `20k`, `1.5M`.
 *
 * @throws ExitpollError naming the option when it is no such text, or not a whole number of at least 1.
 */
export function count(option: string, text: string): number {
  const [, digits, suffix = ''] = /^(\d+(?:\.\d+)?)([kKMG]?)$/.exec(text) ?? [];
  const value = Number(digits) * (suffixes[suffix] ?? Number.NaN);
  // 1.1M is 1100000.0000000002 as a product.
  const whole = Math.round(value);
  if (!Number.isSafeInteger(whole) || whole < 1 || Math.abs(value - whole) > 1e-6) {
    throw new ExitpollError(`--${option} takes a whole number of at least 1, such as 500, 20k or 1.5M; got "${text}"`, {
      code: 'usage',
    });
  }
  return whole;
}

/**
 * A fraction from an option's text: `0.1` or `10%`, from 0 to 1, or from −1 where `signed`.
 *
 * @throws ExitpollError naming the option when it is none.
 */
export function fraction(option: string, text: string, { signed = false } = {}): number {
  const [, digits = '', sign = ''] = /^(-?\d*\.?\d+)\s*(%?)$/.exec(text.trim()) ?? [];
  const value = digits === '' ? Number.NaN : Number(digits) / (sign === '%' ? 100 : 1);
  if (!(value >= (signed ? -1 : 0) && value <= 1)) {
    throw new ExitpollError(`--${option} takes a fraction such as 0.1 or 10%; got "${text}"`, { code: 'usage' });
  }
  return value;
}

/**
 * An amount above 0 from an option's text: `5`, `0.50`. `example` shows one with its unit.
 *
 * @throws ExitpollError naming the option when it is none.
 */
export function amount(option: string, text: string, example: string): number {
  const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0) || !Number.isFinite(value)) {
    throw new ExitpollError(`--${option} takes a number above 0, such as ${example}; got "${text}"`, { code: 'usage' });
  }
  return value;
}
