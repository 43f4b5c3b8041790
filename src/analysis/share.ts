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

/** What a rate or share rests on. */
export interface SampleSize {
  /** All draws of all items. */
  readonly n: number;
  readonly items: number;
  readonly clusters: number;
}

/** A rate or share over items in clusters: within an item over its draws, then the mean over items. */
export function shareOf(items: readonly ItemCount[]): ShareResult {
  const { n: _n, items: _items, clusters: _clusters, ...share } = sizedShareOf(items);
  return share;
}

/** The same with what it rests on. */
export function sizedShareOf(items: readonly ItemCount[]): ShareResult & SampleSize {
  if (items.length === 0) return { ...noShare, n: 0, items: 0, clusters: 0 };
  const { rate, random, fixed, draws, clusters } = clusteredRate(items);
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
    n: draws,
    items: items.length,
    clusters,
  };
}

/** The mean of some values; `null` of none. */
export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
