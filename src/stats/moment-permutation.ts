import type { Json } from '../base/canonical-json.ts';
import { seededRandom, type Random } from '../base/random.ts';
import { nothingChanges, nothingToExchange, permuteColumns, type ColumnPermutation } from './column-permutation.ts';
import { missingAsZero } from './missing-as-zero.ts';
import { placesOf, productSum } from './product-sum.ts';
import { mostExact, sampledP } from './permutation.ts';
import { strataOf, waysToExchange, type Block } from './unit-blocks.ts';

/**
 * Permutation tests as `permuteColumns`, of all coefficients that grow with the sum of products of each two columns where
 * the columns keep their values: correlation, cosine, kappa and alpha of 0/1 codes. So one p serves them all, and of a
 * draw nothing but that sum is needed. Where values are missing, it is the sum of products of deviations from the column's
 * mean, over the root of the sum of squares of how many products each block has: those come together more often as
 * they are than in another order where clusters miss values in both columns. Orders are drawn once for all tasks whose
 * blocks have the same sizes.
 */
export class MomentPermutations {
  readonly #draws: number;
  readonly #seed: Json;
  readonly #orders = new Map<string, Orders>();
  readonly #exchanges = new WeakMap<readonly Block[], Exchange>();

  constructor(draws: number, seed: Json) {
    this.#draws = draws;
    this.#seed = seed;
  }

  /** @param columns NaN is missing */
  test(columns: readonly Float64Array[], blocks: readonly Block[]): Pick<ColumnPermutation, 'p' | 'reason'> {
    const { strata, exchanged, ways } = this.#exchangeOf(blocks);
    if (ways === 1) return { p: null, reason: nothingToExchange };
    const known = missingAsZero(columns);
    if (ways <= mostExact && columns.length === 2 && known === null) {
      const observed = sumOfProducts(columns);
      return permuteColumns({ columns, strata, statistic: sumOfProducts, observed, side: 'two-sided' }, 0, this.#seed);
    }
    const { order, moved } = this.#ordersOf(strata, exchanged.length, columns.length);
    const products = productSum(known?.deviations ?? columns, exchanged);
    const counts = known === null ? null : productSum(known.answered, exchanged, true);
    const valueOf = (places: readonly Uint32Array[]): number => {
      const sum = products(places);
      return counts === null ? sum : sum / Math.sqrt(Math.max(1, counts(places)));
    };
    const places = placesOf(columns.length, exchanged.length);
    const tails = new Tails(valueOf(places));
    for (let draw = 0; draw < this.#draws; draw += 1) {
      // Column 0 stays; column k stands in the (k − 1)th order of the draw.
      for (let column = 1; column < columns.length; column += 1) {
        const from = (draw * moved + column - 1) * exchanged.length;
        places[column] = order.subarray(from, from + exchanged.length);
      }
      tails.count(valueOf(places));
    }
    return tails.result(this.#draws);
  }

  /** Lists of blocks come again with many tasks. */
  #exchangeOf(blocks: readonly Block[]): Exchange {
    const known = this.#exchanges.get(blocks);
    if (known !== undefined) return known;
    const strata = strataOf(blocks);
    const made = { strata, exchanged: strata.flat(), ways: waysToExchange(strata) };
    this.#exchanges.set(blocks, made);
    return made;
  }

  #ordersOf(strata: readonly (readonly Block[])[], blocks: number, columns: number): Orders {
    const key = `${columns} ${strata.map(({ length }) => length).join()}`;
    const known = this.#orders.get(key);
    if (known !== undefined) return known;
    const made = drawOrders(strata, blocks, columns - 1, this.#draws, seededRandom(['column permutation', this.#seed]));
    // A few are enough: tasks of one kind follow each other, and each may take megabytes.
    if (this.#orders.size >= 4) this.#orders.delete([...this.#orders.keys()][0] ?? '');
    this.#orders.set(key, made);
    return made;
  }
}

/** What of the blocks changes places. */
interface Exchange {
  readonly strata: readonly (readonly Block[])[];
  /** The blocks of all strata, one stratum after the other. */
  readonly exchanged: readonly Block[];
  readonly ways: number;
}

interface Orders {
  /** For each draw and moved column: which block's values stand at each block. */
  readonly order: Uint32Array;
  /** Columns that are moved. */
  readonly moved: number;
}

function drawOrders(
  strata: readonly (readonly Block[])[],
  blocks: number,
  moved: number,
  draws: number,
  random: Random,
): Orders {
  const order = new Uint32Array(draws * moved * blocks);
  for (let from = 0; from < order.length; from += blocks) {
    let start = 0;
    for (const { length } of strata) {
      const own = order.subarray(from + start, from + start + length);
      for (let place = 0; place < length; place += 1) own[place] = start + place;
      for (let last = length - 1; last > 0; last -= 1) {
        const place = random.below(last + 1);
        const kept = own[last] ?? 0;
        own[last] = own[place] ?? 0;
        own[place] = kept;
      }
      start += length;
    }
  }
  return { order, moved };
}

/** The sum over units of the products of two columns. */
function sumOfProducts([x = none, y = none]: readonly Float64Array[]): number {
  let sum = 0;
  for (let unit = 0; unit < x.length; unit += 1) sum += (x[unit] ?? 0) * (y[unit] ?? 0);
  return sum;
}

const none = new Float64Array(0);

/** How many orders lie on either side of what was observed. */
class Tails {
  readonly #observed: number;
  readonly #slack: number;
  #above = 0;
  #below = 0;

  constructor(observed: number) {
    this.#observed = observed;
    this.#slack = 1e-9 * Math.max(1, Math.abs(observed));
  }

  count(value: number): void {
    if (value >= this.#observed - this.#slack) this.#above += 1;
    if (value <= this.#observed + this.#slack) this.#below += 1;
  }

  result(draws: number): Pick<ColumnPermutation, 'p' | 'reason'> {
    if (this.#above === draws && this.#below === draws) return { p: null, reason: nothingChanges };
    return { p: Math.min(1, 2 * sampledP(Math.min(this.#above, this.#below), draws)), reason: null };
  }
}
