import { holm } from '../../stats/adjusted-p.ts';
import { labelOf, repliesKey } from '../condition-label.ts';
import type { ConditionResult } from '../results.ts';
import { coefficientsBriefly, fewestPoints } from './coefficients.ts';
import type {
  CategoryCorrelationResult,
  CoefficientResult,
  FamilyCoefficientResult,
  RefusalResult,
} from './results.ts';

/** Refusal against bail over the categories of one condition's items. */
export type CategoryScatter = Omit<CategoryCorrelationResult, 'pearson' | 'spearman'>;

/**
 * Points of all scatters that are tested in a report; those after them get coefficients alone, which cost nothing. A
 * scatter whose points are all the same in one of the two has no coefficient, and takes up none of them.
 */
const mostTestedPoints = 120;

/**
 * Lays the refusal rate of baseline replies beside the bail rate in every category, for each condition that offers an exit
 * and each scorer. A category in which one of them cannot be told is no point.
 */
export function categoryScatters(
  rates: readonly RefusalResult[],
  conditions: readonly ConditionResult[],
): readonly CategoryScatter[] {
  const exits = conditions.filter(({ method }) => method !== 'baseline' && method !== 'placebo-tool');
  const byReplies = Map.groupBy(exits, repliesKey);
  return rates
    .filter(({ categories }) => categories.length > 1)
    .flatMap((rated) => {
      const refusalIn = new Map(rated.categories.map(({ category, rate }) => [category, rate]));
      return (byReplies.get(repliesKey(rated)) ?? []).map((condition): CategoryScatter => ({
        ...labelOf(condition, condition.id),
        scorer: rated.scorer,
        refusalsOf: rated.condition,
        points: condition.categories.flatMap(({ category, rate: bail }) => {
          const refusal = refusalIn.get(category) ?? null;
          return bail === null || refusal === null ? [] : [{ category, refusal, bail }];
        }),
      }));
    });
}

/** The coefficients of those with at least four categories, p adjusted over all that one scorer tests. */
export function categoryCorrelations(
  rates: readonly RefusalResult[],
  conditions: readonly ConditionResult[],
): readonly CategoryCorrelationResult[] {
  let left = mostTestedPoints;
  const found = categoryScatters(rates, conditions)
    .filter(({ points }) => points.length >= fewestPoints)
    .map((scatter) => {
      if (hasCoefficient(scatter)) left -= scatter.points.length;
      return { ...scatter, ...coefficientsBriefly(scatter.points, left >= 0) };
    });
  const adjusted = new Map(
    [...Map.groupBy(found, ({ scorer }) => scorer).values()].flatMap((family) => [
      ...adjustedIn(family.map(({ pearson }) => pearson)),
      ...adjustedIn(family.map(({ spearman }) => spearman)),
    ]),
  );
  const withFamily = (of: CoefficientResult): FamilyCoefficientResult => ({
    ...of,
    pAdjusted: adjusted.get(of) ?? null,
  });
  return found.map((one) => ({ ...one, pearson: withFamily(one.pearson), spearman: withFamily(one.spearman) }));
}

function hasCoefficient({ points }: CategoryScatter): boolean {
  return new Set(points.map(({ refusal }) => refusal)).size > 1 && new Set(points.map(({ bail }) => bail)).size > 1;
}

/** By Holm over those that are tested. */
function adjustedIn(coefficients: readonly CoefficientResult[]): (readonly [CoefficientResult, number | null])[] {
  const tested = coefficients.filter(({ p }) => p !== null);
  const ps = holm(tested.map(({ p }) => p));
  return tested.map((one, index) => [one, ps[index] ?? null]);
}
