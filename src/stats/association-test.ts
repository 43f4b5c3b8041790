import type { Json } from '../base/canonical-json.ts';
import { bootstrapColumns } from './column-bootstrap.ts';
import { permuteColumns, type Side } from './column-permutation.ts';
import { unitsOf, type Ratings } from './fleiss-kappa.ts';
import type { Measured } from './measured.ts';
import { blocksOf, strataOf } from './unit-blocks.ts';

/** How a coefficient is tested and how far it may be off. */
export interface AssociationOptions {
  /** The cluster of each unit: then whole clusters are drawn, and those of equal size exchanged. */
  readonly clusters?: ArrayLike<number>;
  /** Permutations drawn where there are more than 20,000; 9,999 unless told. */
  readonly draws?: number;
  /** Draws of the bootstrap; 2,000 unless told. */
  readonly bootstrapDraws?: number;
  readonly seed: Json;
  /** `two-sided` unless told; `greater` for coefficients that only grow with dependence, as distance correlation. */
  readonly side?: Side;
  readonly level?: number;
}

/** A coefficient with its p-value and interval. */
export interface Association {
  readonly value: number | null;
  /** Of no association, by permutation. */
  readonly p: number | null;
  /** Limits of the bootstrap over units or clusters; with `side` greater, `low` is 0 unless p rules that out. */
  readonly low: number | null;
  readonly high: number | null;
  readonly units: number;
  readonly clusters: number;
  /** Why something is `null`; empty where nothing is. */
  readonly reasons: readonly string[];
}

/**
 * A coefficient of two lists that belong together, such as pearson or cohenKappa, with a permutation p-value and a BCa
 * bootstrap interval. Units are exchanged and drawn one by one, or in whole clusters; with clusters of sizes that are
 * all different there is no p.
 *
 * @throws RangeError on lists or clusters of unequal length, and as the coefficient does.
 */
export function associationTest(
  statistic: (x: ArrayLike<number>, y: ArrayLike<number>) => Measured,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: AssociationOptions,
): Association {
  return agreementTest(([one = [], other = []]) => statistic(one, other), [x, y], options);
}

/**
 * The same for a coefficient of any number of raters, such as krippendorffAlpha: each rater's codes are exchanged on
 * their own, which is what no agreement beyond chance means.
 *
 * @throws RangeError as associationTest.
 */
export function agreementTest(
  statistic: (ratings: Ratings) => Measured,
  ratings: Ratings,
  options: AssociationOptions,
): Association {
  const { draws = 9999, bootstrapDraws = 2000, seed, side = 'two-sided', level = 0.95 } = options;
  const units = unitsOf(ratings);
  const columns = ratings.map((list) => Float64Array.from(list));
  const blocks = blocksOf(units, options.clusters);
  const found = statistic(columns);
  const counts = { units, clusters: blocks.length };
  if (found.value === null) {
    return { value: null, p: null, low: null, high: null, ...counts, reasons: [found.reason] };
  }
  const parts = {
    columns,
    blocks,
    strata: strataOf(blocks),
    statistic: (of: readonly Float64Array[]) => statistic(of).value,
    observed: found.value,
    side,
  };
  const permutation = permuteColumns(parts, draws, seed);
  const bootstrap = bootstrapColumns(parts, bootstrapDraws, seed, level);
  const isFree = side === 'greater' && permutation.p !== null && permutation.p > (1 - level) / 2;
  const low = bootstrap.limits?.low ?? null;
  return {
    value: found.value,
    p: permutation.p,
    // Such a coefficient's draws never come near its 0, so whether that is ruled out is for the permutations to say.
    low: low === null || !isFree ? low : Math.min(0, low),
    high: bootstrap.limits?.high ?? null,
    ...counts,
    reasons: [permutation.reason, bootstrap.reason].filter((reason) => reason !== null),
  };
}
