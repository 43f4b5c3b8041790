import { refusesIn } from '../../analysis/refusals/scored.ts';
import type { OutcomeGrid } from '../../store/outcome-grid.ts';
import type { ScoreGrid } from '../../store/read-scores.ts';
import type { GridCondition } from '../wire/grid.ts';
import { packedCounts } from '../wire/packed.ts';

/** How many first replies to each item refuse, of those that tell; `null` where none was scored. */
export function refusalCounts(
  { membership, cells }: OutcomeGrid,
  scores: ScoreGrid,
  rows: Int32Array,
): Omit<GridCondition['refusals'][number], 'scorer'> | null {
  const refused = new Uint32Array(rows.length);
  const told = new Uint32Array(rows.length);
  for (const [place, row] of rows.entries()) {
    for (let cell = row; cell < cells.length; cell += membership.size) {
      const does = refusesIn(scores, cell);
      if (does === null) continue;
      told[place]! += 1;
      refused[place]! += does;
    }
  }
  return told.some((one) => one > 0) ? { refused: packedCounts(refused), told: packedCounts(told) } : null;
}
