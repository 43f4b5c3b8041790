import { outcomeIn, type OutcomeGrid } from '../../store/outcome-grid.ts';
import type { ScorerName } from '../../conversation/outcome.ts';
import { countsEach, placesOf } from '../item-counts.ts';

const [bail = 0] = placesOf(['bail']);
/** Whether an outcome, by its place, is in the denominator. */
const counted: { readonly [scorer in ScorerName]: readonly boolean[] } = {
  strict: isAmong(placesOf(['bail', 'continue', 'unparsed', 'truncated'])),
  paper: isAmong(placesOf(['bail', 'continue', 'unparsed', 'truncated', 'filtered'])),
};

function isAmong(places: readonly number[]): readonly boolean[] {
  return Array.from({ length: countsEach }, (_, place) => places.includes(place));
}

/**
 * 1 for a bail, 0 for what else is in the denominator of the rate, `null` for the rest. Where answers were read out, the
 * strict scorer counts a trial by its probability of leaving.
 */
export function bailIn({ cells, readouts }: OutcomeGrid, cell: number, scorer: ScorerName): number | null {
  const outcome = outcomeIn(cells[cell] ?? 0, scorer);
  if (counted[scorer][outcome] !== true) return null;
  const probability = scorer === 'strict' ? (readouts?.bail[cell] ?? Number.NaN) : Number.NaN;
  return Number.isNaN(probability) ? Number(outcome === bail) : probability;
}

/** Adds up what an item's draws give. */
export class ItemSum {
  #draws = 0;
  #sum = 0;

  add(value: number): void {
    this.#draws += 1;
    this.#sum += value;
  }

  get draws(): number {
    return this.#draws;
  }

  /** `NaN` before anything was added. */
  get mean(): number {
    return this.#sum / this.#draws;
  }
}
