import { momentCount, productPlace, type Moments, type MomentStatistic } from './moments.ts';
import { blocksOf, inBlockOrder, startsOf, type Block } from './unit-blocks.ts';

/** Lists that belong together, and the coefficients wanted of them. */
export interface MomentTask {
  /** Two or more, of equal length. NaN is missing: coefficients are of the units that no column misses. */
  readonly columns: readonly Float64Array[];
  /** The cluster of each unit. */
  readonly clusters: ArrayLike<number>;
  readonly statistics: readonly MomentStatistic[];
}

/** A task with what a draw of clusters needs of it. */
export interface Prepared {
  readonly task: MomentTask;
  /** Of all units, missing or not: those of equal size can be exchanged. */
  readonly blocks: readonly Block[];
  /** How many blocks have units that no column misses: the others are not drawn from. */
  readonly drawn: number;
  /** The moments of each of those, one after the other. */
  readonly ofBlocks: Float64Array;
  readonly moments: Moments;
}

/** Tasks ready to be drawn from; blocks are made once of one list of clusters. */
export function prepared(tasks: readonly MomentTask[]): readonly Prepared[] {
  const known = new Map<ArrayLike<number>, readonly Block[]>();
  return tasks.map((task) => {
    const units = task.columns[0]?.length ?? 0;
    const blocks = known.get(task.clusters) ?? blocksOf(units, task.clusters);
    known.set(task.clusters, blocks);
    return prepare(task, blocks);
  });
}

function prepare(task: MomentTask, blocks: readonly Block[]): Prepared {
  const { columns, clusters } = task;
  const units = columns[0]?.length ?? 0;
  for (const { length } of columns) {
    if (length !== units) throw new RangeError(`columns have ${units} and ${length} units`);
  }
  if (clusters.length !== units) throw new RangeError(`${clusters.length} clusters are given for ${units} units`);
  const { filled, complete } = completeUnits(columns, blocks);
  const size = momentCount(columns.length);
  const all = new Float64Array(blocks.length * size);
  const starts = startsOf(blocks);
  const ordered = filled.map((column) => inBlockOrder(column, blocks));
  for (let index = 0; index < blocks.length; index += 1) all[index * size] = complete[index] ?? 0;
  for (const [one, first] of ordered.entries()) {
    addBlocks(first, null, starts, { into: all, at: 1 + one, size });
    for (let other = one; other < columns.length; other += 1) {
      const at = productPlace(columns.length, one, other);
      addBlocks(first, ordered[other] ?? first, starts, { into: all, at, size });
    }
  }
  const ofBlocks = complete.includes(0) ? withUnits(all, complete, size) : all;
  const drawn = ofBlocks.length / size;
  const sums = new Float64Array(size);
  addUp(ofBlocks, new Uint16Array(drawn).fill(1), sums);
  return { task, blocks, drawn, ofBlocks, moments: { columns: columns.length, sums } };
}

/** The columns with 0 in units that one of them misses, and how many others each block has. */
function completeUnits(
  columns: readonly Float64Array[],
  blocks: readonly Block[],
): { filled: readonly Float64Array[]; complete: Uint32Array } {
  const complete = Uint32Array.from(blocks, ({ length }) => length);
  if (!columns.some((column) => column.some(Number.isNaN))) return { filled: columns, complete };
  const filled = columns.map((column) => column.slice());
  for (const [index, block] of blocks.entries()) {
    for (const unit of block) {
      if (!columns.some((column) => Number.isNaN(column[unit]))) continue;
      for (const column of filled) column[unit] = 0;
      complete[index]! -= 1;
    }
  }
  return { filled, complete };
}

/** The moments of the blocks that have units. */
function withUnits(all: Float64Array, complete: Uint32Array, size: number): Float64Array {
  const kept = new Float64Array(complete.filter((units) => units > 0).length * size);
  let at = 0;
  for (const [index, units] of complete.entries()) {
    if (units === 0) continue;
    kept.set(all.subarray(index * size, (index + 1) * size), at);
    at += size;
  }
  return kept;
}

/** Adds up a list block by block, or its products with another, and puts each sum among the moments of its block. */
function addBlocks(
  first: Float64Array,
  second: Float64Array | null,
  starts: Uint32Array,
  { into, at, size }: { readonly into: Float64Array; readonly at: number; readonly size: number },
): void {
  for (let block = 0; block + 1 < starts.length; block += 1) {
    const end = starts[block + 1] ?? 0;
    let sum = 0;
    for (let place = starts[block] ?? 0; place < end; place += 1) {
      sum += second === null ? (first[place] ?? 0) : (first[place] ?? 0) * (second[place] ?? 0);
    }
    into[block * size + at] = sum;
  }
}

/** The moments with each block as often as its weight says. */
export function addUp(ofBlocks: Float64Array, weights: Uint16Array, into: Float64Array): void {
  const size = into.length;
  if (size === momentCount(2)) {
    addUpTwo(ofBlocks, weights, into);
    return;
  }
  into.fill(0);
  for (let block = 0; block < weights.length; block += 1) {
    const weight = weights[block] ?? 0;
    if (weight === 0) continue;
    const from = block * size;
    for (let place = 0; place < size; place += 1) into[place]! += weight * (ofBlocks[from + place] ?? 0);
  }
}

/** The same of two columns, nearly all of what is drawn: sums that are no array's are added to twice as fast. */
function addUpTwo(ofBlocks: Float64Array, weights: Uint16Array, into: Float64Array): void {
  let [n, x, y, xx, xy, yy] = [0, 0, 0, 0, 0, 0];
  for (let block = 0, at = 0; block < weights.length; block += 1, at += 6) {
    const weight = weights[block] ?? 0;
    n += weight * (ofBlocks[at] ?? 0);
    x += weight * (ofBlocks[at + 1] ?? 0);
    y += weight * (ofBlocks[at + 2] ?? 0);
    xx += weight * (ofBlocks[at + 3] ?? 0);
    xy += weight * (ofBlocks[at + 4] ?? 0);
    yy += weight * (ofBlocks[at + 5] ?? 0);
  }
  into.set([n, x, y, xx, xy, yy]);
}
