import { outcomes, type Outcome, type ScorerName } from '../conversation/outcome.ts';
import { outcomeIn, type OutcomeGrid } from '../store/outcome-grid.ts';
import { exactSum } from './exact-sum.ts';

/** How the trials of the items of a condition ended, by the rows of the dataset's members. */
export interface ItemCounts {
  readonly grid: OutcomeGrid;
  /** Of each row `countsEach` counts: of trials without an outcome, then in the order of `outcomes`. */
  readonly counts: { readonly [scorer in ScorerName]: Uint32Array };
  /** Where answers were read out, by row; `null` where they were drawn. */
  readonly read: ItemReadouts | null;
}

/** The readouts of each item: sums over the trials that have one. */
export interface ItemReadouts {
  readonly trials: Float64Array;
  /** Of how likely leaving is among the two answers, and of the squares of that. */
  readonly bail: Float64Array;
  readonly squares: Float64Array;
  /** Of the probability on neither. */
  readonly neither: Float64Array;
}

/** Counts of one row in `ItemCounts.counts`. */
export const countsEach = outcomes.length + 1;

/** The places of outcomes among the counts of a row. */
export function placesOf(counted: readonly Outcome[]): readonly number[] {
  return counted.map((outcome) => outcomes.indexOf(outcome) + 1);
}

/** Counts the trials of every item of a grid, or of the rows that are given. */
export function countItems(grid: OutcomeGrid, rows: Int32Array): ItemCounts {
  const { membership, epochs, cells } = grid;
  const strict = new Uint32Array(membership.size * countsEach);
  const paper = new Uint32Array(membership.size * countsEach);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const from = epoch * membership.size;
    for (const row of rows) {
      const cell = cells[from + row] ?? 0;
      const place = row * countsEach;
      strict[place + outcomeIn(cell, 'strict')]! += 1;
      paper[place + outcomeIn(cell, 'paper')]! += 1;
    }
  }
  return { grid, counts: { strict, paper }, read: grid.readouts === null ? null : readItems(grid, rows, strict) };
}

/** An item's readouts are added up outcome by outcome. */
function readItems(grid: OutcomeGrid, rows: Int32Array, strict: Uint32Array): ItemReadouts {
  const { size } = grid.membership;
  const read: ItemReadouts = {
    trials: new Float64Array(size),
    bail: new Float64Array(size),
    squares: new Float64Array(size),
    neither: new Float64Array(size),
  };
  for (const row of rows) {
    for (let outcome = 1; outcome < countsEach; outcome += 1) {
      const cells = readCells(grid, row, outcome);
      if (cells.length === 0) continue;
      const bails = cells.map((cell) => grid.readouts?.bail[cell] ?? 0);
      read.trials[row]! += strict[row * countsEach + outcome] ?? 0;
      read.bail[row]! += exactSum(bails);
      read.squares[row]! += exactSum(bails.map((bail) => bail * bail));
      read.neither[row]! += exactSum(cells.map((cell) => grid.readouts?.neither[cell] ?? 0));
    }
  }
  return read;
}

/** The cells of a row's trials with a readout and this outcome of the strict scorer. */
function readCells({ membership, epochs, cells, readouts }: OutcomeGrid, row: number, outcome: number): number[] {
  const found: number[] = [];
  for (let cell = row; cell < epochs * membership.size; cell += membership.size) {
    const isRead = !Number.isNaN(readouts?.bail[cell]);
    if (isRead && outcomeIn(cells[cell] ?? 0, 'strict') === outcome) found.push(cell);
  }
  return found;
}
