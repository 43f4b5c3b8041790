import type { Bounds } from './binomial-interval.ts';
import { clusterContrast } from './cluster-contrast.ts';
import type { VarianceEstimate } from './clustered-variance.ts';
import type { ItemCount } from './clusters.ts';
import { combinedDifference, combinedRatio, type RateLimits, type RatioBounds } from './combine-limits.ts';
import { kornGraubardLimits } from './korn-graubard.ts';
import { normalCdf } from './normal-cdf.ts';
import { normalQuantile } from './normal-distribution.ts';
import { pairClusters } from './paired-clusters.ts';
import { rateWithVariances, type ClusteredRate, type RateWithVariances } from './proportion.ts';

/** Limits of a difference and of a ratio of two rates, for one meaning of "again". */
export interface DifferenceInterval extends Bounds {
  readonly ratio: RatioBounds | null;
  /** `combined`: from Korn and Graubard's limits of both rates. `bonferroni`: what both rates' own intervals allow. */
  readonly method: 'combined' | 'bonferroni';
  /** Too few bails or stays in one of the samples, or too few clusters that tell the two apart. */
  readonly tooFew: boolean;
  /** Two-sided, of no difference; never below 1e-15. `null` where there are too few: shuffleTest still holds there. */
  readonly p: number | null;
}

/** The difference a − b of the rates of two samples of items, in [−1, 1]. */
export interface ClusteredDifference {
  readonly difference: number;
  /** Rate of a over that of b; `null` where that is 0. */
  readonly ratio: number | null;
  readonly a: ClusteredRate;
  readonly b: ClusteredRate;
  /** Clusters with items in both samples. */
  readonly sharedClusters: number;
  /** Speaks for situations like these: clusters are random. */
  readonly random: DifferenceInterval;
  /**
   * Speaks for exactly these items: only the draws are random. Items common to both samples make no difference to it,
   * as long as they were drawn anew, so it is the one for paired designs too.
   */
  readonly fixed: DifferenceInterval;
}

/** As in a paired difference: fewer clusters that tell the two apart conclude nothing. */
const leastDegrees = 5;

/**
 * Difference and ratio of the rates of two samples of items in clusters, which may share clusters or not. With enough
 * data the limits combine Korn and Graubard's of either rate; with too few they are what the two rates' own intervals
 * allow at half the error each, which holds whenever those do.
 *
 * docs/statistics-compare.md has the definitions and the simulation.
 *
 * @throws RangeError on no items in a sample, draws below 1, or successes outside 0 to draws.
 */
export function clusteredDifference(
  a: readonly ItemCount[],
  b: readonly ItemCount[],
  options: { readonly level?: number } = {},
): ClusteredDifference {
  const level = options.level ?? 0.95;
  const ofA = sampleOf(a, level);
  const ofB = sampleOf(b, level);
  const pairs = pairClusters(a, b);
  const sharedClusters = pairs.filter(({ sizeA, sizeB }) => sizeA > 0 && sizeB > 0).length;
  const contrast = clusterContrast(pairs);
  const { correlation } = contrast;
  // What both samples have in common cancels, and fewer clusters may be left than either rate rests on.
  const degrees = sharedClusters === 0 ? Number.POSITIVE_INFINITY : contrast.degrees;
  const isCertain = contrast.variance === 0 || degrees < leastDegrees;
  const { rate: rateA } = ofA.whole;
  const { rate: rateB } = ofB.whole;
  return {
    difference: rateA - rateB,
    ratio: rateB > 0 ? rateA / rateB : null,
    a: ofA.whole,
    b: ofB.whole,
    sharedClusters,
    random: intervalOf('random', ofA, ofB, { level, correlation, degrees, isCertain }),
    fixed: intervalOf('fixed', ofA, ofB, ofDraws(level)),
  };
}

/**
 * The limits of `clusteredDifference` that speak for exactly these items, which is all a paired design needs of it; its
 * p, which takes longer than all else, is left out. Draws of the two are independent, unless `middles` says that one
 * draw gives both: the mean of the two, draw by draw, from which their covariance follows.
 *
 * @throws RangeError as clusteredDifference does.
 */
export function fixedDifference(
  a: readonly ItemCount[],
  b: readonly ItemCount[],
  options: { readonly level?: number; readonly middles?: readonly ItemCount[] } = {},
): Omit<DifferenceInterval, 'p'> {
  const { level = 0.95, middles = [] } = options;
  const [ofA, ofB] = [sampleOf(a, level), sampleOf(b, level)];
  const correlation = middles.length === 0 ? 0 : correlationOf(ofA, ofB, sampleOf(middles, level));
  return limitsOnly('fixed', ofA, ofB, { ...ofDraws(level), correlation });
}

