import { byName } from '../base/by-name.ts';
import { shortHash } from '../base/hash.ts';
import type { StoredCondition } from '../store/conditions.ts';
import { gridKey, isUnscored, type OutcomeGrid } from '../store/outcome-grid.ts';
import { keptGrids, type GridSource } from '../store/read-grids.ts';
import type { Store } from '../store/store.ts';
import { countItems, type ItemCounts } from './item-counts.ts';
import { isPaperWhole, noTrials, rateOf } from './rate.ts';
import { readingsOf, type Reading } from './readings.ts';
import type { CategoryResult, ConditionResult } from './results.ts';
import { conditionLabel, readoutOf } from './condition-label.ts';
import { stoppingOf } from './stopping.ts';

/** A condition with the outcomes of its trials, from which everything else is computed. */
export interface ConditionData {
  readonly condition: StoredCondition;
  readonly study: string;
  /** Shared by the conditions on a dataset's originals and twins; `null` where the model cannot do the method. */
  readonly grid: OutcomeGrid | null;
  /** The rows of its items in the grid, in the dataset's order. */
  readonly rows: Int32Array;
}

/** A condition with its result, and what is only known while its items are counted. */
export interface CountedCondition extends ConditionData {
  readonly result: ConditionResult;
  /** Trials that only an older scorer has seen. */
  readonly unscored: number;
  /** Whether the paper scorer said something of every trial that the strict one did. */
  readonly isPaperWhole: boolean;
  /** Its rate by every scorer and denominator; none where it has no trials. */
  readonly readings: readonly Reading[];
}

/** Outcomes for a report: several parts of it share one reading of the store. */
export function outcomesOf(store: Store): GridSource {
  return keptGrids(store, (condition) => readoutOf(condition) === 'logprobs');
}

/** The outcomes of the trials of conditions; trials that were never run are there too, all pending. */
export function readConditions(
  gridsOf: GridSource,
  planned: readonly { readonly study: string; readonly condition: StoredCondition }[],
): readonly ConditionData[] {
  const conditions = planned.map(({ condition }) => condition);
  const grids = gridsOf(conditions);
  return planned.map(({ study, condition }) => {
    const grid = grids.get(gridKey(condition)) ?? null;
    return { condition, study, grid, rows: grid?.membership.rows[condition.part] ?? noRows };
  });
}

const noRows = new Int32Array(0);

/** The mean probability on neither answer over a condition's readouts; `null` where there are none. */
function neitherOf({ read }: ItemCounts, rows: Int32Array): number | null {
  const trials = rows.reduce((sum, row) => sum + (read?.trials[row] ?? 0), 0);
  return trials === 0 ? null : rows.reduce((sum, row) => sum + (read?.neither[row] ?? 0), 0) / trials;
}

/** Computes a condition's result, all but the neutral rate and the marks beside it, and the names of the models that served it. */
export function countCondition(data: ConditionData, wording: string | null): CountedCondition {
  const { condition, grid, rows } = data;
  const items = grid === null ? null : countItems(grid, rows);
  const rate = items === null ? noTrials() : rateOf(items, rows);
  const { condition: id, ...label } = conditionLabel(data.study, condition, wording);
  const result: ConditionResult = {
    id,
    ...label,
    epochs: condition.epochs,
    stopping: stoppingOf(data),
    unsupported: condition.unsupported,
    complete: condition.unsupported === null && rate.outcomes.pending + rate.outcomes.error === 0,
    ...rate,
    neither: items === null ? null : neitherOf(items, rows),
    flags: Object.fromEntries(byName(flagCounts(data))),
    neutral: null,
    categories: items === null ? [] : categoryResults(items, rows),
    servedModels: [],
    marks: [],
  };
  return {
    ...data,
    result,
    unscored: unscoredTrials(data),
    isPaperWhole: items === null || isPaperWhole(items, rows),
    readings: items === null ? [] : readingsOf(items, rows),
  };
}

/** How many trials of a condition carry each flag of the strict scorer. */
function flagCounts({ condition, grid }: ConditionData): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [combination, trials] of grid?.flags[condition.part] ?? []) {
    for (const flag of combination.split(',')) counts.set(flag, (counts.get(flag) ?? 0) + trials);
  }
  return counts;
}

/** Trials of a condition that were run but not yet scored by the present version of the strict scorer. */
function unscoredTrials({ grid, rows }: ConditionData): number {
  if (grid === null) return 0;
  let count = 0;
  for (let from = 0; from < grid.cells.length; from += grid.membership.size) {
    for (const row of rows) if (isUnscored(grid.cells[from + row] ?? 0)) count += 1;
  }
  return count;
}

/** The names to show for wordings: one name with two contents becomes `name@hash`. */
export function wordingLabels(conditions: readonly StoredCondition[]): (condition: StoredCondition) => string | null {
  const contents = new Map<string, Set<string>>();
  const slot = (one: StoredCondition): string => JSON.stringify([one.method, one.order, one.wording]);
  for (const condition of conditions) {
    const known = contents.get(slot(condition)) ?? new Set();
    contents.set(slot(condition), known.add(condition.offerHash));
  }
  return (condition) => {
    if (condition.wording === null) return null;
    const isAmbiguous = (contents.get(slot(condition))?.size ?? 0) > 1;
    return isAmbiguous ? `${condition.wording}@${shortHash(condition.offerHash)}` : condition.wording;
  };
}

/** How results call items without a category, where others have one. */
const noCategory = '(none)';

function categoryResults(items: ItemCounts, rows: Int32Array): readonly CategoryResult[] {
  const { categoryOf, categories } = items.grid.membership;
  const byCategory = new Map<number, number[]>();
  for (const row of rows) {
    const category = categoryOf[row] ?? -1;
    const known = byCategory.get(category);
    if (known === undefined) byCategory.set(category, [row]);
    else known.push(row);
  }
  if ([...byCategory.keys()].every((category) => category < 0)) return [];
  return byName([...byCategory].map(([category, own]) => [categories[category] ?? noCategory, own] as const)).map(
    ([category, own]) => ({ category, ...rateOf(items, Int32Array.from(own)) }),
  );
}
