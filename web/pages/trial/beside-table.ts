import { methodLabel, modelLabel, variantLabel } from '../../../src/report/labels.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import type { BesideTrial } from '../../../src/server/wire/trial-detail.ts';

/** Trials of one item, laid out so that what differs by one thing stands beside each other. */
export interface BesideTable {
  /** Methods with their orders and readouts, in the plan's order. */
  readonly columns: readonly string[];
  /** Model, lead-in and authors. */
  readonly groups: readonly { readonly title: string; readonly rows: readonly BesideRow[] }[];
}

/** One wording. */
export interface BesideRow {
  readonly title: string;
  /** By column; `null` where the study has no such condition. */
  readonly cells: readonly (BesideCell | null)[];
}

export interface BesideCell {
  readonly condition: ConditionName;
  /** By epoch. */
  readonly trials: readonly BesideTrial[];
}

/** Lays trials of one item out. What has no words of ours (the baseline) stands in the row of the first words. */
export function besideTable(beside: readonly BesideTrial[], conditions: readonly ConditionName[]): BesideTable {
  const trialsOf = Map.groupBy(beside, ({ condition }) => condition);
  const present = conditions.filter(({ id }) => trialsOf.has(id));
  const columns = [...new Set(present.map(methodLabel))];
  const groups = [...Map.groupBy(present, groupTitle)].map(([title, members]) => {
    const first = members.find(({ wording }) => wording !== null)?.wording ?? '';
    const rows = [...Map.groupBy(members, ({ wording }) => wording ?? first)].map(([wording, own]) => ({
      title: wording,
      cells: columns.map((column) => {
        const condition = own.find((one) => methodLabel(one) === column);
        const trials = condition === undefined ? [] : (trialsOf.get(condition.id) ?? []);
        return condition === undefined ? null : { condition, trials: trials.toSorted((a, b) => a.epoch - b.epoch) };
      }),
    }));
    return { title, rows };
  });
  return { columns, groups };
}

function groupTitle(condition: ConditionName): string {
  return [modelLabel(condition), variantLabel({ ...condition, wording: null })]
    .filter((part) => part !== '')
    .join(' · ');
}
