import { countsEach, countItems, type ItemReadouts } from '../../analysis/item-counts.ts';
import { readoutOf } from '../../analysis/condition-label.ts';
import { outcomes } from '../../conversation/outcome.ts';
import { gridKey, type OutcomeGrid } from '../../store/outcome-grid.ts';
import { readGrids } from '../../store/read-grids.ts';
import { ScorePages, readScores } from '../../store/read-scores.ts';
import { storedScorers } from '../../store/scores.ts';
import type { Store } from '../../store/store.ts';
import { plannedConditions } from '../planned.ts';
import type { GridAnswer, GridCondition } from '../wire/grid.ts';
import { packed, packedCounts } from '../wire/packed.ts';
import { gridItems } from './grid-items.ts';
import { rowsOf } from './placed.ts';
import { refusalCounts } from './refusal-counts.ts';

/**
 * Counts the trials of every condition of a study, item by item.
 *
 * @throws ExitpollError when there is no such study.
 */
export async function gridAnswer(store: Store, study: string): Promise<GridAnswer> {
  const planned = await plannedConditions(store, study);
  const conditions = planned.map(({ condition }) => condition);
  const grids = readGrids(store, conditions, (condition) => readoutOf(condition) === 'logprobs', 'strict');
  const placed = planned.map((one) => ({ ...one, grid: grids.get(gridKey(one.condition)) ?? null }));
  const pages = new ScorePages(store);
  const scores = storedScorers(store).map(({ id, name }) => ({ name, grids: readScores(pages, id, placed) }));
  return {
    datasets: gridItems(store, placed),
    conditions: placed.map((one): GridCondition => {
      if (one.grid === null) return { ...one.name, ...noCounts };
      const refusals = scores.flatMap(({ name, grids: of }) => {
        const own = of.get(gridKey(one.condition));
        const counts = own === undefined || one.grid === null ? null : refusalCounts(one.grid, own, rowsOf(one));
        return counts === null ? [] : [{ scorer: name, ...counts }];
      });
      return { ...one.name, ...countsOf(one.grid, rowsOf(one)), refusals };
    }),
    scorers: scores.map(({ name }) => name),
  };
}

const noCounts = { outcomes: {}, bail: null, refusals: [] } as const;

function countsOf(grid: OutcomeGrid, rows: Int32Array): Pick<GridCondition, 'outcomes' | 'bail'> {
  const { counts, read } = countItems(grid, rows);
  const found = outcomes.flatMap((outcome, index) => {
    const own = new Uint32Array(rows.length);
    for (const [place, row] of rows.entries()) own[place] = counts.strict[row * countsEach + index + 1] ?? 0;
    return own.some((one) => one > 0) ? [[outcome, packedCounts(own)] as const] : [];
  });
  return { outcomes: Object.fromEntries(found), bail: read === null ? null : packed(meanBail(read, rows)) };
}

function meanBail({ trials, bail }: ItemReadouts, rows: Int32Array): Float32Array {
  return Float32Array.from(rows, (row) => (trials[row] === 0 ? Number.NaN : (bail[row] ?? 0) / (trials[row] ?? 1)));
}
