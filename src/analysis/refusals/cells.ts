import type { ItemCount } from '../../stats/proportion.ts';
import type { ItemPair } from './item-pairs.ts';
import { bailIn } from './pooled.ts';
import type { TogetherResult } from './results.ts';
import { isEmptyIn, refusesIn, type ScoredCondition } from './scored.ts';
import { meanOf, noShare, shareOf } from '../share.ts';

/** The figures of a table of bail against refusal. */
export type Table = Pick<
  TogetherResult,
  | 'items'
  | 'clusters'
  | 'n'
  | 'bail'
  | 'refusal'
  | 'noRefusalBail'
  | 'refusalBail'
  | 'noBailRefusal'
  | 'neither'
  | 'noText'
  | 'bounds'
>;

/** The shares, in the order in which `draw` adds to them. */
const names = ['bail', 'refusal', 'noRefusalBail', 'refusalBail', 'noBailRefusal', 'neither', 'noText'] as const;
type Name = (typeof names)[number];

/**
 * Bail and refusal in the same trials: those whose outcome is in the rate's denominator and whose first reply could be
 * read. With `withEmpty` replies without text are counted too, as such.
 */
export function jointTable({ data, grid, scores }: ScoredCondition, withEmpty: boolean): Table {
  const { clusterOf, size } = grid.membership;
  const table = new TableOfItems(data.rows.length);
  for (const row of data.rows) {
    for (let cell = row; cell < grid.cells.length; cell += size) {
      const left = bailIn(grid, cell, 'strict');
      const refused = refusesIn(scores, cell);
      if (left === null || (refused === null && !(withEmpty && isEmptyIn(scores, cell)))) continue;
      table.draw(left, refused);
    }
    table.endItem(clusterOf[row] ?? 0);
  }
  return { ...table.shares(), noText: withEmpty ? table.share('noText') : null, bounds: null };
}

/**
 * Bail and refusal in different replies to the same items, as if they were independent within an item; and what the
 * margins leave possible where they are not: Fréchet's bounds, M. Fréchet (1951), Annales de l'Université de Lyon.
 */
export function productTable(pairs: readonly ItemPair[]): Table {
  const table = new TableOfItems(pairs.length);
  for (const { cluster, bail, refusal } of pairs) {
    table.draw(bail, refusal);
    table.endItem(cluster);
  }
  const n = pairs.reduce((sum, { draws }) => sum + draws, 0);
  const left = meanOf(pairs.map(({ bail }) => bail));
  const refused = meanOf(pairs.map(({ refusal }) => refusal));
  const bounds =
    left === null || refused === null
      ? null
      : { noRefusalBail: frechet(left, 1 - refused), noBailRefusal: frechet(1 - left, refused) };
  return { ...table.shares(), n, noText: null, bounds };
}

/** What the share of both can be, of two shares: from max(0, one + other − 1) to the less of them. */
export function frechet(one: number, other: number): readonly [low: number, high: number] {
  return [Math.max(0, one + other - 1), Math.min(one, other)];
}

/** What the shares of a table are made of, filled draw by draw. */
class TableOfItems {
  readonly #items: { -readonly [field in keyof ItemCount]: ItemCount[field] }[] = [];
  /** Of each item the sum and the squares of every share, side by side. */
  readonly #totals: Float64Array;
  readonly #sums = new Float64Array(2 * names.length);
  #draws = 0;

  /** @param mostItems there can be no more */
  constructor(mostItems: number) {
    this.#totals = new Float64Array(mostItems * this.#sums.length);
  }

  /** One draw of the present item; `refused` is `null` for a reply without text. */
  draw(left: number, refused: number | null): void {
    const answered = refused === null ? 0 : 1 - refused;
    const refuses = refused ?? 0;
    this.#draws += 1;
    this.#add(0, left);
    this.#add(1, refuses);
    this.#add(2, left * answered);
    this.#add(3, left * refuses);
    this.#add(4, (1 - left) * refuses);
    this.#add(5, (1 - left) * answered);
    this.#add(6, refused === null ? 1 : 0);
  }

  #add(place: number, value: number): void {
    this.#sums[2 * place]! += value;
    this.#sums[2 * place + 1]! += value * value;
  }

  /** Ends the present item; one without a draw counts nowhere. */
  endItem(cluster: number): void {
    if (this.#draws === 0) return;
    this.#totals.set(this.#sums, this.#items.length * this.#sums.length);
    this.#items.push({ cluster, successes: 0, draws: this.#draws, squares: 0 });
    this.#sums.fill(0);
    this.#draws = 0;
  }

  share(name: Name): TogetherResult['bail'] {
    if (this.#items.length === 0) return noShare;
    // The same items for each share: new ones would be most of what a report over many conditions leaves to clear away.
    let place = 2 * names.indexOf(name);
    for (const item of this.#items) {
      // Fractions that add up to all draws miss them by rounding.
      item.successes = Math.min(this.#totals[place] ?? 0, item.draws);
      item.squares = this.#totals[place + 1] ?? 0;
      place += this.#sums.length;
    }
    return shareOf(this.#items);
  }

  shares(): Omit<Table, 'noText' | 'bounds'> {
    const items = this.#items;
    return {
      items: items.length,
      clusters: new Set(items.map(({ cluster }) => cluster)).size,
      n: items.reduce((sum, { draws }) => sum + draws, 0),
      bail: this.share('bail'),
      refusal: this.share('refusal'),
      noRefusalBail: this.share('noRefusalBail'),
      refusalBail: this.share('refusalBail'),
      noBailRefusal: this.share('noBailRefusal'),
      neither: this.share('neither'),
    };
  }
}
