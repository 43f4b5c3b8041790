import { outcomes, type Outcome, type ScorerName } from '../../../conversation/outcome.ts';
import { outcomeIn } from '../../../store/outcome-grid.ts';

/** Cells of outcomes (`cellOf`) are below. */
export const mostCells = 128;

/** The outcome in a cell that a scorer gave; `null` where its present version has not seen the trial. */
export function outcomeAt(cell: number, scorer: ScorerName): Outcome | null {
  return outcomes[outcomeIn(cell, scorer) - 1] ?? null;
}
