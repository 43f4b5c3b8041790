import { measured, undefinedBecause, type Measured } from './measured.ts';

/**
 * Sums over units of some columns of numbers: how many units, each column's sum, and the sum of each product of two
 * columns. Of two columns they are all that Pearson's correlation, the cosine and Cohen's kappa of 0/1 codes need.
 */
export interface Moments {
  readonly columns: number;
  /** n; the sums of columns 0, 1, …; the products 0·0, 0·1, …, 1·1, …: `momentPlaces` says where. */
  readonly sums: Float64Array;
}

/** A coefficient that is known from moments alone. */
export type MomentStatistic = (moments: Moments) => Measured;

/** Numbers in `Moments.sums` for so many columns. */
export function momentCount(columns: number): number {
  return 1 + columns + (columns * (columns + 1)) / 2;
}

/** Place of the sum of products of two columns, `one` not after `other`. */
export function productPlace(columns: number, one: number, other: number): number {
  return 1 + columns + one * columns - (one * (one - 1)) / 2 + (other - one);
}

/** Below this share of its own size a variance is what rounding left of zero. */
const dust = 1e-12;

/** Pearson's correlation of two columns, as `pearson`. */
export function pearsonOf({ sums }: Moments): Measured {
  const [n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0] = sums;
  if (n < 2) return undefinedBecause('a correlation needs at least two pairs');
  const ofX = xx - (x * x) / n;
  const ofY = yy - (y * y) / n;
  if (ofX <= dust * xx) return undefinedBecause('the first list is constant');
  if (ofY <= dust * yy) return undefinedBecause('the second list is constant');
  return measured(Math.max(-1, Math.min(1, (xy - (x * y) / n) / Math.sqrt(ofX) / Math.sqrt(ofY))));
}

/** Cosine of two columns, as `cosine`. */
export function cosineOf({ sums }: Moments): Measured {
  const [, , , xx = 0, xy = 0, yy = 0] = sums;
  if (xx === 0) return undefinedBecause('the first list is all 0');
  if (yy === 0) return undefinedBecause('the second list is all 0');
  return measured(Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy))));
}

/** Cohen's kappa of two columns of codes 0 and 1, as `cohenKappa`. */
export function kappaOf({ sums }: Moments): Measured {
  const [n = 0, x = 0, y = 0, , xy = 0] = sums;
  if (n === 0) return undefinedBecause('there are no units');
  const expected = x * (n - y) + y * (n - x);
  if (expected === 0) return undefinedBecause('both raters gave one and the same code throughout');
  return measured(1 - (n * (x + y - 2 * xy)) / expected);
}

/** Krippendorff's nominal alpha of columns of codes 0 and 1, none missing, as `krippendorffAlpha`. */
export function alphaOf({ columns, sums }: Moments): Measured {
  const units = sums[0] ?? 0;
  if (units === 0) return undefinedBecause('no unit has two codes');
  const codes = units * columns;
  let ones = 0;
  let squares = 0;
  for (let one = 0; one < columns; one += 1) {
    ones += sums[1 + one] ?? 0;
    for (let other = one; other < columns; other += 1) {
      squares += (one === other ? 1 : 2) * (sums[productPlace(columns, one, other)] ?? 0);
    }
  }
  if (ones === 0 || ones === codes) return undefinedBecause('all raters gave one and the same code throughout');
  const observed = (columns * ones - squares) / (columns - 1);
  return measured(1 - (observed * (codes - 1)) / (ones * (codes - ones)));
}
