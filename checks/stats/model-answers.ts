import { confidenceSequence } from '../../src/stats/confidence-sequence.ts';
import { correctedRate } from '../../src/stats/corrected-rate.ts';
import { productByDelta } from '../../src/stats/estimate-product.ts';
import { factorEffects } from '../../src/stats/factor-effects.ts';
import { logisticFit, type Pattern } from '../../src/stats/logistic-fit.ts';
import { nonnegativeLeastSquares } from '../../src/stats/nonnegative-least-squares.ts';
import { pilotEstimate } from '../../src/stats/pilot.ts';
import { powerForDifference } from '../../src/stats/planned-power.ts';
import { endedAfter, expectedStop } from '../../src/stats/planned-stop.ts';
import { budgetForWidth, expectedWidths } from '../../src/stats/planned-width.ts';
import { predictionPoweredMean } from '../../src/stats/prediction-powered.ts';
import { separationOf } from '../../src/stats/separation.ts';
import { survivalByTurn, type TurnOutcome } from '../../src/stats/survival.ts';
import type { Question } from './answer.ts';

type Rows = readonly (readonly number[])[];

/** Answers about regression, misreadings, survival, sequences and planning; `null` for a name that is none of them. */
export function modelAnswer({ name, numbers, rows = [] }: Question): readonly number[] | null {
  return answers[name]?.(numbers, rows) ?? null;
}

