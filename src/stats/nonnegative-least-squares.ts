import { dot, invertSymmetric, times, type Matrix, type Vector } from './linear-algebra.ts';

/** Weights at least 0 of the columns, and what they leave of the target. */
export interface NonnegativeFit {
  readonly weights: Vector;
  /** target − Σ weight · column. */
  readonly rest: Vector;
}

/**
 * The weights ≥ 0 that bring Σ weight · column closest to the target. Columns should be of similar length.
 *
 * Source: C. L. Lawson and R. J. Hanson (1974), Solving Least Squares Problems, chapter 23.
 */
export function nonnegativeLeastSquares(columns: Matrix, target: Vector, tolerance = 1e-10): NonnegativeFit {
  const weights = new Float64Array(columns.length);
  let passive: number[] = [];
  const restOf = (): Vector => {
    const rest = Float64Array.from(target);
    for (const index of passive) addTo(rest, columns[index], -(weights[index] ?? 0));
    return rest;
  };
  for (let round = 0; round < 30 * (target.length + 1); round += 1) {
    const rest = restOf();
    const entering = steepest(columns, rest, passive, tolerance);
    if (entering === null) return { weights, rest };
    passive.push(entering);
    for (;;) {
      const solved = solve(columns, passive, target);
      // A column that lies within the others adds nothing.
      if (solved === null) {
        passive.pop();
        return { weights, rest: restOf() };
      }
      if (solved.every((value) => value > 0)) {
        for (const [place, index] of passive.entries()) weights[index] = solved[place] ?? 0;
        break;
      }
      stepTowards(weights, passive, solved);
      for (const index of passive) if ((weights[index] ?? 0) <= 1e-13) weights[index] = 0;
      passive = passive.filter((index) => weights[index] !== 0);
      if (passive.length === 0) break;
    }
  }
  return { weights, rest: restOf() };
}

function steepest(columns: Matrix, rest: Vector, passive: readonly number[], tolerance: number): number | null {
  let best = tolerance;
  let found: number | null = null;
  for (const [index, column] of columns.entries()) {
    const slope = dot(column, rest);
    if (slope > best && !passive.includes(index)) {
      best = slope;
      found = index;
    }
  }
  return found;
}

/** Plain least squares on some of the columns. */
function solve(columns: Matrix, passive: readonly number[], target: Vector): Vector | null {
  const used = passive.map((index) => columns[index] ?? target);
  const inverted = invertSymmetric(used.map((one) => Float64Array.from(used, (other) => dot(one, other))));
  return inverted === null
    ? null
    : times(
        inverted.inverse,
        Float64Array.from(used, (one) => dot(one, target)),
      );
}

/** As far from the present weights towards the solution as none becomes negative. */
function stepTowards(weights: Vector, passive: readonly number[], solved: Vector): void {
  let step = 1;
  for (const [place, index] of passive.entries()) {
    const to = solved[place] ?? 0;
    const from = weights[index] ?? 0;
    if (to <= 0) step = Math.min(step, from === to ? 0 : from / (from - to));
  }
  for (const [place, index] of passive.entries()) {
    const from = weights[index] ?? 0;
    weights[index] = from + step * ((solved[place] ?? 0) - from);
  }
}

function addTo(target: Vector, column: Vector | undefined, factor: number): void {
  for (let index = 0; index < target.length; index += 1) {
    target[index] = (target[index] ?? 0) + factor * (column?.[index] ?? 0);
  }
}
