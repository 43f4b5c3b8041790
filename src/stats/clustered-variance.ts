import type { ClusterTotal, ItemCount } from './clusters.ts';

/** A variance of a rate and how well it is known. */
export interface VarianceEstimate {
  readonly variance: number;
  /** Degrees of freedom of the variance given the rate; infinite where it follows from the rate. */
  readonly degrees: number;
}

/**
 * Variance of the mean over items when clusters are drawn at random: the between-cluster variance of the ratio
 * estimator (linearised), which holds whatever happens inside clusters. `null` for a single cluster.
 */
export function clusterVariance(
  clusters: readonly ClusterTotal[],
  items: number,
  rate: number,
): VarianceEstimate | null {
  const count = clusters.length;
  if (count < 2) return null;
  const parts = newParts();
  for (const { items: size, sum } of clusters) {
    const lift = sum - rate * size;
    addPart(parts, lift * lift, lift);
  }
  return {
    variance: ((count / (count - 1)) * parts.variance) / (items * items),
    degrees: degreesGivenRate(parts, rate, items),
  };
}

/**
 * Variance of the mean over items when the items are given and only draws are random: Σ pᵢ(1 − pᵢ)/drawsᵢ / n².
 * Items drawn more than once tell it without bias. Items drawn once are taken together with those of their cluster
 * (the lone ones with each other), which adds the spread of their chances: never too small on average. Draws that give
 * fractions have the variance of these in place of p(1 − p).
 */
export function drawVariance(
  items: readonly ItemCount[],
  clusters: readonly ClusterTotal[],
  rate: number,
): VarianceEstimate {
  const parts = newParts();
  for (const { successes, draws, squares = successes } of items) {
    if (draws === 1) continue;
    const share = successes / draws;
    addPart(parts, spreadOf(draws, successes, squares) / (draws - 1), share - rate);
  }
  let lone = 0;
  let loneSuccesses = 0;
  let loneSquares = 0;
  for (const { once, onceSuccesses, onceSquares } of clusters) {
    if (once === 1) {
      lone += 1;
      loneSuccesses += onceSuccesses;
      loneSquares += onceSquares;
    } else if (once > 1) addPart(parts, pooledVariance(once, onceSuccesses, onceSquares), onceSuccesses - once * rate);
  }
  // One stratum's variance follows from its share, so it adds no uncertainty of its own.
  const ofLone = lone > 1 ? pooledVariance(lone, loneSuccesses, loneSquares) : lone * rate * (1 - rate);
  return {
    variance: (parts.variance + ofLone) / (items.length * items.length),
    degrees: degreesGivenRate(parts, rate, items.length, ofLone),
  };
}

/** Estimated variance of the sum of single draws. */
function pooledVariance(draws: number, successes: number, squares: number): number {
  return (draws * draws * spreadOf(draws, successes, squares)) / (draws - 1);
}

/** The mean square less the square of the mean: p(1 − p) where draws succeed or fail. */
function spreadOf(draws: number, successes: number, squares: number): number {
  const share = successes / draws;
  if (squares === successes) return share * (1 - share);
  const spread = squares / draws - share * share;
  // Equal fractions leave rounding dust.
  return spread < 1e-12 ? 0 : spread;
}

/** Sums over the parts of a variance; a part's `lift` is by how much its source lifts the sum over items. */
interface Parts {
  count: number;
  variance: number;
  variance2: number;
  lift: number;
  lift2: number;
  both: number;
}

function newParts(): Parts {
  return { count: 0, variance: 0, variance2: 0, lift: 0, lift2: 0, both: 0 };
}

function addPart(parts: Parts, variance: number, lift: number): void {
  parts.count += 1;
  parts.variance += variance;
  parts.variance2 += variance * variance;
  parts.lift += lift;
  parts.lift2 += lift * lift;
  parts.both += variance * lift;
}

/**
 * Satterthwaite's degrees of freedom (2 over the squared relative error) of the design effect rather than of the
 * variance: what of the variance moves with the rate itself is no error, since the binomial part accounts for it.
 * The error of a part is its share of the variance less the change of log p(1 − p) that goes with its lift.
 */
function degreesGivenRate(parts: Parts, rate: number, items: number, known = 0): number {
  const total = parts.variance + known;
  if (total === 0 || parts.count < 2) return Number.POSITIVE_INFINITY;
  const slope = (1 - 2 * rate) / (rate * (1 - rate)) / items;
  const sum = parts.variance / total - slope * parts.lift;
  const squares = parts.variance2 / (total * total) - (2 * slope * parts.both) / total + slope * slope * parts.lift2;
  const spread = squares - (sum * sum) / parts.count;
  return spread <= 1e-12 ? Number.POSITIVE_INFINITY : 2 / spread;
}
