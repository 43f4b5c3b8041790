import {
  addOuter,
  dot,
  invertSymmetric,
  quadraticForm,
  times,
  zeros,
  type Matrix,
  type Vector,
} from './linear-algebra.ts';

/** All rows with the same x: their weight, and how much of it are successes. */
export interface Pattern {
  readonly x: Vector;
  /** > 0: draws, or items. */
  readonly weight: number;
  /** 0 to weight. */
  readonly successes: number;
}

/** A fitted logistic regression, on the scale of log odds. */
export interface LogisticFit {
  readonly coefficients: Vector;
  /** Inverse of the information: the covariance if rows were independent and the model right. */
  readonly covariance: Matrix;
  /** Of the maximised criterion: the penalised one with Firth's penalty; constants left out. */
  readonly logLikelihood: number;
  /** Newton steps taken. */
  readonly steps: number;
}

const mostSteps = 500;

/** Log odds that only a likelihood without a maximum leads to. */
const mostOdds = 100;

/**
 * Logistic regression for successes out of weights by Newton's method with step halving. x holds the constant too, if
 * there is to be one, and columns must be independent.
 *
 * With `penalty: 'firth'` the likelihood is multiplied by the root of the information's determinant (Jeffreys' prior),
 * which removes the first-order bias and keeps coefficients finite under separation.
 *
 * `null` where it does not converge: then there is no maximum, or columns are nearly dependent. Under separation a step
 * never gets shorter than about one, so without a penalty whatever is returned is a true maximum.
 *
 * Source: D. Firth (1993), Biometrika 80; G. Heinze and M. Schemper (2002), Statistics in Medicine 21.
 */
export function logisticFit(
  patterns: readonly Pattern[],
  columns: number,
  penalty: 'none' | 'firth' = 'none',
): LogisticFit | null {
  const isFirth = penalty === 'firth';
  let state = stateAt(patterns, new Float64Array(columns), isFirth);
  for (let steps = 1; steps <= mostSteps && state !== null; steps += 1) {
    const step = times(state.covariance, state.score);
    const next = improved(patterns, state, step, isFirth);
    if (next === null) return step.every((part) => Math.abs(part) < 1e-7) ? { ...state, steps } : null;
    const isStill = step.every(
      (part, index) => Math.abs(part) < 1e-11 * (1 + Math.abs(state?.coefficients[index] ?? 0)),
    );
    state = next;
    if (isStill) return { ...state, steps };
    if (!isFirth && patterns.some(({ x }) => Math.abs(dot(x, next.coefficients)) > mostOdds)) return null;
  }
  return null;
}

interface State {
  readonly coefficients: Vector;
  readonly covariance: Matrix;
  readonly logLikelihood: number;
  readonly score: Vector;
}

function stateAt(patterns: readonly Pattern[], coefficients: Vector, isFirth: boolean): State | null {
  const information = zeros(coefficients.length);
  let logLikelihood = 0;
  for (const { x, weight, successes } of patterns) {
    const odds = dot(x, coefficients);
    addOuter(information, x, weight * slopeAt(odds));
    logLikelihood -= successes * softplus(-odds) + (weight - successes) * softplus(odds);
  }
  const inverted = invertSymmetric(information);
  if (inverted === null) return null;
  const score = new Float64Array(coefficients.length);
  for (const { x, weight, successes } of patterns) {
    const odds = dot(x, coefficients);
    const chance = chanceAt(odds);
    const leverage = isFirth ? weight * slopeAt(odds) * quadraticForm(inverted.inverse, x) : 0;
    // Of chances close to 1 only their complement has digits left.
    const miss = successes * chanceAt(-odds) - (weight - successes) * chance;
    const residual = miss + leverage * (0.5 - chance);
    for (let index = 0; index < score.length; index += 1)
      score[index] = (score[index] ?? 0) + residual * (x[index] ?? 0);
  }
  return {
    coefficients,
    covariance: inverted.inverse,
    logLikelihood: logLikelihood + (isFirth ? inverted.logDeterminant / 2 : 0),
    score,
  };
}

/**
 * The state after the step, or after the first half, quarter … of it that raises the likelihood. Close to the maximum,
 * where rounding hides that, what counts is how far the next step would go: with the penalty a full step may overshoot by
 * as much as it was off, and half of it then does better.
 */
function improved(patterns: readonly Pattern[], state: State, step: Vector, isFirth: boolean): State | null {
  const at = (share: number): State | null =>
    stateAt(
      patterns,
      state.coefficients.map((value, index) => value + share * (step[index] ?? 0)),
      isFirth,
    );
  // Long steps from a flat start overshoot into where all chances are 0 or 1.
  let share = Math.min(1, 10 / step.reduce((most, part) => Math.max(most, Math.abs(part)), 0));
  const slack = 1e-10 * (1 + Math.abs(state.logLikelihood));
  for (let halving = 0; halving < 40; halving += 1) {
    const next = at(share);
    const gain = next === null ? Number.NaN : next.logLikelihood - state.logLikelihood;
    if (gain > slack) return next;
    if (next !== null && gain >= -slack) {
      const half = at(share / 2);
      const best = half !== null && distanceLeft(half) < distanceLeft(next) ? half : next;
      if (distanceLeft(best) < distanceLeft(state)) return best;
    }
    share /= 2;
  }
  return null;
}

/** Score · covariance · score: the square of the next step, in standard errors. */
function distanceLeft({ covariance, score }: State): number {
  return quadraticForm(covariance, score);
}

/** 1 / (1 + e^−odds), odds as a logarithm. */
export function chanceAt(odds: number): number {
  return odds >= 0 ? 1 / (1 + Math.exp(-odds)) : Math.exp(odds) / (1 + Math.exp(odds));
}

/** Change of the chance per unit of log odds: p(1 − p), without cancellation. */
export function slopeAt(odds: number): number {
  const small = Math.exp(-Math.abs(odds));
  return small / ((1 + small) * (1 + small));
}

/** log(1 + e^odds). */
function softplus(odds: number): number {
  return Math.max(0, odds) + Math.log1p(Math.exp(-Math.abs(odds)));
}
