import type { Json } from '../base/canonical-json.ts';
import { seededRandom, type Random } from '../base/random.ts';
import { blockProducts } from './block-products.ts';
import { permuteColumns } from './column-permutation.ts';
import type { Measured } from './measured.ts';
import type { MomentTask } from './moment-tests.ts';
import { productPlace, type Moments } from './moments.ts';
import { mostExact, sampledP } from './permutation.ts';
import { strataOf, waysToExchange, type Block } from './unit-blocks.ts';

/** The p-value of one coefficient, or why there is none. */
export interface MomentP {
  readonly p: number | null;
  readonly reason: string | null;
}

/** With more blocks than this their products are added up in each draw: a table of them all would be too large. */
const mostTabled = 256;

/**
 * Permutation tests as `permuteColumns` of columns without missing values, for coefficients that are known from moments:
 * an order changes the sums of products of different columns and nothing else. Orders are drawn once for all tasks
 * whose blocks have the same sizes.
 */
export class MomentPermutations {
  readonly #draws: number;
  readonly #seed: Json;
  readonly #orders = new Map<string, Orders>();

  constructor(draws: number, seed: Json) {
    this.#draws = draws;
    this.#seed = seed;
  }

  /** @param observed the coefficients of the columns as they are */
  test(
    { columns, statistics }: MomentTask,
    blocks: readonly Block[],
    moments: Moments,
    observed: readonly Measured[],
  ): readonly MomentP[] {
    const strata = strataOf(blocks);
    const ways = waysToExchange(strata);
    if (ways <= mostExact && columns.length === 2) {
      return statistics.map((statistic, index) => {
        const value = observed[index]?.value ?? null;
        if (value === null) return { p: null, reason: null };
        const ofColumns = (arranged: readonly Float64Array[]): number | null =>
          statistic(arrangedMoments(moments, arranged)).value;
        const parts = { columns, strata, statistic: ofColumns, observed: value, side: 'two-sided' as const };
        return permuteColumns(parts, this.#draws, this.#seed);
      });
    }
    if (ways === 1) {
      const reason = 'no two clusters of equal size could be exchanged';
      return statistics.map(() => ({ p: null, reason }));
    }
    const tails = observed.map(({ value }) => new Tails(value));
    const crossed = pairsOf(columns.length).map(([one, other]) => ({
      one,
      other,
      place: productPlace(columns.length, one, other),
      products: productsOf(columns[one], columns[other], blocks),
    }));
    const arranged = { columns: moments.columns, sums: moments.sums.slice() };
    const { order, moved } = this.#ordersOf(strata, blocks, columns.length);
    const count = blocks.length;
    for (let draw = 0; draw < this.#draws; draw += 1) {
      for (const { one, other, place, products: of } of crossed) {
        // Column 0 stays; column k stands in the (k − 1)th order of the draw.
        const first = one === 0 ? null : (draw * moved + one - 1) * count;
        arranged.sums[place] = of(order, first, (draw * moved + other - 1) * count);
      }
      for (const [index, statistic] of statistics.entries()) tails[index]?.count(statistic(arranged).value);
    }
    return tails.map((tail) => ({ p: tail.p(this.#draws), reason: null }));
  }

  #ordersOf(strata: readonly (readonly Block[])[], blocks: readonly Block[], columns: number): Orders {
    const key = `${columns} ${blocks.map(({ length }) => length).join()}`;
    const known = this.#orders.get(key);
    if (known !== undefined) return known;
    const made = drawOrders(strata, blocks, columns - 1, this.#draws, seededRandom(['column permutation', this.#seed]));
    // A few are enough: tasks of one kind follow each other, and each may take megabytes.
    if (this.#orders.size >= 4) this.#orders.delete([...this.#orders.keys()][0] ?? '');
    this.#orders.set(key, made);
    return made;
  }
}

interface Orders {
  /** For each draw and moved column: which block's values stand at each block. */
  readonly order: Uint32Array;
  /** Columns that are moved. */
  readonly moved: number;
}

function drawOrders(
  strata: readonly (readonly Block[])[],
  blocks: readonly Block[],
  moved: number,
  draws: number,
  random: Random,
): Orders {
  const placeOf = new Map(blocks.map((block, index) => [block, index]));
  const places = strata.map((stratum) => Uint32Array.from(stratum, (block) => placeOf.get(block) ?? 0));
  const order = new Uint32Array(draws * moved * blocks.length);
  for (let from = 0; from < order.length; from += blocks.length) {
    for (const own of places) {
      const shuffled = own.slice();
      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const place = random.below(last + 1);
        const kept = shuffled[last] ?? 0;
        shuffled[last] = shuffled[place] ?? 0;
        shuffled[place] = kept;
      }
      for (let index = 0; index < own.length; index += 1) order[from + (own[index] ?? 0)] = shuffled[index] ?? 0;
    }
  }
  return { order, moved };
}

/** The sum of products of two columns whose blocks stand in orders that begin at these places; `null` for their own. */
type Products = (order: Uint32Array, first: number | null, second: number) => number;

function productsOf(x: Float64Array = none, y: Float64Array = none, blocks: readonly Block[]): Products {
  const count = blocks.length;
  const ofBlocks = blockProducts(x, y, blocks);
  if (count > mostTabled) {
    return (order, first, second) => {
      let sum = 0;
      for (let block = 0; block < count; block += 1) {
        sum += ofBlocks(first === null ? block : (order[first + block] ?? 0), order[second + block] ?? 0);
      }
      return sum;
    };
  }
  const table = new Float64Array(count * count);
  for (let one = 0; one < count; one += 1) {
    for (let other = 0; other < count; other += 1) {
      if (blocks[one]?.length === blocks[other]?.length) table[one * count + other] = ofBlocks(one, other);
    }
  }
  return (order, first, second) => {
    let sum = 0;
    if (first === null) {
      for (let block = 0; block < count; block += 1) sum += table[block * count + (order[second + block] ?? 0)] ?? 0;
    } else {
      for (let block = 0; block < count; block += 1) {
        sum += table[(order[first + block] ?? 0) * count + (order[second + block] ?? 0)] ?? 0;
      }
    }
    return sum;
  };
}

const none = new Float64Array(0);

/** The moments of two columns one of which stands in another order. */
function arrangedMoments(moments: Moments, [x, y]: readonly Float64Array[]): Moments {
  const sums = moments.sums.slice();
  let products = 0;
  for (let index = 0; index < (x?.length ?? 0); index += 1) products += (x?.[index] ?? 0) * (y?.[index] ?? 0);
  sums[productPlace(2, 0, 1)] = products;
  return { columns: 2, sums };
}

function pairsOf(columns: number): [number, number][] {
  return Array.from({ length: columns }, (_, one) =>
    Array.from({ length: columns - one - 1 }, (__, step): [number, number] => [one, one + step + 1]),
  ).flat();
}

/** How many orders lie on either side of the observed coefficient. */
class Tails {
  readonly #observed: number | null;
  readonly #slack: number;
  #above = 0;
  #below = 0;

  constructor(observed: number | null) {
    this.#observed = observed;
    this.#slack = 1e-9 * Math.max(1, Math.abs(observed ?? 0));
  }

  count(value: number | null): void {
    if (this.#observed === null) return;
    if (value === null || value >= this.#observed - this.#slack) this.#above += 1;
    if (value === null || value <= this.#observed + this.#slack) this.#below += 1;
  }

  p(draws: number): number | null {
    return this.#observed === null ? null : Math.min(1, 2 * sampledP(Math.min(this.#above, this.#below), draws));
  }
}