/** Of two rates of the same draws: Var((a + b) / 2) = (Var a + Var b + 2 Cov) / 4. */
function correlationOf(a: Sample, b: Sample, middle: Sample): number {
  const [ofA, ofB] = [a.fixed.variance, b.fixed.variance];
  if (ofA === 0 || ofB === 0) return 0;
  const covariance = 2 * middle.fixed.variance - (ofA + ofB) / 2;
  return Math.max(-1, Math.min(1, covariance / Math.sqrt(ofA * ofB)));
}

/** Draws are independent, also those of the same items. */
function ofDraws(level: number): Setting {
  return { level, correlation: 0, degrees: Number.POSITIVE_INFINITY, isCertain: false };
}

type Kind = 'random' | 'fixed';

interface Sample {
  readonly whole: ClusteredRate;
  readonly random: VarianceEstimate | null;
  readonly fixed: VarianceEstimate;
  readonly tooFew: RateWithVariances['tooFew'];
  readonly at: RateWithVariances['at'];
}

function sampleOf(items: readonly ItemCount[], level: number): Sample {
  const { rate, ...rest } = rateWithVariances(items, { level });
  return { whole: rate, ...rest };
}

interface Setting {
  readonly level: number;
  readonly correlation: number;
  readonly degrees: number;
  readonly isCertain: boolean;
}

function intervalOf(kind: Kind, a: Sample, b: Sample, setting: Setting): DifferenceInterval {
  const limits = limitsOnly(kind, a, b, setting);
  if (limits.tooFew) return { ...limits, p: null };
  return {
    ...limits,
    p: tailWhere((tail) => {
      const { low, high } = combinedDifference(...combinedLimits(kind, a, b, setting, tail / 2));
      return Math.max(low, -high);
    }),
  };
}

function limitsOnly(kind: Kind, a: Sample, b: Sample, setting: Setting): Omit<DifferenceInterval, 'p'> {
  const { level, isCertain } = setting;
  if (isCertain || a.tooFew[kind] || b.tooFew[kind]) return allowedByBoth(kind, a, b, level);
  const usual = combinedLimits(kind, a, b, setting, (1 - level) / 2);
  return { ...combinedDifference(...usual), ratio: combinedRatio(...usual), method: 'combined', tooFew: false };
}

function combinedLimits(
  kind: Kind,
  a: Sample,
  b: Sample,
  { correlation, degrees }: Setting,
  tail: number,
): readonly [RateLimits, RateLimits, number] {
  return [limitsOf(a, kind, degrees, tail), limitsOf(b, kind, degrees, tail), correlation];
}

function limitsOf(sample: Sample, kind: Kind, mostDegrees: number, tail: number): RateLimits {
  const { rate, draws } = sample.whole;
  const { variance, degrees } = sample[kind] ?? { variance: 0, degrees: 0 };
  const estimate = { variance, degrees: Math.min(degrees, mostDegrees) };
  return { rate, ...kornGraubardLimits({ rate, draws, estimate }, tail) };
}

/** Each rate's interval fails in half of the error that is allowed, so both hold together often enough. */
function allowedByBoth(kind: Kind, a: Sample, b: Sample, level: number): Omit<DifferenceInterval, 'p'> {
  const half = 1 - (1 - level) / 2;
  const [ofA, ofB] = [a.at[kind](half), b.at[kind](half)];
  return {
    low: ofA.low - ofB.high,
    high: ofA.high - ofB.low,
    ratio: b.whole.rate > 0 ? { low: ofA.low / ofB.high, high: ofB.low > 0 ? ofA.high / ofB.low : null } : null,
    method: 'bonferroni',
    tooFew: true,
  };
}

/** No p-value is said to be smaller. */
const leastP = 1e-15;

/**
 * The share of errors at which the limits just reach 0, from by how far they leave it out (negative where they do not).
 * Found on the scale of normal quantiles, on which limits are nearly straight lines, by false position in the form that
 * halves the weight of an end that stays (Illinois).
 */
function tailWhere(leavesOut: (tail: number) => number): number {
  const at = (z: number): number => leavesOut(2 * normalCdf(-z));
  // At 0 itself the quantiles of Student's t and of the normal distribution have no ratio.
  let near = 1e-4;
  let far = -normalQuantile(leastP / 2);
  let atNear = at(near);
  let atFar = at(far);
  // Exact limits leave some width at every level, so p may be 1 also where the rates differ.
  if (atNear <= 0) return 1;
  if (atFar >= 0) return leastP;
  let z = near;
  for (let round = 0; round < 100; round += 1) {
    const guess = (near * atFar - far * atNear) / (atFar - atNear);
    // Where false position creeps, halving does not.
    z = round % 5 !== 4 && guess > near && guess < far ? guess : (near + far) / 2;
    const value = at(z);
    if (Math.abs(value) < 1e-12 || far - near < 1e-10) break;
    if (value > 0) {
      near = z;
      atNear = value;
      atFar /= 2;
    } else {
      far = z;
      atFar = value;
      atNear /= 2;
    }
  }
  return 2 * normalCdf(-z);
}