const answers: Readonly<Record<string, (numbers: readonly number[], rows: Rows) => readonly number[]>> = {
  logisticFit: (_, rows) => fitted(rows, 'none'),
  firthFit: (_, rows) => fitted(rows, 'firth'),
  separation: (_, rows) => {
    const { kind } = separationOf(patternsOf(rows), columnsOf(rows));
    return [['none', 'quasi', 'complete'].indexOf(kind)];
  },
  nonnegativeLeastSquares: (_, rows) => {
    const [target = [], ...columns] = rows.map((row) => Float64Array.from(row));
    const { rest } = nonnegativeLeastSquares(columns, Float64Array.from(target));
    return Array.from(rest, dusted);
  },
  factorEffects: ([level = 0], rows) => {
    const { effects } = factorEffects(
      rows.map(([cluster = 0, successes = 0, draws = 0, ...values]) => ({ cluster, successes, draws, values })),
      [{ name: 'a', levels: ['no', 'yes'] }, { name: 'b', levels: ['no', 'yes'] }, { name: 'v' }],
      { level, weighing: 'draws' },
    );
    return effects.flatMap(({ difference, error, low, high }) => [difference, error, low, high].map((x) => x ?? -9));
  },
  correctedRate: ([level = 0], rows) => {
    const items = rows.filter((row) => row.length === 3);
    const labels = rows.filter((row) => row.length === 4);
    const { corrected, random, fixed } = correctedRate(
      items.map(([cluster = 0, successes = 0, draws = 0]) => ({ cluster, successes, draws })),
      labels.map(([cluster = 0, counted, meant]) => ({ cluster, counted: counted === 1, meant: meant === 1 })),
      { level },
    );
    return [corrected ?? -9, random?.low ?? -9, random?.high ?? -9, fixed?.low ?? -9, fixed?.high ?? -9];
  },
  predictionPoweredMean: ([level = 0], rows) => {
    const cases = rows.map(([cluster = 0, prediction = 0, ...truth]) =>
      truth[0] === undefined ? { cluster, prediction } : { cluster, prediction, truth: truth[0] },
    );
    const { mean, low, high, error, trust, plain } = predictionPoweredMean(cases, { level }) ?? noMean;
    return [mean, low, high, error, trust, plain.mean, plain.error];
  },
  productByDelta: ([level = 0], rows) => {
    const factors = rows.map(([value = 0, error = 0]) => ({ value, error }));
    const { value, error, low, high } = productByDelta(factors, level);
    return [value, error, low, high];
  },
  survivalByTurn: ([level = 0], rows) =>
    survivalByTurn(
      rows.map(([cluster = 0, ...turns]) => ({ cluster, turns: turns.map((code) => outcomes[code] ?? 'gap') })),
      { level },
    ).flatMap(({ atRisk, exits, answered, hazard, survival, unconditional }) => [
      atRisk,
      exits,
      answered,
      hazard?.rate ?? -9,
      unconditional?.rate ?? -9,
      survival?.rate ?? -9,
      survival?.error ?? -9,
      survival?.interval.low ?? -9,
      survival?.interval.high ?? -9,
    ]),
  confidenceSequence: ([level = 0], rows) =>
    confidenceSequence(
      rows.map((row) => row.map((value) => (value < 0 ? null : value))),
      { level },
    ).points.flatMap(({ rate, low, high }) => [rate, low, high]),
  pilotEstimate: (_, rows) => {
    const items = rows.map(([cluster = 0, successes = 0, draws = 0]) => ({ cluster, successes, draws }));
    const { rate, clusterCorrelation, itemCorrelation } = pilotEstimate(items);
    return [rate, clusterCorrelation, dusted(itemCorrelation)];
  },
  expectedWidths: ([clusters = 0, itemsPerCluster = 0, epochs = 0, rate = 0, ofCluster = 0, ofItem = 0]) => {
    const shape = { clusters, itemsPerCluster, epochs };
    const found = expectedWidths(shape, { rate, clusterCorrelation: ofCluster, itemCorrelation: ofItem });
    return [found.random.low, found.random.high, found.fixed.low, found.fixed.high, found.by === 'formula' ? 1 : 0];
  },
  budgetForWidth: ([
    clusters = 0,
    items = 0,
    epochs = 0,
    rate = 0,
    ofCluster = 0,
    ofItem = 0,
    width = 0,
    isFixed,
    isEpochs,
  ]) => {
    const interval = isFixed === 1 ? 'fixed' : 'random';
    const found = budgetForWidth(
      width,
      { clusters, itemsPerCluster: items, epochs },
      { rate, clusterCorrelation: ofCluster, itemCorrelation: ofItem },
      { interval, grow: isEpochs === 1 ? 'epochs' : 'clusters' },
    );
    if (found.shape === null) return [-9, found.narrowest];
    const { low, high } = found.expected[interval];
    return [found.shape.clusters, found.shape.epochs, found.draws, low, high];
  },
  endedAfter: ([halfWidth = 0, minEpochs = 0], rows) => [
    endedAfter(
      rows.map((row) => row.map((value) => (value < 0 ? null : value))),
      { halfWidth, minEpochs },
    ) ?? -9,
  ],
  // One more than the share, which may be 0: what differs is then relative to something.
  expectedStop: ([
    clusters = 0,
    items = 0,
    epochs = 0,
    rate = 0,
    ofCluster = 0,
    ofItem = 0,
    halfWidth = 0,
    least = 0,
  ]) => {
    const found = expectedStop(
      { clusters, itemsPerCluster: items, epochs },
      { rate, clusterCorrelation: ofCluster, itemCorrelation: ofItem },
      { halfWidth, minEpochs: least },
    );
    return [found.epochs, 1 + found.share];
  },
  powerForDifference: ([
    clusters = 0,
    items = 0,
    epochs = 0,
    rate = 0,
    ofCluster = 0,
    ofItem = 0,
    difference = 0,
    shared = 0,
  ]) => {
    const { power, error, discordantClusters } = powerForDifference({
      clusters,
      itemsPerCluster: items,
      epochs,
      rate,
      clusterCorrelation: ofCluster,
      itemCorrelation: ofItem,
      difference,
      shared,
    });
    return [power, error, discordantClusters];
  },
};

const outcomes: readonly TurnOutcome[] = ['stayed', 'left', 'gap'];

const noMean = { mean: -9, low: -9, high: -9, error: -9, trust: -9, plain: { mean: -9, error: -9 } };

/** Of what should be 0 only rounding is left, which has no relative difference. */
function dusted(value: number): number {
  return Math.abs(value) < 1e-9 ? 0 : value;
}

/** Rows of successes, weight and the columns, the constant among them. */
function patternsOf(rows: Rows): readonly Pattern[] {
  return rows.map(([successes = 0, weight = 0, ...x]) => ({ successes, weight, x: Float64Array.from(x) }));
}

function columnsOf(rows: Rows): number {
  return (rows[0]?.length ?? 2) - 2;
}

function fitted(rows: Rows, penalty: 'none' | 'firth'): readonly number[] {
  const fit = logisticFit(patternsOf(rows), columnsOf(rows), penalty);
  if (fit === null) return [-9];
  return [...fit.coefficients.map(dusted), ...fit.covariance.map((row, index) => Math.sqrt(row[index] ?? 0))];
}
