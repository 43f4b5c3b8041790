import { addToBasis, dot, outside, type Basis, type Matrix, type Vector } from './linear-algebra.ts';
import type { Pattern } from './logistic-fit.ts';
import { nonnegativeLeastSquares } from './nonnegative-least-squares.ts';

/**
 * Whether some combination of the columns tells successes from failures without a mistake, so that the likelihood has
 * no maximum: `complete` where it does so for all rows, `quasi` where some rows lie on the border.
 */
export interface Separation {
  readonly kind: 'none' | 'quasi' | 'complete';
  /** Columns with a part in such a combination: their coefficients would run off to infinity. */
  readonly columns: readonly number[];
}

/**
 * Finds separation exactly, not by watching coefficients grow. With z the rows turned so that success points forward, it
 * is there when some b has z·b ≥ 0 for all rows and > 0 for one, which is so when no weights y > 0 give Σ y z = 0 (the
 * theorem of Stiemke); weights 1 + w with w ≥ 0 are sought by least squares, whose remainder is such a b. Complete is
 * the same by Gordan's theorem. Rows that both succeed and fail need z·b = 0, and are projected out first.
 *
 * Source: A. Albert and J. A. Anderson (1984), Biometrika 71, for the three cases.
 */
export function separationOf(patterns: readonly Pattern[], columns: number): Separation {
  const mixed: Basis = { vectors: [] };
  for (const { x, successes, weight } of patterns) {
    if (successes > 0 && successes < weight) addToBasis(mixed, x);
    if (mixed.vectors.length === columns) return { kind: 'none', columns: [] };
  }
  let rows = patterns.flatMap(({ x, successes, weight }) => {
    if (successes > 0 && successes < weight) return [];
    const rest = outside(mixed, successes > 0 ? x : x.map((value) => -value));
    const length = Math.sqrt(dot(rest, rest));
    return length > 1e-9 * Math.sqrt(dot(x, x)) ? [rest.map((value) => value / length)] : [];
  });
  const isPure = mixed.vectors.length === 0;
  const isComplete = isPure && isStrictlySeparable(rows);
  const found = new Set<number>();
  while (rows.length > 0) {
    const direction = separating(rows);
    if (direction === null) break;
    const largest = direction.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (const [column, value] of direction.entries()) if (Math.abs(value) > 1e-7 * largest) found.add(column);
    // A row once on the right side can be kept there whatever other directions add.
    const left = rows.filter((row) => dot(row, direction) <= 1e-7 * largest);
    if (left.length === rows.length) break;
    rows = left;
  }
  const kind = isComplete ? 'complete' : found.size > 0 ? 'quasi' : 'none';
  return { kind, columns: [...found].toSorted((a, b) => a - b) };
}

/** A b with z·b ≥ 0 for all rows and > 0 for some, or `null`. */
function separating(rows: Matrix): Vector | null {
  const target = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) for (const [index, value] of row.entries()) target[index] = (target[index] ?? 0) - value;
  const scale = Math.sqrt(dot(target, target));
  if (scale < 1e-9) return null;
  const { rest } = nonnegativeLeastSquares(
    rows,
    target.map((value) => value / scale),
  );
  return dot(rest, rest) < 1e-14 ? null : rest.map((value) => -value);
}

function isStrictlySeparable(rows: Matrix): boolean {
  const size = rows[0]?.length ?? 0;
  const target = new Float64Array(size + 1);
  target[size] = 1;
  const { rest } = nonnegativeLeastSquares(
    rows.map((row) => Float64Array.from([...row, 1])),
    target,
  );
  return dot(rest, rest) > 1e-14;
}
