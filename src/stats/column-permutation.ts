import type { Json } from '../base/canonical-json.ts';
import { seededRandom, type Random } from '../base/random.ts';
import { mostExact, sampledP } from './permutation.ts';
import { waysToExchange, type Block } from './unit-blocks.ts';

/** Which results speak against the null: large ones only, or small ones too. */
export type Side = 'greater' | 'two-sided';

/** The p-value of a coefficient; `null` with the reason where the units leave nothing to exchange. */
export interface ColumnPermutation {
  readonly p: number | null;
  readonly reason: string | null;
  readonly isExact: boolean;
}

/** Why there is no p where no two clusters are of one size. */
export const nothingToExchange = 'no two clusters of equal size could be exchanged';
/** Why there is no p where clusters of one size are alike: it would be 1 whatever the others say. */
export const nothingChanges = 'exchanging the clusters of equal size changes nothing';

/** What is permuted, and what is computed of it. */
export interface PermutedColumns {
  readonly columns: readonly Float64Array[];
  readonly strata: readonly (readonly Block[])[];
  readonly statistic: (columns: readonly Float64Array[]) => number | null;
  readonly observed: number;
  readonly side: Side;
}

/**
 * Permutation test of columns that belong together: every column but the first is put into a new order, each its own,
 * in which blocks of equal size change places. Two columns with at most 20,000 orders are gone through one by one. A
 * two-sided p is twice that of the smaller tail. Values that are missing in single units stay where they are.
 */
export function permuteColumns(parts: PermutedColumns, draws: number, seed: Json): ColumnPermutation {
  const { columns, strata, observed, side } = parts;
  const ways = waysToExchange(strata);
  if (ways === 1) return { p: null, reason: nothingToExchange, isExact: true };
  const slack = 1e-9 * Math.max(1, Math.abs(observed));
  let above = 0;
  let below = 0;
  const count = (arranged: readonly Float64Array[]): void => {
    // An arrangement without a coefficient may count for either side.
    const value = parts.statistic(arranged);
    if (value === null || value >= observed - slack) above += 1;
    if (value === null || value <= observed + slack) below += 1;
  };
  const arranged = columns.map((column) => column.slice());
  const isExact = columns.length === 2 && ways <= mostExact && !columns.some((column) => column.some(Number.isNaN));
  if (isExact) {
    everyOrder(
      strata,
      (from, to) => {
        arrange(columns[1], arranged[1], from, to);
      },
      () => {
        count(arranged);
      },
    );
  } else {
    const random = seededRandom(['column permutation', seed]);
    const shufflers = columns.map((column) => shufflerOf(column, strata));
    for (let draw = 0; draw < draws; draw += 1) {
      for (let index = 1; index < columns.length; index += 1) {
        const into = arranged[index];
        if (into !== undefined) shufflers[index]?.(into, random);
      }
      count(arranged);
    }
  }
  const looked = isExact ? ways : draws;
  if (above === looked && below === looked) return { p: null, reason: nothingChanges, isExact };
  const pOf = (extreme: number): number => (isExact ? extreme / ways : sampledP(extreme, draws));
  const p = side === 'greater' ? pOf(above) : Math.min(1, 2 * pOf(Math.min(above, below)));
  return { p, reason: null, isExact };
}

type Shuffler = (into: Float64Array, random: Random) => void;

/** Puts the values of a column into a random order; the missing ones of single units stay. */
function shufflerOf(column: Float64Array, strata: readonly (readonly Block[])[]): Shuffler {
  const movable = strata.map((blocks) =>
    blocks.filter((block) => block.length > 1 || !Number.isNaN(column[block[0] ?? 0])),
  );
  const orders = movable.map((blocks) => new Uint32Array(blocks.length));
  return (into, random) => {
    for (const [index, blocks] of movable.entries()) {
      const order = orders[index] ?? new Uint32Array(blocks.length);
      for (let place = 0; place < order.length; place += 1) order[place] = place;
      for (let last = order.length - 1; last > 0; last -= 1) {
        const place = random.below(last + 1);
        const kept = order[last] ?? 0;
        order[last] = order[place] ?? 0;
        order[place] = kept;
      }
      for (let place = 0; place < order.length; place += 1) {
        arrange(column, into, blocks[order[place] ?? 0] ?? noBlock, blocks[place] ?? noBlock);
      }
    }
  };
}

const noBlock: Block = [];

/** Copies the values at one block's places to those of another. */
function arrange(column: Float64Array | undefined, into: Float64Array | undefined, from: Block, to: Block): void {
  if (column === undefined || into === undefined) return;
  for (let index = 0; index < to.length; index += 1) into[to[index] ?? 0] = column[from[index] ?? 0] ?? 0;
}

/** Calls `visit` for every order of the blocks within their strata, after `move` has told what stands where. */
function everyOrder(
  strata: readonly (readonly Block[])[],
  move: (from: Block, to: Block) => void,
  visit: () => void,
): void {
  const [first, ...rest] = strata;
  if (first === undefined) {
    visit();
    return;
  }
  const isUsed = first.map(() => false);
  const fill = (place: number): void => {
    const to = first[place];
    if (to === undefined) {
      everyOrder(rest, move, visit);
      return;
    }
    for (const [index, from] of first.entries()) {
      if (isUsed[index] === true) continue;
      isUsed[index] = true;
      move(from, to);
      fill(place + 1);
      isUsed[index] = false;
    }
  };
  fill(0);
}
