import type { SideKey } from '../../conversation/side.ts';
import { benjaminiHochberg, holm } from '../../stats/adjusted-p.ts';
import { changedItems } from './changed.ts';
import type { Adjustment, CategoryDifference, ComparisonRow, RefusalComparison } from './comparison.ts';
import type { ConditionPair } from './match.ts';
import { categoryDifferences, measureSamples } from './measure.ts';
import { distinctRefusals, refusalKey } from './refusal-family.ts';
import { comparedCondition, pendingTrials, type Sample } from './sample.ts';

export interface RowSetting {
  readonly sideA: number;
  readonly sideB: number;
  readonly compared: ReadonlySet<SideKey>;
  readonly a: Sample;
  readonly b: Sample;
  /** How many comparisons there are in all. */
  readonly comparisons: number;
  /** Changed items to name. */
  readonly items: number;
  readonly categories: boolean;
  readonly refusals: readonly RefusalComparison[];
}

/** Compares two conditions; p-values are adjusted when all rows are there. */
export function comparisonRow({ a, b, alsoDiffers }: ConditionPair, setting: RowSetting): ComparisonRow {
  const measured = measureSamples(setting.compared, setting.a, setting.b, setting.comparisons);
  return {
    sideA: setting.sideA,
    sideB: setting.sideB,
    a: comparedCondition(a, setting.a.category),
    b: comparedCondition(b, setting.b.category),
    pairing: measured.paired.pairing,
    alsoDiffers,
    ...measured.difference,
    pending: { a: pendingTrials(setting.a), b: pendingTrials(setting.b) },
    pAdjusted: null,
    categories: setting.categories ? categoryDifferences(measured) : [],
    refusals: setting.refusals,
    ...changedItems(measured.matched, measured.paired, measured.samples, setting.items),
  };
}

/**
 * Rows with their p-values adjusted as one family, those of all refusals, each counted once, as another, and those of
 * the categories of each as one of their own.
 */
export function adjusted<Row extends Pick<ComparisonRow, 'a' | 'b' | 'p' | 'pAdjusted' | 'categories' | 'refusals'>>(
  rows: readonly Row[],
  adjustment: Adjustment,
): readonly Row[] {
  const withCategories = <One extends { readonly categories: readonly CategoryDifference[] }>(one: One): One => ({
    ...one,
    categories: adjustFamily(one.categories, adjustment),
  });
  const distinct = distinctRefusals(rows);
  const found = adjustFamily(
    distinct.map(({ refusal }) => refusal),
    adjustment,
  );
  const ofRefusals = new Map(
    distinct.map(({ row, refusal }, index) => [refusalKey(row, refusal), found[index]?.pAdjusted ?? null]),
  );
  return adjustFamily(rows, adjustment).map((row) => ({
    ...withCategories(row),
    refusals: row.refusals.map((refusal) => ({
      ...withCategories(refusal),
      pAdjusted: ofRefusals.get(refusalKey(row, refusal)) ?? null,
    })),
  }));
}

function adjustFamily<Row extends { readonly p: number | null }>(
  rows: readonly Row[],
  adjustment: Adjustment,
): readonly (Row & { readonly pAdjusted: number | null })[] {
  const adjust = adjustment === 'holm' ? holm : benjaminiHochberg;
  const found = adjust(rows.map(({ p }) => p));
  return rows.map((row, index) => ({ ...row, pAdjusted: found[index] ?? null }));
}
