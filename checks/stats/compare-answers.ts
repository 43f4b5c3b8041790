import { benjaminiHochberg, holm } from '../../src/stats/adjusted-p.ts';
import { associationTest } from '../../src/stats/association-test.ts';
import { bcaLimits, percentileLimits } from '../../src/stats/bootstrap-limits.ts';
import { clusterOrder } from '../../src/stats/cluster-order.ts';
import { clusterRobustMean } from '../../src/stats/cluster-robust.ts';
import { cohenKappa, type KappaWeights } from '../../src/stats/cohen-kappa.ts';
import { cosine, pearson, spearman } from '../../src/stats/correlation.ts';
import { clusteredDifference, type DifferenceInterval } from '../../src/stats/difference.ts';
import { distanceCorrelation, unbiasedSquaredDistanceCorrelation } from '../../src/stats/distance-correlation.ts';
import { fleissKappa } from '../../src/stats/fleiss-kappa.ts';
import { kendallTauB } from '../../src/stats/kendall.ts';
import { krippendorffAlpha, type AlphaLevel } from '../../src/stats/krippendorff-alpha.ts';
import { shuffleTest } from '../../src/stats/label-shuffle.ts';
import { mcnemarExact } from '../../src/stats/mcnemar.ts';
import type { Measured } from '../../src/stats/measured.ts';
import { normalCdf } from '../../src/stats/normal-cdf.ts';
import { pairedRatio } from '../../src/stats/paired-ratio.ts';
import { signFlipTest } from '../../src/stats/sign-flip.ts';
import type { Question } from './answer.ts';

type Rows = readonly (readonly number[])[];

const seed = 'check';

/** What stands for "there is none" in a list of numbers. */
const none = -9;

/** Where the reference, which goes by levels near 1, has too few digits left. */
const leastP = 1e-6;

/** Answers about differences, permutation, agreement and association; `null` for a name that is none of them. */
export function compareAnswer({ name, numbers, rows = [] }: Question): readonly number[] | null {
  return answers[name]?.(numbers, rows) ?? null;
}

const weights: readonly KappaWeights[] = ['none', 'linear', 'quadratic'];
const levels: readonly AlphaLevel[] = ['nominal', 'ordinal', 'interval'];

const answers: Readonly<Record<string, (numbers: readonly number[], rows: Rows) => readonly number[]>> = {
  normalCdf: ([z = 0]) => [normalCdf(z)],
  clusterRobustMean: (_, rows) => {
    const { mean, error } = clusterRobustMean(rows.map(([cluster = 0, value = 0]) => ({ cluster, value })));
    return [mean, error ?? none];
  },
  percentileLimits: ([level = 0], rows) => {
    const { low, high } = percentileLimits(Float64Array.from(column(rows, 0)), level);
    return [low, high];
  },
  // The first number is the level, the second the estimate, the others the estimates without one unit each.
  bcaLimits: ([level = 0, estimate = 0, ...leftOut], rows) => {
    const { low, high } = bcaLimits(Float64Array.from(column(rows, 0)), estimate, leftOut, level);
    return [low, high];
  },
  pairedRatio: ([level = 0], rows) => {
    const items = rows.map(([cluster = 0, a = 0, b = 0]) => ({ cluster, a, b }));
    const { ratio, low, high } = pairedRatio(items, { level });
    return [ratio ?? none, low, high ?? none];
  },
  clusteredDifference: ([level = 0], rows) => {
    const { difference, random, fixed } = clusteredDifference(itemsOf(rows, 0), itemsOf(rows, 1), { level });
    return [difference, ...limitsOf(random), ...limitsOf(fixed)];
  },
  signFlipTest: (_, rows) => [signFlipTest(column(rows, 0), { seed }).p],
  shuffleTest: (_, rows) => {
    const { p, isExact } = shuffleTest(itemsOf(rows, 0), itemsOf(rows, 1), { seed });
    return [p, isExact ? 1 : 0];
  },
  mcnemarExact: (_, rows) => [
    mcnemarExact(
      rows.map(([a = 0, b = 0], cluster) => ({ cluster, a, b })),
      1,
    ).p,
  ],
  holm: (numbers) => holm(numbers).map((p) => p ?? none),
  benjaminiHochberg: (numbers) => benjaminiHochberg(numbers).map((p) => p ?? none),
  pearson: (_, rows) => one(pearson(column(rows, 0), column(rows, 1))),
  spearman: (_, rows) => one(spearman(column(rows, 0), column(rows, 1))),
  kendallTauB: (_, rows) => one(kendallTauB(column(rows, 0), column(rows, 1))),
  cosine: (_, rows) => one(cosine(column(rows, 0), column(rows, 1))),
  distanceCorrelation: (_, rows) => one(distanceCorrelation(column(rows, 0), column(rows, 1))),
  unbiasedSquaredDistanceCorrelation: (_, rows) =>
    one(unbiasedSquaredDistanceCorrelation(column(rows, 0), column(rows, 1))),
  cohenKappa: (_, rows) => weights.flatMap((kind) => one(cohenKappa(column(rows, 0), column(rows, 1), kind))),
  fleissKappa: (_, rows) => one(fleissKappa(ratingsOf(rows))),
  krippendorffAlpha: (_, rows) => levels.flatMap((level) => one(krippendorffAlpha(ratingsOf(rows), level))),
  // Seven pairs at most, so that all orders are gone through.
  associationTest: (_, rows) => {
    const { value, p } = associationTest(pearson, column(rows, 0), column(rows, 1), { seed, bootstrapDraws: 1 });
    return [value ?? none, p ?? none];
  },
  clusterOrder: (_, rows) => clusterOrder(rows).merges.flatMap(({ height, size }) => [height, size]),
};

function one({ value }: Measured): readonly number[] {
  if (value === null) return [none];
  // Rounding dust around 0 has no relative difference.
  return [Math.abs(value) < 1e-13 ? 0 : value];
}

function column(rows: Rows, place: number): number[] {
  return rows.map((row) => row[place] ?? Number.NaN);
}

/** Rows of units into lists of raters; −1 is a missing code. */
function ratingsOf(rows: Rows): number[][] {
  const raters = rows[0]?.length ?? 0;
  return Array.from({ length: raters }, (_, rater) =>
    column(rows, rater).map((code) => (code === -1 ? Number.NaN : code)),
  );
}

/** Rows of (sample, cluster, successes, draws) to the items of one sample. */
function itemsOf(rows: Rows, sample: number): { cluster: number; successes: number; draws: number }[] {
  return rows
    .filter(([of]) => of === sample)
    .map(([, cluster = 0, successes = 0, draws = 0]) => ({ cluster, successes, draws }));
}

function limitsOf({ low, high, ratio, p, tooFew }: DifferenceInterval): readonly number[] {
  return [low, high, ratio?.low ?? none, ratio?.high ?? none, p === null ? none : Math.max(p, leastP), tooFew ? 1 : 0];
}
