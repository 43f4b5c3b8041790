import { outcomes, type Outcome } from '../conversation/outcome.ts';
import type { LineGrid } from './line-grid.ts';
import { outcomeIn } from './outcome-grid.ts';

const inDenominator: readonly Outcome[] = ['bail', 'continue', 'unparsed', 'truncated'];
const places = new Set(inDenominator.map((outcome) => outcomes.indexOf(outcome) + 1));
const bail = outcomes.indexOf('bail') + 1;

/**
 * What each of the items in `rows` adds to the rate in each of the first epochs, by the strict scorer: 1 for a bail, 0
 * for what else is in the rate's denominator, a probability where answers are read out; `null` for a trial that is not
 * in the denominator.
 */
export function epochValues(
  { membership, cells, readouts }: LineGrid,
  rows: Int32Array,
  epochs: number,
): readonly (readonly (number | null)[])[] {
  return Array.from({ length: epochs }, (_, epoch) =>
    Array.from(rows, (row) => {
      const cell = epoch * membership.size + row;
      const outcome = outcomeIn(cells[cell] ?? 0, 'strict');
      if (!places.has(outcome)) return null;
      const probability = readouts?.bail[cell] ?? Number.NaN;
      return Number.isNaN(probability) ? Number(outcome === bail) : probability;
    }),
  );
}
