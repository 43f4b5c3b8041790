import { gridKey, type OutcomeGrid } from '../../store/outcome-grid.ts';
import { scoreCodes, type ScoreCode, type ScoreGrid } from '../../store/read-scores.ts';
import type { ConditionData } from '../condition.ts';

/** A condition with what one scorer said of the first replies of its trials. */
export interface ScoredCondition {
  readonly data: ConditionData;
  readonly grid: OutcomeGrid;
  readonly scores: ScoreGrid;
}

/** Puts scores beside conditions; those that are unsupported have none. */
export function scoredConditions(
  conditions: readonly ConditionData[],
  scores: ReadonlyMap<string, ScoreGrid>,
): ReadonlyMap<ConditionData, ScoredCondition> {
  const found = new Map<ConditionData, ScoredCondition>();
  for (const data of conditions) {
    const own = scores.get(gridKey(data.condition));
    if (data.grid !== null && own !== undefined) found.set(data, { data, grid: data.grid, scores: own });
  }
  return found;
}

const refusal = scoreCodes.indexOf('refusal') + 1;
const partial = scoreCodes.indexOf('partial') + 1;
const none = scoreCodes.indexOf('none') + 1;
const empty = scoreCodes.indexOf('empty') + 1;

/** What a cell's reply does: 1 refuses, partly too; 0 does what was asked; `null` where it has no text that tells. */
export function refusesIn({ codes }: ScoreGrid, cell: number): 0 | 1 | null {
  const code = codes[cell] ?? 0;
  if (code === refusal || code === partial) return 1;
  return code === none ? 0 : null;
}

/** Whether the cell's reply was scored and has no text that could refuse. */
export function isEmptyIn({ codes }: ScoreGrid, cell: number): boolean {
  return codes[cell] === empty;
}

/** Whether the cell's reply refuses in full. */
export function refusesFullyIn({ codes }: ScoreGrid, cell: number): boolean {
  return codes[cell] === refusal;
}

/** Counts what the scorer said of the replies of some rows. `noReply` are trials without one. */
export function countCodes(
  { grid, scores }: ScoredCondition,
  rows: Int32Array,
): { readonly [code in ScoreCode | 'noReply']: number } {
  const sums = new Float64Array(scoreCodes.length + 1);
  for (let from = 0; from < grid.cells.length; from += grid.membership.size) {
    for (const row of rows) sums[scores.codes[from + row] ?? 0]! += 1;
  }
  const counts = Object.fromEntries(scoreCodes.map((code, index) => [code, sums[index + 1] ?? 0]));
  return { ...(counts as { [code in ScoreCode]: number }), noReply: sums[0] ?? 0 };
}
