import type { ItemCount } from '../../stats/proportion.ts';
import type { ItemPair } from './item-pairs.ts';
import { bailIn, ItemSum } from './pooled.ts';
import type { TogetherResult } from './results.ts';
import { isEmptyIn, refusesIn, type ScoredCondition } from './scored.ts';
import { meanOf, noShare, shareOf } from './share.ts';

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

const names = ['bail', 'refusal', 'noRefusalBail', 'refusalBail', 'noBailRefusal', 'neither', 'noText'] as const;
type Name = (typeof names)[number];

/** What each share of the table takes of one draw; `refused` is `null` for a reply without text. */
function parts(left: number, refused: number | null): { readonly [name in Name]: number } {
  const answered = refused === null ? 0 : 1 - refused;
  const refuses = refused ?? 0;
  return {
    bail: left,
    refusal: refuses,
    noRefusalBail: left * answered,
    refusalBail: left * refuses,
    noBailRefusal: (1 - left) * refuses,
    neither: (1 - left) * answered,
    noText: refused === null ? 1 : 0,
  };
}

/**
 * Bail and refusal in the same trials: those whose outcome is in the rate's denominator and whose first reply could be
 * read. With `withEmpty` replies without text are counted too, as such.
 */
export function jointTable({ data, grid, scores }: ScoredCondition, withEmpty: boolean): Table {
  const { clusterOf, size } = grid.membership;
  const table = new TableOfItems();
  for (const row of data.rows) {
    const sums = newSums();
    for (let cell = row; cell < grid.cells.length; cell += size) {
      const left = bailIn(grid, cell, 'strict');
      const refused = refusesIn(scores, cell);
      if (left === null || (refused === null && !(withEmpty && isEmptyIn(scores, cell)))) continue;
      const of = parts(left, refused);
      for (const name of names) sums[name].add(of[name]);
    }
    if (sums.bail.draws > 0) table.add(clusterOf[row] ?? 0, sums);
  }
  return { ...table.shares(), noText: withEmpty ? table.share('noText') : null, bounds: null };
}

/**
 * Bail and refusal in different replies to the same items, as if they were independent within an item; and what the
 * margins leave possible where they are not: Fréchet's bounds, M. Fréchet (1951), Annales de l'Université de Lyon.
 */
export function productTable(pairs: readonly ItemPair[]): Table {
  const table = new TableOfItems();
  for (const { cluster, bail, refusal } of pairs) {
    const of = parts(bail, refusal);
    const sums = newSums();
    for (const name of names) sums[name].add(of[name]);
    table.add(cluster, sums);
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

type Sums = { readonly [name in Name]: ItemSum };

function newSums(): Sums {
  return Object.fromEntries(names.map((name) => [name, new ItemSum()])) as { [name in Name]: ItemSum };
}

class TableOfItems {
  readonly #items: { readonly [name in Name]: ItemCount[] } = Object.fromEntries(
    names.map((name) => [name, [] as ItemCount[]]),
  ) as { [name in Name]: ItemCount[] };

  add(cluster: number, sums: Sums): void {
    for (const name of names) this.#items[name].push(sums[name].count(cluster));
  }

  share(name: Name): TogetherResult['bail'] {
    return this.#items[name].length === 0 ? noShare : shareOf(this.#items[name]);
  }

  shares(): Omit<Table, 'noText' | 'bounds'> {
    const items = this.#items.bail;
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
