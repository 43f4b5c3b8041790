import type { DatasetPart } from '../../store/conditions.ts';
import { outcomeIn, type OutcomeGrid } from '../../store/outcome-grid.ts';
import { placesOf } from '../item-counts.ts';

const [bail, stay] = placesOf(['bail', 'continue']);

/** The draws answered (bail or continue) in all of some conditions on one dataset, epochs matched. */
export interface AnsweredDraws {
  /** 1 where the draw left, 0 where it stayed: a column for each condition, a unit for each draw. */
  readonly decisions: readonly Float64Array[];
  readonly clusterOfDraw: Int32Array;
  /** The mean over an item's draws, or of how likely leaving was: a column for each condition, a unit for each item. */
  readonly rates: readonly Float64Array[];
  readonly clusterOfItem: Int32Array;
}

/** Collects the draws that were answered in every one of the grids, by item and within it by epoch. */
export function answeredDraws(grids: readonly OutcomeGrid[], part: DatasetPart): AnsweredDraws {
  const [first] = grids as [OutcomeGrid];
  const { size, clusterOf, rowsById } = first.membership;
  const rows = rowsById[part];
  const epochs = Math.min(...grids.map((grid) => grid.epochs));
  const decisions = grids.map(() => new Float64Array(rows.length * epochs));
  const rates = grids.map(() => new Float64Array(rows.length));
  const clusterOfDraw = new Int32Array(rows.length * epochs);
  const clusterOfItem = new Int32Array(rows.length);
  let draws = 0;
  let items = 0;
  for (const row of rows) {
    const from = draws;
    for (let epoch = 0; epoch < epochs; epoch += 1) {
      const cell = epoch * size + row;
      if (!grids.every(({ cells }) => isAnswer(cells[cell] ?? 0))) continue;
      for (const [index, grid] of grids.entries()) {
        const left = outcomeIn(grid.cells[cell] ?? 0, 'strict') === bail ? 1 : 0;
        decisions[index]![draws] = left;
        rates[index]![items]! += probabilityIn(grid, cell) ?? left;
      }
      clusterOfDraw[draws] = clusterOf[row] ?? 0;
      draws += 1;
    }
    if (draws === from) continue;
    for (const column of rates) column[items]! /= draws - from;
    clusterOfItem[items] = clusterOf[row] ?? 0;
    items += 1;
  }
  return {
    decisions: decisions.map((column) => column.subarray(0, draws)),
    clusterOfDraw: clusterOfDraw.subarray(0, draws),
    rates: rates.map((column) => column.subarray(0, items)),
    clusterOfItem: clusterOfItem.subarray(0, items),
  };
}

/** An item's bail rate over its answered draws, by row; NaN where it has none. */
export function answeredRates(grid: OutcomeGrid, part: DatasetPart): Float64Array {
  const { size, rowsById } = grid.membership;
  const rates = new Float64Array(size).fill(Number.NaN);
  for (const row of rowsById[part]) {
    let sum = 0;
    let draws = 0;
    for (let epoch = 0; epoch < grid.epochs; epoch += 1) {
      const cell = epoch * size + row;
      const code = grid.cells[cell] ?? 0;
      if (!isAnswer(code)) continue;
      sum += probabilityIn(grid, cell) ?? (outcomeIn(code, 'strict') === bail ? 1 : 0);
      draws += 1;
    }
    if (draws > 0) rates[row] = sum / draws;
  }
  return rates;
}

function isAnswer(cell: number): boolean {
  const outcome = outcomeIn(cell, 'strict');
  return outcome === bail || outcome === stay;
}

function probabilityIn({ readouts }: OutcomeGrid, cell: number): number | null {
  const probability = readouts?.bail[cell] ?? Number.NaN;
  return Number.isNaN(probability) ? null : probability;
}
