import type { DatasetPart } from '../../store/conditions.ts';
import { outcomeIn, type OutcomeGrid } from '../../store/outcome-grid.ts';
import { placesOf } from '../item-counts.ts';

const [bail, stay] = placesOf(['bail', 'continue']);

/** What a condition answered, on the items of one part of its dataset by id. NaN where it gave no answer. */
export interface Answered {
  readonly items: number;
  readonly epochs: number;
  /** Draw by draw 1 where it left, 0 where it stayed: item by item, and within an item epoch by epoch. */
  readonly decisions: Float64Array;
  /** Each item's bail rate over the draws it answered, or how likely leaving was in them on average. */
  readonly rates: Float64Array;
}

/** The answers (bail or continue) of a grid. */
export function answered(grid: OutcomeGrid, part: DatasetPart): Answered {
  const { cells, epochs, readouts, membership } = grid;
  const rows = membership.rowsById[part];
  const items = rows.length;
  const decisions = new Float64Array(items * epochs).fill(Number.NaN);
  const rates = new Float64Array(items).fill(Number.NaN);
  for (let item = 0; item < items; item += 1) {
    let sum = 0;
    let draws = 0;
    for (let epoch = 0; epoch < epochs; epoch += 1) {
      const cell = epoch * membership.size + (rows[item] ?? 0);
      const outcome = outcomeIn(cells[cell] ?? 0, 'strict');
      if (outcome !== bail && outcome !== stay) continue;
      const left = outcome === bail ? 1 : 0;
      const probability = readouts?.bail[cell] ?? Number.NaN;
      decisions[item * epochs + epoch] = left;
      sum += Number.isNaN(probability) ? left : probability;
      draws += 1;
    }
    if (draws > 0) rates[item] = sum / draws;
  }
  return { items, epochs, decisions, rates };
}

/** The decisions of the first epochs. */
export function decisionsOf({ items, epochs, decisions }: Answered, first: number): Float64Array {
  if (first === epochs) return decisions;
  const own = new Float64Array(items * first);
  for (let item = 0; item < items; item += 1) {
    own.set(decisions.subarray(item * epochs, item * epochs + first), item * first);
  }
  return own;
}

/** The cluster of each item of a part, by id, and of each draw of so many epochs. */
export class ClusterLists {
  readonly ofItem: Int32Array;
  readonly #ofDraw = new Map<number, Int32Array>();

  constructor({ membership }: OutcomeGrid, part: DatasetPart) {
    const { clusterOf, rowsById } = membership;
    this.ofItem = rowsById[part].map((row) => clusterOf[row] ?? 0);
  }

  ofDraws(epochs: number): Int32Array {
    const known = this.#ofDraw.get(epochs);
    if (known !== undefined) return known;
    const made = new Int32Array(epochs * this.ofItem.length);
    for (const [item, cluster] of this.ofItem.entries()) made.fill(cluster, item * epochs, (item + 1) * epochs);
    this.#ofDraw.set(epochs, made);
    return made;
  }
}
