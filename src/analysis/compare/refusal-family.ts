import type { ComparisonRow, RefusalComparison } from './comparison.ts';

/** A comparison of refusals, with the first of the rows that have it. */
export interface DistinctRefusal<Row extends RefusalRow = ComparisonRow> {
  readonly row: Row;
  readonly refusal: RefusalComparison;
  /** In how many rows it stands. */
  readonly rows: number;
}

type RefusalRow = Pick<ComparisonRow, 'a' | 'b' | 'refusals'>;

/** All comparisons of refusals, each once: rows that differ in how the exit is offered share their baselines. */
export function distinctRefusals<Row extends RefusalRow>(rows: readonly Row[]): readonly DistinctRefusal<Row>[] {
  const all = rows.flatMap((row) => row.refusals.map((refusal) => ({ row, refusal })));
  return [...Map.groupBy(all, ({ row, refusal }) => refusalKey(row, refusal)).values()].map(([first, ...others]) => ({
    ...(first as { row: Row; refusal: RefusalComparison }),
    rows: others.length + 1,
  }));
}

/** Equal for comparisons of the same replies by the same scorer. */
export function refusalKey(
  { a, b }: Pick<RefusalRow, 'a' | 'b'>,
  { scorer, version, of, conditionA, conditionB }: RefusalComparison,
): string {
  return JSON.stringify([scorer, version, of, a.store, conditionA, a.category, b.store, conditionB, b.category]);
}
