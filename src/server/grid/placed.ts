import type { OutcomeGrid } from '../../store/outcome-grid.ts';
import type { PlannedCondition } from '../planned.ts';

/** A condition with the outcomes of its trials; `null` where its model cannot do the method. */
export interface PlacedCondition extends PlannedCondition {
  readonly grid: OutcomeGrid | null;
}

/** The rows of a condition's items, in the dataset's order. */
export function rowsOf({ condition, grid }: PlacedCondition): Int32Array {
  return grid?.membership.rows[condition.part] ?? new Int32Array(0);
}
