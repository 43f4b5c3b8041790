import { seededRandom, type Random } from '../src/base/random.ts';
import { betaDraw } from '../src/models/sim/beta-draw.ts';
import { clusteredRate, type ClusteredRate, type Interval, type ItemCount } from '../src/stats/proportion.ts';

/** One setting of the simulation. */
export interface Cell {
  /** True mean rate of the population of items. */
  readonly rate: number;
  readonly clusters: number;
  /** Items in a cluster: a number, or `unequal` for 1 to 10 at random, the same in every replicate. */
  readonly size: number | 'unequal';
  readonly epochs: number;
  /** Intra-class correlation of the clusters' chances, and of the items' chances within a cluster. */
  readonly spread: { readonly cluster: number; readonly item: number };
}

/** What came of one interval in one cell. */
export interface Coverage {
  readonly kind: 'random' | 'fixed';
  readonly replicates: number;
  /** Share of replicates whose interval held the truth. */
  readonly covered: number;
  readonly truth: number;
  readonly meanWidth: number;
  /** Mean numbers of clusters with a bail, and with a stay. */
  readonly bailing: number;
  readonly staying: number;
  /** Share of replicates in which the interval was not Korn-Graubard. */
  readonly fallback: number;
  /**
   * True where the draws cannot tell how random they are: the variance estimate is too large by more than a
   * hundredth on average, whatever the method, so only the lower limit can be asked of the coverage.
   */
  readonly unidentified: boolean;
}

/** The band the coverage should lie in. */
export function band(result: Coverage): { readonly low: number; readonly high: number } {
  if (Math.min(result.bailing, result.staying) < 15) return { low: 0.95, high: 1 };
  return { low: 0.93, high: result.unidentified ? 1 : 0.975 };
}

/** Whether the coverage lies in its band, give or take `errors` standard errors of its simulation. */
export function holds(result: Coverage, errors = 0): boolean {
  const { low, high } = band(result);
  const slack = (limit: number): number => errors * Math.sqrt((limit * (1 - limit)) / result.replicates);
  return result.covered >= low - slack(low) && result.covered <= high + slack(high);
}

/** A new set of clusters in every replicate; the truth is the rate of the population. */
export function randomCoverage(cell: Cell, replicates: number): Coverage {
  const random = seededRandom(['random', cellKey(cell)]);
  const sizes = sizesOf(cell);
  const chances = new Float64Array(sum(sizes));
  const items = newItems(sizes, cell.epochs);
  const tally = newTally();
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    drawChances(cell, sizes, random, chances);
    const result = clusteredRate(drawItems(items, chances, random));
    count(tally, result, result.random, cell.rate);
  }
  return coverage('random', tally, replicates, cell.rate, false);
}

/** One set of items in all replicates, only the draws are new; the truth is the mean of their chances. */
export function fixedCoverage(cell: Cell, replicates: number): Coverage {
  const random = seededRandom(['fixed', cellKey(cell)]);
  const sizes = sizesOf(cell);
  const chances = new Float64Array(sum(sizes));
  drawChances(cell, sizes, random, chances);
  const truth = sum(chances) / chances.length;
  const items = newItems(sizes, cell.epochs);
  const tally = newTally();
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const result = clusteredRate(drawItems(items, chances, random));
    count(tally, result, result.fixed, truth);
  }
  return coverage('fixed', tally, replicates, truth, isUnidentified(cell, sizes, chances));
}

/** A short name of a cell, equal for equal cells. */
export function cellKey(cell: Cell): string {
  return [cell.rate, cell.clusters, cell.size, cell.epochs, cell.spread.cluster, cell.spread.item].join(' ');
}

interface Tally {
  covered: number;
  width: number;
  bailing: number;
  staying: number;
  fallback: number;
}

const newTally = (): Tally => ({ covered: 0, width: 0, bailing: 0, staying: 0, fallback: 0 });

function count(tally: Tally, result: ClusteredRate, interval: Interval, truth: number): void {
  // Rounding may put a limit a hair inside a truth of exactly 0 or 1.
  if (interval.low <= truth + 1e-12 && interval.high >= truth - 1e-12) tally.covered += 1;
  tally.width += interval.high - interval.low;
  tally.bailing += result.successClusters;
  tally.staying += result.failureClusters;
  if (interval.method !== 'korn-graubard') tally.fallback += 1;
}

function coverage(
  kind: Coverage['kind'],
  tally: Tally,
  replicates: number,
  truth: number,
  unidentified: boolean,
): Coverage {
  return {
    kind,
    replicates,
    truth,
    unidentified,
    covered: tally.covered / replicates,
    meanWidth: tally.width / replicates,
    bailing: tally.bailing / replicates,
    staying: tally.staying / replicates,
    fallback: tally.fallback / replicates,
  };
}

function sizesOf(cell: Cell): number[] {
  const random = seededRandom(['sizes', cell.clusters]);
  return Array.from({ length: cell.clusters }, () => (cell.size === 'unequal' ? 1 + random.below(10) : cell.size));
}

function drawChances(cell: Cell, sizes: readonly number[], random: Random, into: Float64Array): void {
  let index = 0;
  for (const size of sizes) {
    const chance = betaDraw(random, cell.rate, cell.spread.cluster);
    for (let item = 0; item < size; item += 1) {
      into[index] = betaDraw(random, chance, cell.spread.item);
      index += 1;
    }
  }
}

type Item = { -readonly [field in keyof ItemCount]: ItemCount[field] };

function newItems(sizes: readonly number[], epochs: number): Item[] {
  return sizes.flatMap((size, cluster) =>
    Array.from({ length: size }, () => ({ cluster, successes: 0, draws: epochs })),
  );
}

function drawItems(items: readonly Item[], chances: Float64Array, random: Random): readonly ItemCount[] {
  items.forEach((item, index) => {
    const chance = chances[index] ?? 0;
    item.successes = 0;
    for (let draw = 0; draw < item.draws; draw += 1) if (random.next() < chance) item.successes += 1;
  });
  return items;
}

/** Compares the true variance of the mean with what its estimate comes to on average. */
function isUnidentified(cell: Cell, sizes: readonly number[], chances: Float64Array): boolean {
  if (cell.epochs > 1) return false;
  let truth = 0;
  let estimate = 0;
  let index = 0;
  const lone: number[] = [];
  for (const size of sizes) {
    const members = Array.from(chances.subarray(index, index + size));
    index += size;
    truth += sum(members.map((chance) => chance * (1 - chance)));
    if (size === 1) lone.push(...members);
    else estimate += pooledVariance(members);
  }
  return estimate + pooledVariance(lone) > 1.01 * truth;
}

/** Mean of the pooled variance estimate of single draws: their own variance and the spread of their chances. */
function pooledVariance(chances: readonly number[]): number {
  if (chances.length < 2) return sum(chances.map((chance) => chance * (1 - chance)));
  const mean = sum(chances) / chances.length;
  return (
    sum(chances.map((chance) => chance * (1 - chance))) +
    (chances.length / (chances.length - 1)) * sum(chances.map((chance) => (chance - mean) ** 2))
  );
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < values.length; index += 1) total += values[index] ?? 0;
  return total;
}
