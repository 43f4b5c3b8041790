import { outcomeIn, type OutcomeGrid } from '../../store/outcome-grid.ts';
import type { ScorerName } from '../../conversation/outcome.ts';
import type { ItemCount } from '../../stats/proportion.ts';
import { placesOf } from '../item-counts.ts';

const [bail = 0] = placesOf(['bail']);
const counted: { readonly [scorer in ScorerName]: ReadonlySet<number> } = {
  strict: new Set(placesOf(['bail', 'continue', 'unparsed', 'truncated'])),
  paper: new Set(placesOf(['bail', 'continue', 'unparsed', 'truncated', 'filtered'])),
};

/**
 * 1 for a bail, 0 for what else is in the denominator of the rate, `null` for the rest. Where answers were read out, the
 * strict scorer counts a trial by its probability of leaving.
 */
export function bailIn({ cells, readouts }: OutcomeGrid, cell: number, scorer: ScorerName): number | null {
  const outcome = outcomeIn(cells[cell] ?? 0, scorer);
  if (!counted[scorer].has(outcome)) return null;
  const probability = scorer === 'strict' ? (readouts?.bail[cell] ?? Number.NaN) : Number.NaN;
  return Number.isNaN(probability) ? Number(outcome === bail) : probability;
}

/** Adds up what an item's draws give, for one share. */
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

  /** `NaN` before anything was added. */
  get mean(): number {
    return this.#sum / this.#draws;
  }

  /** The item as a share wants it. */
  count(cluster: number): ItemCount {
    // Fractions that add up to all draws miss them by rounding.
    const successes = Math.min(this.#sum, this.#draws);
    return { cluster, successes, draws: this.#draws, squares: this.#squares };
  }
}
