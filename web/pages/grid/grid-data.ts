import { outcomes, type Outcome } from '../../../src/conversation/outcome.ts';
import type { GridAnswer, GridCondition, GridItems } from '../../../src/server/wire/grid.ts';
import { unpacked, type Unpacked } from '../../../src/server/wire/packed.ts';

/** The conditions on one dataset, with the counts of every item. */
export interface DatasetGrid {
  readonly items: GridItems;
  readonly clusterOf: Unpacked;
  /** Place in `items.categories`; −1 for none. */
  readonly categoryOf: Unpacked;
  readonly columns: readonly GridColumn[];
}

/** One condition, unpacked. All arrays are by the places of the items. */
export interface GridColumn {
  readonly condition: GridCondition;
  /** Of each outcome, in the order of `outcomes`; `null` where no trial has it. */
  readonly counts: readonly (Unpacked | null)[];
  readonly bail: Unpacked | null;
  readonly refusals: ReadonlyMap<string, { readonly refused: Unpacked; readonly told: Unpacked }>;
}

/** Unpacks the conditions on one dataset; `null` where there is none of that name. */
export function datasetGrid(answer: GridAnswer, dataset: string): DatasetGrid | null {
  const items = answer.datasets.find((one) => one.dataset === dataset);
  if (items === undefined) return null;
  return {
    items,
    clusterOf: unpacked(items.clusterOf),
    categoryOf: unpacked(items.categoryOf),
    columns: answer.conditions.filter((one) => one.dataset === dataset).map(columnOf),
  };
}

function columnOf(condition: GridCondition): GridColumn {
  return {
    condition,
    counts: outcomes.map((outcome) => {
      const own = condition.outcomes[outcome];
      return own === undefined ? null : unpacked(own);
    }),
    bail: condition.bail === null ? null : unpacked(condition.bail),
    refusals: new Map(
      condition.refusals.map(({ scorer, refused, told }) => [
        scorer,
        { refused: unpacked(refused), told: unpacked(told) },
      ]),
    ),
  };
}

/** How the trials of some items ended under one condition; `pending` ones have no outcome yet. */
export type Tally = { readonly [outcome in Outcome]: number } & { readonly planned: number; readonly pending: number };

/** Counts the trials of some items; none are planned where the model cannot do the method. */
export function tallyOf({ condition, counts }: GridColumn, places: Iterable<number>): Tally {
  const sums = outcomes.map(() => 0);
  let planned = 0;
  for (const place of places) {
    if (condition.unsupported === null) planned += condition.epochs;
    for (const [index, own] of counts.entries()) sums[index]! += own?.[place] ?? 0;
  }
  const ended = sums.reduce((sum, one) => sum + one, 0);
  const of = Object.fromEntries(outcomes.map((outcome, index) => [outcome, sums[index] ?? 0])) as {
    [outcome in Outcome]: number;
  };
  return { ...of, planned, pending: planned - ended };
}
