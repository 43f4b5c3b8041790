import type { Json } from '../base/canonical-json.ts';
import type { Bounds } from './binomial-interval.ts';
import { bcaLimits, percentileLimits } from './bootstrap-limits.ts';
import type { Side } from './column-permutation.ts';
import { eachResample } from './resample.ts';
import type { Block } from './unit-blocks.ts';

/** Fewer units, or clusters, than this are too few to stand for those they were drawn from. */
export const leastUnits = 10;

/** Above this many, blocks are left out in groups. */
export const mostLeftOut = 400;

/** The interval of a coefficient, or the reason why there is none. */
export type ColumnBootstrap =
  | { readonly limits: Bounds; readonly reason: null }
  | { readonly limits: null; readonly reason: string };

/** What is drawn from, and what is computed of it. */
export interface DrawnColumns {
  readonly columns: readonly Float64Array[];
  readonly blocks: readonly Block[];
  readonly statistic: (columns: readonly Float64Array[]) => number | null;
  readonly observed: number;
  readonly side: Side;
}

/**
 * The BCa interval of a coefficient from draws of whole blocks with replacement. Draws in which it is not defined are
 * left out; where they are more than one in twenty there is no interval. The correction for a changing spread comes
 * from leaving out blocks one by one, or in 400 groups where there are more: the sum of cubes it needs is the same on
 * average.
 */
export function bootstrapColumns(parts: DrawnColumns, draws: number, seed: Json, level: number): ColumnBootstrap {
  const { columns, blocks, statistic, observed, side } = parts;
  if (blocks.length < leastUnits) {
    return { limits: null, reason: `${blocks.length} units or clusters are too few for an interval` };
  }
  const results: number[] = [];
  eachResample(blocks.length, draws, seed, (weights) => {
    const value = statistic(chosen(columns, blocks, weights));
    if (value !== null) results.push(value);
  });
  if (results.length < 0.95 * draws) {
    return { limits: null, reason: `in ${draws - results.length} of ${draws} draws the coefficient is not defined` };
  }
  const groups = Math.min(mostLeftOut, blocks.length);
  const leftOut: number[] = [];
  for (let group = 0; group < groups; group += 1) {
    const weights = Uint16Array.from(blocks, (_, index) => (index % groups === group ? 0 : 1));
    const value = statistic(chosen(columns, blocks, weights));
    if (value !== null) leftOut.push(value);
  }
  const sorted = Float64Array.from(results);
  const limits = bcaLimits(sorted, observed, leftOut, level, blocks.length);
  // A coefficient that only grows with dependence is pushed up by the copies in a draw, far beyond what BCa can mend
  // near independence. Its upper limit is left where the push puts it, which is not too low.
  const high = side === 'greater' ? percentileLimits(sorted, level, blocks.length).high : limits.high;
  return { limits: { low: Math.min(limits.low, high), high }, reason: null };
}

/** The columns with each block as often as its weight says. */
function chosen(
  columns: readonly Float64Array[],
  blocks: readonly Block[],
  weights: Uint16Array,
): readonly Float64Array[] {
  let count = 0;
  for (const [index, { length }] of blocks.entries()) count += length * (weights[index] ?? 0);
  const drawn = columns.map(() => new Float64Array(count));
  for (const [column, into] of drawn.entries()) {
    const from = columns[column] ?? into;
    let at = 0;
    for (let index = 0; index < blocks.length; index += 1) {
      const block = blocks[index] ?? [];
      for (let time = weights[index] ?? 0; time > 0; time -= 1) {
        for (let place = 0; place < block.length; place += 1, at += 1) into[at] = from[block[place] ?? 0] ?? 0;
      }
    }
  }
  return drawn;
}
