import type { Comparison, RefusalComparison } from '../../analysis/compare/comparison.ts';
import { distinctRefusals } from '../../analysis/compare/refusal-family.ts';
import { visibleLine } from '../visible-text.ts';
import { adjustmentName, allComparisons } from './format.ts';
import { arrangeRows } from './layout.ts';

/** Differences of refusals under one heading. */
export interface RefusalGroup {
  /** Empty where there is but one group. Safe to print. */
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly refusal: RefusalComparison }[];
}

/**
 * The differences of refusals, each once however many rows share it: those of baselines told apart without how the exit
 * is offered, which is nothing to them. None where no replies of both conditions of a row were scored.
 */
export function refusalGroups(comparison: Comparison): readonly RefusalGroup[] {
  const distinct = distinctRefusals(comparison.rows);
  const isSeveral = new Set(distinct.map(({ refusal }) => scorerOf(refusal))).size > 1;
  const { groups } = arrangeRows(
    comparison,
    distinct,
    ({ row }) => row,
    ({ refusal }) => refusal.of === 'own-reply',
  );
  return groups.map(({ title, rows }) => ({
    title,
    rows: rows.map(({ label, of: { refusal } }) => {
      const name = refusal.of === 'own-reply' ? `${label}, own reply` : label;
      return { label: isSeveral ? `${name} · by ${scorerOf(refusal)}` : name, refusal };
    }),
  }));
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

/** What the differences are of, a few sentences. Safe to print. */
export function refusalsText({ rows, adjustment }: Comparison): string {
  const all = distinctRefusals(rows).map(({ refusal }) => refusal);
  const scorers = [...new Set(all.map(scorerOf))].join(', ');
  const has = (of: RefusalComparison['of']): boolean => all.some((one) => one.of === of);
  return [
    `Refused in full or in part, by ${scorers}, over replies that could be read.`,
    has('baseline') ? 'Of replies to which no exit is offered, so the same for all methods.' : '',
    has('own-reply')
      ? 'Own reply: of the very replies that could leave, since A and B share those to which no exit is offered, or have none.'
      : '',
    all.length > 1
      ? `p-values are adjusted by ${adjustmentName(adjustment)} for ${allComparisons(all.length)} of refusals as one family.`
      : '',
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function scorerOf({ scorer, version }: RefusalComparison): string {
  return `${visibleLine(scorer, 60)} ${visibleLine(version, 40)}`;
}
