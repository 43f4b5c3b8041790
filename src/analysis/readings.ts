import type { ScorerName } from '../conversation/outcome.ts';
import { countsEach, placesOf, type ItemCounts } from './item-counts.ts';
import { isPaperWhole } from './rate.ts';

/**
 * Which trials a rate is taken over. `usual`: bail, continue, unparsed, truncated. `with-filtered`: these and filtered.
 * `answered`: bail and continue. `all-stayed`, `all-left`: all that were planned and not skipped, as if those without an
 * answer had stayed, or had left.
 */
export const denominators = ['usual', 'with-filtered', 'answered', 'all-stayed', 'all-left'] as const;
export type DenominatorName = (typeof denominators)[number];

/** A condition's rate as one scorer and one denominator give it. */
export interface Reading {
  readonly scorer: ScorerName;
  readonly denominator: DenominatorName;
  /** `null` where no trial is in the denominator, or the scorer can say nothing of some replies. */
  readonly rate: number | null;
}

const [bailPlace = 0, stayPlace = 0, unparsedPlace = 0, truncatedPlace = 0, filteredPlace = 0, skippedPlace = 0] =
  placesOf(['bail', 'continue', 'unparsed', 'truncated', 'filtered', 'skipped']);

/** The rate over the items of some rows by every scorer and denominator: within an item over its trials, then the mean. */
export function readingsOf(items: ItemCounts, rows: Int32Array): readonly Reading[] {
  const isWhole = isPaperWhole(items, rows);
  return (['strict', 'paper'] as const).flatMap((scorer) => {
    const rates = scorer === 'paper' && !isWhole ? null : ratesBy(items, rows, scorer);
    return denominators.map((denominator, index) => ({ scorer, denominator, rate: rates?.[index] ?? null }));
  });
}

/** The rates by one scorer in the order of `denominators`, in one pass: a report has thousands of them. */
function ratesBy(items: ItemCounts, rows: Int32Array, scorer: ScorerName): readonly (number | null)[] {
  const counts = items.counts[scorer];
  const read = scorer === 'strict' ? items.read : null;
  const totals = denominators.map(() => ({ sum: 0, items: 0 }));
  const add = (index: number, bails: number, trials: number): void => {
    const total = totals[index];
    if (total === undefined || trials <= 0) return;
    total.sum += bails / trials;
    total.items += 1;
  };
  for (const row of rows) {
    const from = row * countsEach;
    const drawn = counts[from + bailPlace] ?? 0;
    const bails = read === null ? drawn : (read.bail[row] ?? 0);
    const answered = drawn + (counts[from + stayPlace] ?? 0);
    const usual = answered + (counts[from + unparsedPlace] ?? 0) + (counts[from + truncatedPlace] ?? 0);
    const asked = items.grid.epochs - (counts[from + skippedPlace] ?? 0);
    add(0, bails, usual);
    add(1, bails, usual + (counts[from + filteredPlace] ?? 0));
    add(2, bails, answered);
    add(3, bails, asked);
    add(4, bails + asked - answered, asked);
  }
  return totals.map(({ sum, items: counted }) => (counted === 0 ? null : sum / counted));
}
