import type { RefusalComparison } from '../../analysis/compare/comparison.ts';
import { visibleLine } from '../visible-text.ts';
import type { ComparisonLayout } from './layout.ts';

/** The differences of refusals under the headings of the rows they stand beside. */
export interface RefusalGroup {
  /** Empty where there is but one group. Safe to print. */
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly refusal: RefusalComparison }[];
}

/** None where no replies of both conditions of a row were scored. Rows of a group that share their baselines are one. */
export function refusalGroups({ groups }: ComparisonLayout): readonly RefusalGroup[] {
  const scorers = new Set(groups.flatMap(({ rows }) => rows.flatMap(({ row }) => row.refusals.map(scorerOf))));
  return groups
    .map(({ title, rows }) => {
      const all = rows.flatMap(({ label, row }) => row.refusals.map((refusal) => ({ label, row, refusal })));
      const same = Map.groupBy(all, ({ row: { a, b }, refusal }) =>
        JSON.stringify([refusal.scorer, refusal.of, a.store, refusal.conditionA, b.store, refusal.conditionB]),
      );
      return {
        title,
        rows: [...same.values()].flatMap(([first, ...others]) => {
          if (first === undefined) return [];
          const { label, refusal } = first;
          const name = refusal.of === 'own-reply' ? `${label}, own reply` : others.length > 0 ? 'baseline' : label;
          return [{ label: scorers.size > 1 ? `${name} · by ${scorerOf(refusal)}` : name, refusal }];
        }),
      };
    })
    .filter(({ rows }) => rows.length > 0);
}

/** Differences of refusals that have categories too, each under the name of what it is of. Safe to print. */
export function refusalsByCategory(
  groups: readonly RefusalGroup[],
): readonly { readonly name: string; readonly refusal: RefusalComparison }[] {
  return groups.flatMap(({ title, rows }) =>
    rows
      .filter(({ refusal }) => refusal.categories.length > 0)
      .map(({ label, refusal }) => ({ name: title === '' ? label : `${title} · ${label}`, refusal })),
  );
}

/** What the differences are of, a sentence or two. Safe to print. */
export function refusalsText(groups: readonly RefusalGroup[]): string {
  const all = groups.flatMap(({ rows }) => rows.map(({ refusal }) => refusal));
  const scorers = [...new Set(all.map(scorerOf))].join(', ');
  const has = (of: RefusalComparison['of']): boolean => all.some((one) => one.of === of);
  return [
    `Refused in full or in part, by ${scorers}, over replies that could be read; p is not adjusted, but by category.`,
    has('baseline') ? 'Of replies to which no exit is offered.' : '',
    has('own-reply')
      ? 'Own reply: of the very replies that could leave, since A and B share those to which no exit is offered, or have none.'
      : '',
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function scorerOf({ scorer, version }: RefusalComparison): string {
  return `${visibleLine(scorer, 60)} ${visibleLine(version, 40)}`;
}
