import { bettingInterval, type Stake } from './betting-interval.ts';
import { clopperPearson } from './binomial-interval.ts';
import { clusterVariance, drawVariance, type VarianceEstimate } from './clustered-variance.ts';
import { totalsOf, type ClusterTotal, type ItemCount } from './clusters.ts';
import { effectiveNumber } from './effective-number.ts';
import { kornGraubardLimits } from './korn-graubard.ts';

export type { ItemCount } from './clusters.ts';

/** How an interval was made. */
export type IntervalMethod = 'korn-graubard' | 'clopper-pearson' | 'betting';

/** An interval for a rate, as fractions; `tooFew` where there are too few bails or stays for more than a bound. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly method: IntervalMethod;
  readonly tooFew: boolean;
}

/** A rate over items that come in clusters, with both intervals. */
export interface ClusteredRate {
  /** Mean over items of successes / draws: items weigh equally. */
  readonly rate: number;
  readonly items: number;
  readonly clusters: number;
  /** All draws of all items. */
  readonly draws: number;
  /** Clusters with at least one success. */
  readonly successClusters: number;
  /** Clusters with at least one failure. */
  readonly failureClusters: number;
  /** Speaks for situations like these: clusters are random. */
  readonly random: Interval;
  /** Speaks for exactly these items: only the draws are random. */
  readonly fixed: Interval;
  /**
   * Independent draws that would say as much about situations like these; the number of clusters at 0 and 1. Above
   * `draws` where clusters happen to differ less than independent draws would.
   */
  readonly effectiveN: number;
  /** Variance beside that of as many independent draws; `null` where it cannot be estimated. */
  readonly designEffect: number | null;
}

export interface RateOptions {
  /** Confidence level in (0, 1); 0.95 unless told. */
  readonly level?: number;
}

/**
 * How many clusters must bail, and how many stay, for Korn-Graubard to be used; counted by effective number,
 * (Σt)² / Σt² over the clusters' sums t, which is their plain number when all weigh alike and less when few
 * carry most. Chosen by simulation so that the coverage stays in its band where at least
 * 15 clusters bail and 15 stay on average (docs/statistics.md).
 */
export const enoughClusters = 7;

/**
 * Rate and intervals of items grouped in clusters. docs/statistics.md has the definitions and the simulation. Draws
 * may give fractions in place of successes and failures, which the items then say by their `squares`.
 *
 * @throws RangeError on no items, draws below 1, or successes outside 0 to draws.
 */
export function clusteredRate(items: readonly ItemCount[], options: RateOptions = {}): ClusteredRate {
  return rateWithVariances(items, options).rate;
}

/** A rate with what its intervals rest on, for what is made of several rates. */
export interface RateWithVariances {
  readonly rate: ClusteredRate;
  /** Of clusters that are random; `null` of a single one. */
  readonly random: VarianceEstimate | null;
  /** Of draws alone. */
  readonly fixed: VarianceEstimate;
  /** Whether an interval is the wider fallback, at any level. */
  readonly tooFew: { readonly random: boolean; readonly fixed: boolean };
  /** The intervals at another level. */
  readonly at: { readonly random: (level: number) => Interval; readonly fixed: (level: number) => Interval };
}

/** As `clusteredRate`, with the variances. @throws RangeError as clusteredRate. */
export function rateWithVariances(items: readonly ItemCount[], options: RateOptions = {}): RateWithVariances {
  const level = options.level ?? 0.95;
  const clusters = totalsOf(items);
  const sample = summarize(items, clusters);
  const { rate, draws } = sample;
  const between = clusterVariance(clusters, items.length, rate);
  const isEstimated = !sample.isEdge && between !== null && between.variance > 0;
  const within = drawVariance(items, clusters, rate);
  const effectiveN = isEstimated ? effectiveDraws(sample, between) : clusters.length;
  const tooFew = {
    random: sample.tooFew || between === null || between.variance <= 0,
    fixed: sample.tooFew || !isKnown(items, within) || within.degrees < leastDegrees,
  };
  const at = {
    random: (wanted: number): Interval =>
      tooFew.random || between === null ? widerRandom(clusters, sample, wanted) : kornGraubard(sample, between, wanted),
    fixed: (wanted: number): Interval =>
      tooFew.fixed ? widerFixed(items, wanted) : kornGraubard(sample, within, wanted),
  };
  // Many ask for one of the two, and the wider ones take a search each.
  const [random, fixed] = [once(() => at.random(level)), once(() => at.fixed(level))];
  const found: ClusteredRate = {
    rate,
    items: items.length,
    clusters: clusters.length,
    draws,
    successClusters: sample.successClusters,
    failureClusters: sample.failureClusters,
    get random() {
      return random();
    },
    get fixed() {
      return fixed();
    },
    effectiveN,
    designEffect: isEstimated ? draws / effectiveN : null,
  };
  return { rate: found, random: between, fixed: within, tooFew, at };
}

