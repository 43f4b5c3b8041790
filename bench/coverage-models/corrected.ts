import { seededRandom, type Random } from '../../src/base/random.ts';
import { betaDraw } from '../../src/models/sim/beta-draw.ts';
import { correctedRate, type AuditLabel } from '../../src/stats/corrected-rate.ts';
import { predictionPoweredMean, type PredictedCase } from '../../src/stats/prediction-powered.ts';
import { count, newTally, type Tally } from './tally.ts';

/** One setting: a rate, how it is misread, and how much of it is audited. */
export interface CorrectedCell {
  readonly rate: number;
  readonly clusters: number;
  readonly size: number;
  /** Chance that a counted success was meant, and that a counted failure was a success. */
  readonly confirmed: number;
  readonly missed: number;
  /** Correlation within clusters of the rate, and of both chances above. */
  readonly spread: number;
  readonly labelSpread: number;
  /** Audited of each kind. */
  readonly labels: number;
}

/**
 * Coverage for random clusters (both methods) and for the items given; and of the prediction-powered mean with as many
 * labels, drawn from all and not within outcomes, the outcome being the prediction.
 */
export function correctedCoverage(cell: CorrectedCell, replicates: number): readonly Tally[] {
  const random = seededRandom(['corrected', ...Object.values(cell)]);
  const tallies = ['recovered', 'delta', 'fixed', 'powered'].map(newTally);
  const [recovered, delta, fixed, powered] = tallies;
  if (recovered === undefined || delta === undefined || fixed === undefined || powered === undefined) return [];
  const truth = cell.rate * cell.confirmed + (1 - cell.rate) * cell.missed;
  const given = drawClusters(cell, random);
  const givenTruth =
    given.reduce((sum, { rate, confirmed, missed }) => sum + rate * confirmed + (1 - rate) * missed, 0) / given.length;
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const { items, labels, cases } = drawAudit(cell, drawClusters(cell, random), random);
    const mean = predictionPoweredMean(cases);
    count(powered, truth, mean?.mean ?? truth, mean ?? { low: 0, high: 1 }, mean === null);
    for (const tally of [recovered, delta]) {
      const method = tally === delta ? 'delta' : 'recovered';
      const { corrected, random: bounds, tooFew } = correctedRate(items, labels, { method });
      count(tally, truth, corrected ?? truth, bounds, tooFew);
    }
    const audit = drawAudit(cell, given, random);
    const result = correctedRate(audit.items, audit.labels);
    count(fixed, givenTruth, result.corrected ?? givenTruth, result.fixed, result.tooFew);
  }
  return tallies;
}

interface ClusterChances {
  readonly rate: number;
  readonly confirmed: number;
  readonly missed: number;
}

function drawClusters(cell: CorrectedCell, random: Random): readonly ClusterChances[] {
  return Array.from({ length: cell.clusters }, () => ({
    rate: betaDraw(random, cell.rate, cell.spread),
    confirmed: betaDraw(random, cell.confirmed, cell.labelSpread),
    missed: betaDraw(random, cell.missed, cell.labelSpread),
  }));
}

function drawAudit(
  cell: CorrectedCell,
  clusters: readonly ClusterChances[],
  random: Random,
): {
  readonly items: { cluster: number; successes: number; draws: number }[];
  readonly labels: AuditLabel[];
  readonly cases: PredictedCase[];
} {
  const outcomes = clusters.flatMap(({ rate, confirmed, missed }, cluster) =>
    Array.from({ length: cell.size }, () => {
      const counted = random.next() < rate;
      return { cluster, counted, meant: random.next() < (counted ? confirmed : missed) };
    }),
  );
  const labels = [true, false].flatMap((kind) =>
    sample(
      outcomes.filter(({ counted }) => counted === kind),
      cell.labels,
      random,
    ),
  );
  const items = outcomes.map(({ cluster, counted }) => ({ cluster, successes: counted ? 1 : 0, draws: 1 }));
  const read = new Set(sample(outcomes, 2 * cell.labels, random));
  const cases = outcomes.map((one) => {
    const bare = { cluster: one.cluster, prediction: Number(one.counted) };
    return read.has(one) ? { ...bare, truth: Number(one.meant) } : bare;
  });
  return { items, labels, cases };
}

function sample<Type>(from: readonly Type[], size: number, random: Random): readonly Type[] {
  const left = [...from];
  for (let place = 0; place < Math.min(size, left.length); place += 1) {
    const other = place + random.below(left.length - place);
    [left[place], left[other]] = [left[other] as Type, left[place] as Type];
  }
  return left.slice(0, size);
}
