import { clusteredRate, type ItemCount } from '../../stats/proportion.ts';
import type { ShareResult } from './results.ts';

/** Nothing can be said. */
export const noShare: ShareResult = {
  rate: null,
  low: null,
  high: null,
  lowFixed: null,
  highFixed: null,
  intervalMethod: null,
  intervalMethodFixed: null,
  tooFew: false,
  tooFewFixed: false,
};

/** A share over items in clusters with both intervals, as a bail rate is computed. */
export function shareOf(items: readonly ItemCount[]): ShareResult {
  if (items.length === 0) return noShare;
  const { rate, random, fixed } = clusteredRate(items);
  return {
    rate,
    low: random.low,
    high: random.high,
    lowFixed: fixed.low,
    highFixed: fixed.high,
    intervalMethod: random.method,
    intervalMethodFixed: fixed.method,
    tooFew: random.tooFew,
    tooFewFixed: fixed.tooFew,
  };
}

/** The mean of some values; `null` of none. */
export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
