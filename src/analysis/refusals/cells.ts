import { frechetBounds } from './frechet.ts';
import { rateOf, type ItemPair } from './item-pairs.ts';
import { OpenTrials } from './open-trials.ts';
import { bailIn, isAnsweredIn } from './pooled.ts';
import type { TogetherResult } from './results.ts';
import { isEmptyIn, refusesIn, type ScoredCondition } from './scored.ts';
import { meanOf, shareOf } from '../share.ts';
import { TableOfItems, type Shares } from './table-of-items.ts';

/** The figures of a table of bail against refusal. */
export type Table = Shares & Pick<TogetherResult, 'items' | 'clusters' | 'n' | 'noText' | 'noAnswer' | 'bounds'>;

/**
 * Bail and refusal in the same trials: those whose outcome is in the rate's denominator and whose first reply could be
 * read. With `withEmpty` replies without text are counted too, as such.
 */
export function jointTable({ data, grid, scores }: ScoredCondition, withEmpty: boolean): Table {
  const { clusterOf, size } = grid.membership;
  const table = new TableOfItems(data.rows.length);
  const open = new OpenTrials();
  for (const row of data.rows) {
    for (let cell = row; cell < grid.cells.length; cell += size) {
      const left = bailIn(grid, cell, 'strict');
      const refused = refusesIn(scores, cell);
      if (left === null || (refused === null && !(withEmpty && isEmptyIn(scores, cell)))) continue;
      table.draw(left, refused);
      open.draw(isAnsweredIn(grid, cell) ? left : null, refused);
    }
    table.endItem(clusterOf[row] ?? 0);
    open.endItem();
  }
  const shares = table.shares();
  return {
    ...table.size(),
    ...shares,
    noText: withEmpty ? table.share('noText') : null,
    noAnswer: open.noAnswer(),
    bounds: open.bounds(shares),
  };
}

/**
 * Bail and refusal in different replies to the same items, as if they were independent within an item; and what the
 * margins leave possible where they are not. The margins are rates of the draws themselves, with the intervals these
 * have wherever they stand.
 */
export function productTable(pairs: readonly ItemPair[]): Table {
  const table = new TableOfItems(pairs.length);
  for (const { left, refused } of pairs) {
    table.draw(rateOf(left), rateOf(refused));
    table.endItem(left.cluster);
  }
  const margins = { bail: shareOf(pairs.map(({ left }) => left)), refusal: shareOf(pairs.map((one) => one.refused)) };
  return {
    ...table.size(),
    n: pairs.reduce((sum, { left }) => sum + left.draws, 0),
    ...table.shares(),
    ...margins,
    noText: null,
    noAnswer: meanOf(pairs.map(({ left, unanswered }) => unanswered / left.draws)),
    bounds: frechetBounds(margins.bail.rate, margins.refusal.rate),
  };
}
