import { everyRow, sortedBy } from '../wire/columns/sorted-by.ts';

const kinds = {
  trial: Uint32Array,
  condition: Uint16Array,
  item: Uint32Array,
  epoch: Uint16Array,
  outcome: Uint8Array,
  flags: Uint16Array,
  refusals: Uint16Array,
  labels: Uint16Array,
  firstReply: Uint32Array,
  lastReply: Uint32Array,
} as const;

type Name = keyof typeof kinds;
export type RowColumns = { readonly [name in Name]: InstanceType<(typeof kinds)[name]> };

/** Columns of trials while they are read, in any order. */
export class GrowingColumns {
  columns: RowColumns = allocated(1024);
  size = 0;

  /** Makes room for one more row. @returns its place. */
  add(): number {
    if (this.size === this.columns.trial.length) {
      const larger = allocated(2 * this.size);
      for (const name of names) larger[name].set(this.columns[name]);
      this.columns = larger;
    }
    return this.size++;
  }

  /** The columns in the plan's order. */
  inPlanOrder(): RowColumns {
    const { condition, epoch, item } = this.columns;
    const order = sortedBy(sortedBy(sortedBy(everyRow(this.size), item), epoch), condition);
    const sorted = allocated(this.size);
    for (const name of names) {
      const from = this.columns[name];
      const to = sorted[name];
      for (let row = 0; row < order.length; row += 1) to[row] = from[order[row]!]!;
    }
    return sorted;
  }
}

const names = Object.keys(kinds) as readonly Name[];

function allocated(size: number): RowColumns {
  return Object.fromEntries(names.map((name) => [name, new kinds[name](size)])) as unknown as RowColumns;
}
