import { outcomeIn, type OutcomeGrid } from '../../store/outcome-grid.ts';
import type { ScorerName } from '../../conversation/outcome.ts';
import type { ItemCount } from '../../stats/proportion.ts';
import { countsEach, placesOf } from '../item-counts.ts';

const [bail = 0, stay = 0] = placesOf(['bail', 'continue']);
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

/** Whether a trial ended with a bail or a stay: what else is in the denominator counts as no bail without being a stay. */
export function isAnsweredIn({ cells }: OutcomeGrid, cell: number): boolean {
  const outcome = outcomeIn(cells[cell] ?? 0, 'strict');
  return outcome === bail || outcome === stay;
}

/** Adds up what an item's draws give. */
export class ItemSum {
  #draws = 0;
  #sum = 0;
  #squares = 0;

  add(value: number): void {
    this.#draws += 1;
    this.#sum += value;
    this.#squares += value * value;
  }

  get draws(): number {
    return this.#draws;
  }

  /** The draws as a count. @param isFraction whether a draw gives a fraction rather than a success or a failure */
  count(cluster: number, isFraction: boolean): ItemCount {
    const count = { cluster, successes: this.#sum, draws: this.#draws };
    return isFraction ? { ...count, squares: this.#squares } : count;
  }

  /** `NaN` before anything was added. */
  get mean(): number {
    return this.#sum / this.#draws;
  }
}
