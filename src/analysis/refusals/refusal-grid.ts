import { cellOf, type OutcomeGrid } from '../../store/outcome-grid.ts';
import type { ScoreGrid } from '../../store/read-scores.ts';
import { refusesIn } from './scored.ts';

const refused = cellOf('strict', 'bail');
const done = cellOf('strict', 'continue');

/**
 * Refusals in place of outcomes, so that they are matched and measured as bails are: a refusal stands as a bail, a reply
 * that does what was asked as a stay, one that does not tell as no answer.
 */
export function refusalGrid(grid: OutcomeGrid, scores: ScoreGrid): OutcomeGrid {
  const cells = grid.cells.map((_, cell) => {
    const refuses = refusesIn(scores, cell);
    return refuses === null ? 0 : refuses === 1 ? refused : done;
  });
  return { ...grid, cells, readouts: null };
}
