import type { Comparison, MeasuredDifference } from '../../../src/analysis/compare/comparison.ts';
import { distinctRefusals, refusalKey } from '../../../src/analysis/compare/refusal-family.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import { differingText } from '../../../src/server/wire/presets.ts';
import { conditionText } from '../../ui/condition-line.tsx';

/** A difference as the page shows it: of two conditions, in one category or over all, of bails or of refusals. */
export interface DifferenceRow {
  readonly key: string;
  /** Letters of the two: `A − B`. */
  readonly sides: string;
  /** What the two differ in: `bail-tool − bail-string`. Safe to show. */
  readonly differing: string;
  /** What it is of: `all items`, a category, or a scorer of refusals. */
  readonly part: string;
  readonly of: MeasuredDifference;
  readonly pAdjusted: number | null;
}

/** What a condition is called in short: by its place among those compared. */
export function letterOf(conditions: readonly Pick<ConditionName, 'id'>[], id: string): string {
  return String.fromCharCode(
    65 +
      Math.max(
        0,
        conditions.findIndex((one) => one.id === id),
      ),
  );
}

/** The two conditions of a difference: their letters, and what they differ in. */
export function sidesOf(
  { a, b }: { readonly a: { readonly id: string }; readonly b: { readonly id: string } },
  conditions: readonly ConditionName[],
): Pick<DifferenceRow, 'sides' | 'differing'> {
  const [first, second] = [a, b].map(({ id }) => conditions.find((one) => one.id === id));
  return {
    sides: `${letterOf(conditions, a.id)} − ${letterOf(conditions, b.id)}`,
    differing:
      first === undefined || second === undefined
        ? ''
        : differingText({ a: first, b: second }, (one) => conditionText(one)),
  };
}

/** Every difference of bails, pair by pair: over all items, then by category. */
export function differenceRows(comparison: Comparison, conditions: readonly ConditionName[]): readonly DifferenceRow[] {
  return comparison.rows.flatMap((row, index) => {
    const sides = sidesOf(row, conditions);
    const all = { key: `${index}`, ...sides, part: 'all items', of: row, pAdjusted: row.pAdjusted };
    const byCategory = row.categories.map((one) => ({
      key: `${index} ${one.category}`,
      ...sides,
      part: one.category,
      of: one,
      pAdjusted: one.pAdjusted,
    }));
    return byCategory.length > 1 ? [all, ...byCategory] : [all];
  });
}

/** The differences of refusals, by every scorer, each once: pairs that share their baselines share it. */
export function refusalRows(comparison: Comparison, conditions: readonly ConditionName[]): readonly DifferenceRow[] {
  return distinctRefusals(comparison.rows).map(({ row, refusal, rows }) => ({
    key: refusalKey(row, refusal),
    ...sidesOf(row, conditions),
    part: [
      `${refusal.scorer} ${refusal.version}`,
      refusal.of === 'baseline' ? 'no exit offered' : '',
      rows > 1 ? `the same for ${rows} pairs` : '',
    ]
      .filter((text) => text !== '')
      .join(', '),
    of: refusal,
    pAdjusted: refusal.pAdjusted,
  }));
}