/** Makes it when it is first asked for. */
function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

interface Sample {
  readonly rate: number;
  readonly draws: number;
  readonly isEdge: boolean;
  readonly successClusters: number;
  readonly failureClusters: number;
  readonly tooFew: boolean;
}

function summarize(items: readonly ItemCount[], clusters: readonly ClusterTotal[]): Sample {
  let draws = 0;
  let successes = 0;
  for (const item of items) {
    draws += item.draws;
    successes += item.successes;
  }
  const isEdge = successes === 0 || successes === draws;
  const sum = clusters.reduce((total, cluster) => total + cluster.sum, 0);
  const bailing = effectiveNumber(clusters, (cluster) => cluster.sum);
  const staying = effectiveNumber(clusters, (cluster) => cluster.items - cluster.sum);
  return {
    // At the edges a sum of fractions could miss 0 or 1 by rounding.
    rate: isEdge ? successes / draws : sum / items.length,
    draws,
    isEdge,
    successClusters: clusters.filter(({ hasSuccess }) => hasSuccess).length,
    failureClusters: clusters.filter(({ hasFailure }) => hasFailure).length,
    tooFew: isEdge || Math.min(bailing, staying) < enoughClusters,
  };
}

function widerRandom(clusters: readonly ClusterTotal[], sample: Sample, level: number): Interval {
  if (sample.isEdge) {
    const count = clusters.length;
    return { ...clopperPearson(sample.rate * count, count, level), method: 'clopper-pearson', tooFew: true };
  }
  // Not Math.max(...): a hundred thousand clusters are too many arguments.
  const largest = clusters.reduce((most, { items }) => Math.max(most, items), 0);
  const stakes = clusters.map(({ sum, items }) => ({ gain: sum / largest, stake: items / largest, times: 1 }));
  return { ...bettingInterval(stakes, level), method: 'betting', tooFew: true };
}

/** Fewer degrees of freedom than this and a variance of draws says next to nothing. */
const leastDegrees = 4;

/**
 * Whether the draws show how much chance there is. Fractions that are the same in every draw of an item leave none at
 * all; that of draws which succeed or fail has only not shown.
 */
function isKnown(items: readonly ItemCount[], within: VarianceEstimate): boolean {
  return within.variance > 0 || items.every(({ squares, draws }) => squares !== undefined && draws > 1);
}

function widerFixed(items: readonly ItemCount[], level: number): Interval {
  // A fraction counts as that part of a success: by the concavity of the logarithm the bets then win no more than bets
  // on the fraction itself, so the interval still holds.
  return { ...bettingInterval(stakesOfDraws(items), level), method: 'betting', tooFew: true };
}

/** Every draw as a bet of its own. Draws of an item with many weigh less, and the bet on each is scaled by its weight. */
function stakesOfDraws(items: readonly ItemCount[]): Stake[] {
  const byDraws = new Map<number, { successes: number; failures: number }>();
  for (const { successes, draws } of items) {
    const known = byDraws.get(draws) ?? { successes: 0, failures: 0 };
    known.successes += successes;
    known.failures += draws - successes;
    byDraws.set(draws, known);
  }
  const fewest = Math.min(...byDraws.keys());
  return [...byDraws].flatMap(([draws, { successes, failures }]) => {
    const stake = fewest / draws;
    return [
      { gain: stake, stake, times: successes },
      { gain: 0, stake, times: failures },
    ];
  });
}

function kornGraubard(sample: Sample, estimate: VarianceEstimate, level: number): Interval {
  const limits = kornGraubardLimits({ rate: sample.rate, draws: sample.draws, estimate }, (1 - level) / 2);
  return { ...limits, method: 'korn-graubard', tooFew: false };
}

/** Draws over the design effect, both variances without bias: exactly the draws when all are independent. */
function effectiveDraws({ rate, draws }: Sample, { variance }: VarianceEstimate): number {
  return ((rate * (1 - rate)) / variance) * (draws / (draws - 1));
}
