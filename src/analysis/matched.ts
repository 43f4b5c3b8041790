import type { DatasetPart } from '../store/conditions.ts';
import { outcomeIn, type OutcomeGrid } from '../store/outcome-grid.ts';
import { exactSum } from './exact-sum.ts';
import { placesOf } from './item-counts.ts';

/** An item answered (bail or continue) in the same epochs of two conditions, by the strict scorer. */
export interface MatchedItem {
  readonly row: number;
  /** Epochs answered in both; with several twins, once for each. */
  readonly epochs: number;
  /** Bails over these epochs. Of readouts, sums of probabilities. */
  readonly bailsA: number;
  readonly bailsB: number;
  /** Sums of the squares of what each epoch adds to these: the same where it is a bail or none. */
  readonly squaresA: number;
  readonly squaresB: number;
  /** Epochs in which A bailed rather than B, and the other way round. Of readouts, in which it was likelier. */
  readonly moreA: number;
  readonly moreB: number;
}

const [bail, stay] = placesOf(['bail', 'continue']);

/** The items of a part answered in the same epochs of two arms on one dataset, by item id. */
export function matchedItems(a: OutcomeGrid, b: OutcomeGrid, part: DatasetPart): readonly MatchedItem[] {
  return matchedRows(a, b, a.membership.rowsById[part], (row) => [row]);
}

/** The items answered in the same epochs as their benign twins, under the same arm, by item id. */
export function matchedTwins(grid: OutcomeGrid): readonly MatchedItem[] {
  const { rowsById, twinsOf } = grid.membership;
  return matchedRows(grid, grid, rowsById.originals, (row) => twinsOf.get(row) ?? []);
}

/**
 * The items answered in the same epochs of two arms, whose datasets may differ.
 *
 * @param rows of A's dataset, in the order in which sums are taken
 * @param othersOf the rows of B's dataset that a row is held against
 */
export function matchedRows(
  a: OutcomeGrid,
  b: OutcomeGrid,
  rows: Int32Array,
  othersOf: (row: number) => readonly number[],
): readonly MatchedItem[] {
  const epochs = Math.min(a.epochs, b.epochs);
  if (a.readouts === null && b.readouts === null) return drawnRows(a, b, rows, othersOf, epochs);
  const sizeA = a.membership.size;
  const sizeB = b.membership.size;
  const items: MatchedItem[] = [];
  const bailsA: number[] = [];
  const bailsB: number[] = [];
  for (const row of rows) {
    bailsA.length = 0;
    bailsB.length = 0;
    let moreA = 0;
    let moreB = 0;
    for (const other of othersOf(row)) {
      for (let epoch = 0; epoch < epochs; epoch += 1) {
        const inA = bailOf(a, epoch * sizeA + row);
        const inB = bailOf(b, epoch * sizeB + other);
        if (inA === null || inB === null) continue;
        bailsA.push(inA);
        bailsB.push(inB);
        if (inA > inB) moreA += 1;
        if (inB > inA) moreB += 1;
      }
    }
    if (bailsA.length === 0) continue;
    const [sumA, sumB] = [exactSum(bailsA), exactSum(bailsB)];
    items.push({
      row,
      epochs: bailsA.length,
      bailsA: sumA,
      bailsB: sumB,
      squaresA: sumOfSquares(bailsA),
      squaresB: sumOfSquares(bailsB),
      moreA,
      moreB,
    });
  }
  return items;
}

/** As `matchedRows` where answers were drawn: all is counted then, and nothing need be added up with care. */
function drawnRows(
  a: OutcomeGrid,
  b: OutcomeGrid,
  rows: Int32Array,
  othersOf: (row: number) => readonly number[],
  mostEpochs: number,
): readonly MatchedItem[] {
  const sizeA = a.membership.size;
  const sizeB = b.membership.size;
  const items: MatchedItem[] = [];
  for (const row of rows) {
    let [epochs, bailsA, bailsB, both] = [0, 0, 0, 0];
    for (const other of othersOf(row)) {
      for (let epoch = 0; epoch < mostEpochs; epoch += 1) {
        const inA = outcomeIn(a.cells[epoch * sizeA + row] ?? 0, 'strict');
        const inB = outcomeIn(b.cells[epoch * sizeB + other] ?? 0, 'strict');
        if ((inA !== bail && inA !== stay) || (inB !== bail && inB !== stay)) continue;
        epochs += 1;
        if (inA === bail) bailsA += 1;
        if (inB === bail) bailsB += 1;
        if (inA === bail && inB === bail) both += 1;
      }
    }
    if (epochs === 0) continue;
    const [moreA, moreB] = [bailsA - both, bailsB - both];
    items.push({ row, epochs, bailsA, bailsB, squaresA: bailsA, squaresB: bailsB, moreA, moreB });
  }
  return items;
}

function sumOfSquares(values: readonly number[]): number {
  return exactSum(values.map((value) => value * value));
}

/** 1 for a bail and 0 for a stay, or how likely leaving was; `null` where a trial gave no answer. */
function bailOf({ cells, readouts }: OutcomeGrid, cell: number): number | null {
  const outcome = outcomeIn(cells[cell] ?? 0, 'strict');
  if (outcome !== bail && outcome !== stay) return null;
  const probability = readouts?.bail[cell] ?? Number.NaN;
  return Number.isNaN(probability) ? Number(outcome === bail) : probability;
}
