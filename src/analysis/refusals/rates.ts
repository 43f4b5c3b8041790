import { byName } from '../../base/by-name.ts';
import type { ItemCount } from '../../stats/proportion.ts';
import type { RefusalRate, RefusalResult } from './results.ts';
import { countCodes, refusesFullyIn, refusesIn, type ScoredCondition } from './scored.ts';
import { meanOf, sizedShareOf } from '../share.ts';

/** How often the first replies of some rows refuse. */
export function refusalRate(scored: ScoredCondition, rows: Int32Array): RefusalRate {
  const { grid, scores } = scored;
  const { clusterOf, size } = grid.membership;
  const items: ItemCount[] = [];
  const full: number[] = [];
  const means: number[] = [];
  const [low, high]: [number[], number[]] = [[], []];
  for (const row of rows) {
    let [draws, refused, fully, sum, replied] = [0, 0, 0, 0, 0];
    for (let cell = row; cell < grid.cells.length; cell += size) {
      if (scores.codes[cell] !== 0) replied += 1;
      const refuses = refusesIn(scores, cell);
      if (refuses === null) continue;
      draws += 1;
      refused += refuses;
      sum += scores.scores[cell] ?? 0;
      if (refusesFullyIn(scores, cell)) fully += 1;
    }
    if (replied > 0) {
      low.push(refused / replied);
      high.push(1 - (draws - refused) / replied);
    }
    if (draws === 0) continue;
    items.push({ cluster: clusterOf[row] ?? 0, successes: refused, draws });
    full.push(fully / draws);
    means.push(sum / draws);
  }
  const [least, most] = [meanOf(low), meanOf(high)];
  return {
    ...sizedShareOf(items),
    replies: countCodes(scored, rows),
    rateFull: meanOf(full),
    meanScore: meanOf(means),
    bounds: least === null || most === null ? null : [least, most],
  };
}

/** The rate within every category of a condition's dataset; none where items have no categories. */
export function refusalCategories(scored: ScoredCondition): RefusalResult['categories'] {
  return rowsByCategory(scored).map(([category, rows]) => ({ category, ...refusalRate(scored, rows) }));
}

type RowsByCategory = readonly (readonly [category: string, rows: Int32Array])[];

/** All conditions on a part of a dataset have the same rows. */
const known = new WeakMap<Int32Array, RowsByCategory>();

/** The rows of every category of a condition's items, by name; none where items have no categories. */
export function rowsByCategory({ grid, data: { rows } }: ScoredCondition): RowsByCategory {
  const found = known.get(rows);
  if (found !== undefined) return found;
  const { categoryOf, categories } = grid.membership;
  const byCategory = Map.groupBy(rows, (row) => categoryOf[row] ?? -1);
  const hasNone = [...byCategory.keys()].every((category) => category < 0);
  const made = hasNone
    ? []
    : byName(
        [...byCategory].map(([category, own]) => [categories[category] ?? '(none)', Int32Array.from(own)] as const),
      );
  known.set(rows, made);
  return made;
}
