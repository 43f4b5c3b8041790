import { measured, undefinedBecause, type Measured } from './measured.ts';

/** Codes by rater: one list for each, with a code for each unit in the same order; NaN where a rater gave none. */
export type Ratings = readonly ArrayLike<number>[];

/**
 * Number of units that all lists have.
 *
 * @throws RangeError on fewer than two raters, or lists of unequal length.
 */
export function unitsOf(ratings: Ratings): number {
  const [first, ...others] = ratings;
  if (first === undefined || others.length === 0) throw new RangeError('agreement needs at least two raters');
  for (const { length } of others) {
    if (length !== first.length) throw new RangeError(`raters have ${first.length} and ${length} units`);
  }
  return first.length;
}

/**
 * Fleiss' kappa of several raters, who may be others from unit to unit but are equally many: agreement beyond what the
 * codes' overall frequencies would give. None where only one code occurs.
 *
 * Source: J. Fleiss (1971), Psychological Bulletin 76.
 *
 * @throws RangeError on fewer than two raters, lists of unequal length, or a missing code: krippendorffAlpha takes those.
 */
export function fleissKappa(ratings: Ratings): Measured {
  const units = unitsOf(ratings);
  if (units === 0) return undefinedBecause('there are no units');
  const raters = ratings.length;
  const overall = new Map<number, number>();
  let agreeing = 0;
  for (let unit = 0; unit < units; unit += 1) {
    const times = new Map<number, number>();
    for (const codes of ratings) {
      const code = codes[unit] ?? Number.NaN;
      if (Number.isNaN(code)) throw new RangeError(`unit ${unit} lacks a code: Fleiss' kappa needs all of them`);
      times.set(code, (times.get(code) ?? 0) + 1);
      overall.set(code, (overall.get(code) ?? 0) + 1);
    }
    for (const count of times.values()) agreeing += count * (count - 1);
  }
  if (overall.size === 1) return undefinedBecause('all raters gave one and the same code throughout');
  const observed = agreeing / (units * raters * (raters - 1));
  let expected = 0;
  for (const count of overall.values()) expected += (count / (units * raters)) ** 2;
  return measured((observed - expected) / (1 - expected));
}
