import { clusteredRate, type ItemCount } from '../stats/proportion.ts';

/** A rate or share with both 95 % intervals: for situations like these, and for exactly these items. Fractions. */
export interface ShareResult {
  /** `null` where nothing can be said; so are then all others but the two marks. */
  readonly rate: number | null;
  /** For situations like these: clusters are random. */
  readonly low: number | null;
  readonly high: number | null;
  /** For exactly these items: only the draws are random. */
  readonly lowFixed: number | null;
  readonly highFixed: number | null;
  /** How each interval was computed. */
  readonly intervalMethod: string | null;
  readonly intervalMethodFixed: string | null;
  /** Too few clusters that have it, or that do not, for the usual interval: the wider fallback is shown. */
  readonly tooFew: boolean;
  readonly tooFewFixed: boolean;
}

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

/** A rate or share over items in clusters: within an item over its draws, then the mean over items. */
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
