import { seededRandom } from '../base/random.ts';
import { clopperPearson, type Bounds } from './binomial-interval.ts';
import { normalQuantile } from './normal-distribution.ts';
import { assertPlan, drawStudy, variancePartsOf, type AssumedRate, type StudyShape } from './planned-study.ts';
import { clusteredRate } from './proportion.ts';
import { tQuantile } from './t-distribution.ts';

/** An interval to be expected, around the assumed rate. */
export interface ExpectedInterval extends Bounds {
  readonly width: number;
}

/** What intervals a study of some size would have. */
export interface ExpectedWidths {
  /** For situations like these. */
  readonly random: ExpectedInterval;
  /** For exactly these items. */
  readonly fixed: ExpectedInterval;
  /** Whether intervals are more likely than not to say "too few". */
  readonly tooFew: boolean;
  /** `formula` where at least 15 clusters are expected to succeed and 15 to fail; else drawn studies, seeded. */
  readonly by: 'formula' | 'simulation';
}

export interface WidthOptions {
  readonly level?: number;
}

/** Expected clusters that succeed, and that fail, from which the formula is used: the band of docs/statistics.md. */
const enoughForFormula = 15;

/**
 * The expected intervals of a study, by the formulae that `clusteredRate` uses: effective draws p(1 − p)/V with the V
 * that the assumed correlations give, and Clopper and Pearson's limits. Where few clusters succeed or fail these are not
 * what would be used, so some studies are drawn and their intervals averaged.
 *
 * @throws RangeError where a shape or an assumption is out of range.
 */
export function expectedWidths(shape: StudyShape, assumed: AssumedRate, options: WidthOptions = {}): ExpectedWidths {
  assertPlan(shape, assumed);
  const level = options.level ?? 0.95;
  const expected = Math.min(
    effectiveClusters(shape, assumed, assumed.rate),
    effectiveClusters(shape, assumed, 1 - assumed.rate),
  );
  return expected >= enoughForFormula ? byFormula(shape, assumed, level) : bySimulation(shape, assumed, level);
}

/** (ΣT)²/ΣT² over clusters' sums T, each by its expectation; `share` is the rate or its complement. */
function effectiveClusters(
  { clusters, itemsPerCluster: items, epochs }: StudyShape,
  assumed: AssumedRate,
  share: number,
): number {
  if (share <= 0) return 0;
  const { cluster, item, draw } = variancePartsOf(assumed);
  const relative = (cluster + item / items + draw / (items * epochs)) / (share * share);
  return clusters / (1 + relative);
}

function byFormula(shape: StudyShape, assumed: AssumedRate, level: number): ExpectedWidths {
  const { clusters, itemsPerCluster, epochs } = shape;
  const { cluster, item, draw } = variancePartsOf(assumed);
  const items = clusters * itemsPerCluster;
  const random = cluster / clusters + item / items + draw / (items * epochs);
  // Single draws cannot tell an item's chance from luck: the spread of chances within what is pooled counts as draws'.
  const blurred = epochs > 1 ? 0 : item + (itemsPerCluster > 1 ? 0 : cluster);
  const fixed = (draw / epochs + blurred) / items;
  return {
    random: limits(assumed.rate, random, clusters - 1, level),
    fixed: limits(assumed.rate, fixed, Number.POSITIVE_INFINITY, level),
    tooFew: false,
    by: 'formula',
  };
}

function limits(rate: number, variance: number, degrees: number, level: number): ExpectedInterval {
  if (variance <= 0) return { low: rate, high: rate, width: 0 };
  const tail = (1 - level) / 2;
  const effective = ((rate * (1 - rate)) / variance) * (normalQuantile(tail) / tQuantile(tail, degrees)) ** 2;
  const { low, high } = clopperPearson(rate * effective, effective, level);
  return { low, high, width: high - low };
}

function bySimulation(shape: StudyShape, assumed: AssumedRate, level: number): ExpectedWidths {
  const draws = shape.clusters * shape.itemsPerCluster * shape.epochs;
  const studies = Math.round(Math.max(10, Math.min(60, 250_000 / draws)));
  const random = seededRandom(['planned width', shape.itemsPerCluster, assumed.rate, assumed.clusterCorrelation]);
  const sums = { random: { low: 0, high: 0 }, fixed: { low: 0, high: 0 }, tooFew: 0 };
  for (let study = 0; study < studies; study += 1) {
    const result = clusteredRate(drawStudy(shape, assumed, random), { level });
    for (const kind of ['random', 'fixed'] as const) {
      sums[kind].low += result[kind].low / studies;
      sums[kind].high += result[kind].high / studies;
    }
    if (result.random.tooFew) sums.tooFew += 1;
  }
  const interval = ({ low, high }: Bounds): ExpectedInterval => ({ low, high, width: high - low });
  return {
    random: interval(sums.random),
    fixed: interval(sums.fixed),
    tooFew: sums.tooFew > studies / 2,
    by: 'simulation',
  };
}

/** The smallest study that is expected to reach a width, or why none does. */
export type Budget =
  | { readonly shape: StudyShape; readonly draws: number; readonly expected: ExpectedWidths }
  | { readonly shape: null; readonly reason: string; readonly narrowest: number };

export interface BudgetOptions extends WidthOptions {
  /** Which interval should reach the width. */
  readonly interval: 'random' | 'fixed';
  /** What is added until it does; the rest of the shape stays. */
  readonly grow: 'clusters' | 'epochs';
}

/** Beyond this nothing is looked for: clusters, or epochs. */
const most = { clusters: 1_000_000, epochs: 1000 } as const;

/**
 * How many clusters, or epochs, it takes until the expected interval is at most `width` wide (both sides together).
 * More epochs narrow the interval for situations like these only down to what the clusters themselves allow.
 *
 * @throws RangeError where a shape, an assumption or the width is out of range.
 */
export function budgetForWidth(width: number, shape: StudyShape, assumed: AssumedRate, options: BudgetOptions): Budget {
  if (!(width > 0)) throw new RangeError(`${width} is no width`);
  const { interval, grow } = options;
  const shaped = (count: number): StudyShape => ({ ...shape, [grow]: count });
  const widthsAt = (count: number): ExpectedWidths => expectedWidths(shaped(count), assumed, options);
  let high = grow === 'clusters' ? 2 : 1;
  let low = high - 1;
  while (widthsAt(high)[interval].width > width) {
    if (high >= most[grow]) {
      const narrowest = widthsAt(most[grow])[interval].width;
      const reason = `no number of ${grow} up to ${most[grow]} is enough`;
      return { shape: null, reason, narrowest };
    }
    low = high;
    high = Math.min(most[grow], high * 2);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (widthsAt(middle)[interval].width > width) low = middle;
    else high = middle;
  }
  const found = shaped(high);
  return {
    shape: found,
    draws: Math.ceil(found.clusters * found.itemsPerCluster * found.epochs),
    expected: widthsAt(high),
  };
}
