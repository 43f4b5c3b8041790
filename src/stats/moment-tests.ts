import type { Json } from '../base/canonical-json.ts';
import type { Association } from './association-test.ts';
import { bcaLimits } from './bootstrap-limits.ts';
import { leastUnits, mostLeftOut } from './column-bootstrap.ts';
import { MomentPermutations } from './moment-permutation.ts';
import { momentCount, productPlace, type Moments, type MomentStatistic } from './moments.ts';
import { eachResample } from './resample.ts';
import { blocksOf, inBlockOrder, startsOf, type Block } from './unit-blocks.ts';

/** Lists that belong together, and the coefficients wanted of them. */
export interface MomentTask {
  /** Two or more, of equal length. */
  readonly columns: readonly Float64Array[];
  /** The cluster of each unit. */
  readonly clusters: ArrayLike<number>;
  readonly statistics: readonly MomentStatistic[];
}

/** As of `associationTest`, for all tasks alike. */
export interface MomentOptions {
  readonly seed: Json;
  readonly draws: number;
  readonly bootstrapDraws: number;
  readonly level?: number;
}

/** A task with what a draw of clusters needs of it. */
interface Prepared {
  readonly task: MomentTask;
  readonly blocks: readonly Block[];
  /** The moments of each block, one after the other. */
  readonly ofBlocks: Float64Array;
  readonly moments: Moments;
}

/**
 * As `associationTest` of two columns and `agreementTest` of more, for coefficients that are known from moments and for
 * many tasks at once: a draw of clusters is a sum over clusters, not over units, and the same draws serve all tasks. The
 * values are the same, p and limits too but for rounding.
 *
 * @returns for each task the coefficients, in the order of its statistics.
 * @throws RangeError on columns or clusters of unequal length.
 */
export function momentTests(
  tasks: readonly MomentTask[],
  { seed, draws, bootstrapDraws, level = 0.95 }: MomentOptions,
): readonly (readonly Association[])[] {
  const prepared = tasks.map(prepare);
  const permutations = new MomentPermutations(draws, seed);
  const limits = new Map<Prepared, readonly (Pick<Association, 'low' | 'high'> & { reason: string | null })[]>();
  for (const [count, alike] of Map.groupBy(prepared, ({ blocks }) => blocks.length)) {
    for (const [one, found] of bootstrapped(alike, count, bootstrapDraws, seed, level)) limits.set(one, found);
  }
  return prepared.map((one) => {
    const observed = one.task.statistics.map((statistic) => statistic(one.moments));
    const counts = { units: one.task.columns[0]?.length ?? 0, clusters: one.blocks.length };
    const tested = permutations.test(one.task, one.blocks, one.moments, observed);
    return observed.map(({ value, reason }, index): Association => {
      if (value === null) return { value: null, p: null, low: null, high: null, ...counts, reasons: [reason] };
      const limit = limits.get(one)?.[index];
      const test = tested[index];
      const reasons = [test?.reason ?? null, limit?.reason ?? null].filter((text) => text !== null);
      return {
        value,
        p: test?.p ?? null,
        low: limit?.low ?? null,
        high: limit?.high ?? null,
        ...counts,
        reasons,
      };
    });
  });
}

function prepare(task: MomentTask): Prepared {
  const { columns, clusters } = task;
  const units = columns[0]?.length ?? 0;
  for (const { length } of columns) {
    if (length !== units) throw new RangeError(`columns have ${units} and ${length} units`);
  }
  const blocks = blocksOf(units, clusters);
  const size = momentCount(columns.length);
  const ofBlocks = new Float64Array(blocks.length * size);
  const starts = startsOf(blocks);
  const ordered = columns.map((column) => inBlockOrder(column, blocks));
  for (let index = 0; index < blocks.length; index += 1) ofBlocks[index * size] = blocks[index]?.length ?? 0;
  for (const [one, first] of ordered.entries()) {
    addBlocks(first, null, starts, { into: ofBlocks, at: 1 + one, size });
    for (let other = one; other < columns.length; other += 1) {
      const at = productPlace(columns.length, one, other);
      addBlocks(first, ordered[other] ?? first, starts, { into: ofBlocks, at, size });
    }
  }
  const all = new Uint16Array(blocks.length).fill(1);
  const sums = new Float64Array(size);
  addUp(ofBlocks, all, sums);
  return { task, blocks, ofBlocks, moments: { columns: columns.length, sums } };
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
function addUp(ofBlocks: Float64Array, weights: Uint16Array, into: Float64Array): void {
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

function bootstrapped(
  alike: readonly Prepared[],
  count: number,
  draws: number,
  seed: Json,
  level: number,
): [Prepared, { low: number | null; high: number | null; reason: string | null }[]][] {
  if (count < leastUnits) {
    const reason = `${count} units or clusters are too few for an interval`;
    return alike.map((one) => [one, one.task.statistics.map(() => ({ low: null, high: null, reason }))]);
  }
  const observed = alike.map(({ task, moments }) => task.statistics.map((statistic) => statistic(moments).value));
  const results = alike.map(({ task }) => task.statistics.map((): number[] => []));
  const leftOut = alike.map(({ task }) => task.statistics.map((): number[] => []));
  const scratch = alike.map(({ moments }) => ({ ...moments, sums: new Float64Array(moments.sums.length) }));
  const visit = (weights: Uint16Array, into: typeof results): void => {
    for (const [index, { task, ofBlocks }] of alike.entries()) {
      const moments = scratch[index];
      if (moments === undefined) continue;
      addUp(ofBlocks, weights, moments.sums);
      for (const [place, statistic] of task.statistics.entries()) {
        const { value } = statistic(moments);
        if (value !== null) into[index]?.[place]?.push(snapped(value, observed[index]?.[place] ?? null));
      }
    }
  };
  eachResample(count, draws, seed, (weights) => {
    visit(weights, results);
  });
  const groups = Math.min(mostLeftOut, count);
  for (let group = 0; group < groups; group += 1) {
    visit(
      Uint16Array.from({ length: count }, (_, index) => (index % groups === group ? 0 : 1)),
      leftOut,
    );
  }
  return alike.map((one, index) => [
    one,
    one.task.statistics.map((_, place) => {
      const values = results[index]?.[place] ?? [];
      const estimate = observed[index]?.[place] ?? null;
      if (estimate === null) return { low: null, high: null, reason: null };
      if (values.length < 0.95 * draws) {
        const reason = `in ${draws - values.length} of ${draws} draws the coefficient is not defined`;
        return { low: null, high: null, reason };
      }
      const limits = bcaLimits(Float64Array.from(values), estimate, leftOut[index]?.[place] ?? [], level, count);
      return { low: Math.min(limits.low, limits.high), high: limits.high, reason: null };
    }),
  ]);
}

/** The estimate itself where only rounding lies between: ties with it count half. */
function snapped(value: number, estimate: number | null): number {
  return estimate !== null && Math.abs(value - estimate) < 1e-12 ? estimate : value;
}
