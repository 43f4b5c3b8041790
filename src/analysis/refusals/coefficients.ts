import { associationTest, type Association } from '../../stats/association-test.ts';
import { pearson, spearman } from '../../stats/correlation.ts';
import { distanceCorrelation } from '../../stats/distance-correlation.ts';
import { kendallTauB } from '../../stats/kendall.ts';
import type { CoefficientResult, CorrelationResult } from './results.ts';

/** One point of a scatter: fractions. */
export interface Point {
  readonly refusal: number;
  readonly bail: number;
}

/** The four coefficients of a scatter. */
export type Coefficients = Pick<CorrelationResult, 'pearson' | 'spearman' | 'kendall' | 'distance'>;

/** Points below which a coefficient says nothing: of three, two permutations in six look as extreme. */
export const fewestPoints = 4;

/** Draws of a test that a report makes for each of many scatters. */
const briefDraws = 999;

const noCoefficients: Coefficients = { pearson: null, spearman: null, kendall: null, distance: null };

/**
 * Coefficients of refusal and bail with bootstrap intervals and permutation p-values; `null` of fewer than four points.
 *
 * @param draws permutations, and half as many draws of the bootstrap
 */
export function coefficientsOf(points: readonly Point[], draws: number): Coefficients {
  if (points.length < fewestPoints) return noCoefficients;
  const x = points.map(({ refusal }) => refusal);
  const y = points.map(({ bail }) => bail);
  const options = { draws, bootstrapDraws: Math.ceil(draws / 2), seed: 'bail and refusal' };
  return {
    pearson: tested(associationTest(pearson, x, y, options)),
    spearman: tested(associationTest(spearman, x, y, options)),
    kendall: tested(associationTest(kendallTauB, x, y, options)),
    distance: tested(associationTest(distanceCorrelation, x, y, { ...options, side: 'greater' })),
  };
}

/** Pearson's and Spearman's coefficient of at least four points; without a test no interval and no p. */
export function coefficientsBriefly(
  points: readonly Point[],
  isTested: boolean,
): { readonly pearson: CoefficientResult; readonly spearman: CoefficientResult } {
  const x = points.map(({ refusal }) => refusal);
  const y = points.map(({ bail }) => bail);
  const options = { draws: briefDraws, bootstrapDraws: briefDraws, seed: 'bail and refusal' };
  const resultOf = (of: typeof pearson): CoefficientResult =>
    isTested ? tested(associationTest(of, x, y, options)) : { value: of(x, y).value, low: null, high: null, p: null };
  return { pearson: resultOf(pearson), spearman: resultOf(spearman) };
}

function tested({ value, low, high, p }: Association): CoefficientResult {
  return { value, low, high, p };
}
