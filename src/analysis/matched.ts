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
}

const [bail, stay] = placesOf(['bail', 'continue']);

/** The items of a part answered in the same epochs of two arms on one dataset, by item id. */
export function matchedItems(a: OutcomeGrid, b: OutcomeGrid, part: DatasetPart): readonly MatchedItem[] {
  return matched(a, b, a.membership.rowsById[part], (row) => [row]);
}

/** The items answered in the same epochs as their benign twins, under the same arm, by item id. */
export function matchedTwins(grid: OutcomeGrid): readonly MatchedItem[] {
  const { rowsById, twinsOf } = grid.membership;
  return matched(grid, grid, rowsById.originals, (row) => twinsOf.get(row) ?? []);
}

function matched(
  a: OutcomeGrid,
  b: OutcomeGrid,
  rows: Int32Array,
  othersOf: (row: number) => readonly number[],
): readonly MatchedItem[] {
  const { size } = a.membership;
  const epochs = Math.min(a.epochs, b.epochs);
  const items: MatchedItem[] = [];
  for (const row of rows) {
    const bailsA: number[] = [];
    const bailsB: number[] = [];
    for (const other of othersOf(row)) {
      for (let epoch = 0; epoch < epochs; epoch += 1) {
        const inA = bailOf(a, epoch * size + row);
        const inB = bailOf(b, epoch * size + other);
        if (inA === null || inB === null) continue;
        bailsA.push(inA);
        bailsB.push(inB);
      }
    }
    if (bailsA.length > 0) {
      items.push({ row, epochs: bailsA.length, bailsA: exactSum(bailsA), bailsB: exactSum(bailsB) });
    }
  }
  return items;
}

/** 1 for a bail and 0 for a stay, or how likely leaving was; `null` where a trial gave no answer. */
function bailOf({ cells, readouts }: OutcomeGrid, cell: number): number | null {
  const outcome = outcomeIn(cells[cell] ?? 0, 'strict');
  if (outcome !== bail && outcome !== stay) return null;
  const probability = readouts?.bail[cell] ?? Number.NaN;
  return Number.isNaN(probability) ? Number(outcome === bail) : probability;
}
