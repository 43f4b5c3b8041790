import { seededRandom, type Random } from '../src/base/random.ts';
import { betaDraw } from '../src/models/sim/beta-draw.ts';
import { clusteredDifference } from '../src/stats/difference.ts';
import { shuffleTest } from '../src/stats/label-shuffle.ts';
import { pairedDifference } from '../src/stats/paired.ts';
import type { ItemCount } from '../src/stats/proportion.ts';
import { pairedTotals, signFlipTest } from '../src/stats/sign-flip.ts';

/** One setting of two respondents with the same rate. */
export interface AaCell {
  readonly rate: number;
  readonly clusters: number;
  /** Items in a cluster; `unequal` for 1 to 20 at random. */
  readonly size: number | 'unequal';
  /** Intra-class correlation of the clusters' chances. */
  readonly spread: number;
}

/** The designs that are compared. */
export const designs = ['paired', 'paired, own', 'shared', 'apart'] as const;

/**
 * `paired`: the same items, with the same chances for both. `paired, own`: the same items, each respondent with chances
 * of its own for every cluster. `shared`: other items of the same clusters. `apart`: other clusters.
 */
export type Design = (typeof designs)[number];

/** How often a difference was found where there is none, as shares of the replicates. */
export interface AaResult {
  readonly design: Design;
  readonly replicates: number;
  /** The permutation test by cluster has p ≤ 0.05. */
  readonly permutation: number;
  /** The 95 % interval for situations like these leaves out 0. */
  readonly interval: number;
  /** That for exactly these items does, in the one design in which their rates are the same. */
  readonly fixed: number | null;
  /** Replicates in which the interval says "too few". */
  readonly tooFew: number;
}

/** Permutations drawn in each test: (b + 1)/(m + 1) ≤ 0.05 is as exact with 199 as with more. */
const draws = 199;

/** Compares two equal respondents again and again. */
export function aaCell(cell: AaCell, design: Design, replicates: number): AaResult {
  const random = seededRandom(['A/A', design, cell.rate, cell.clusters, cell.size, cell.spread]);
  const tally = { permutation: 0, interval: 0, fixed: 0, tooFew: 0 };
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const [a, b] = twoSamples(cell, design, random);
    const options = { seed: replicate, draws };
    if (design === 'paired' || design === 'paired, own') {
      const items = a.map(({ cluster, successes }, index) => ({
        cluster,
        a: successes,
        b: b[index]?.successes ?? 0,
      }));
      if (signFlipTest(pairedTotals(items), options).p <= 0.05) tally.permutation += 1;
      const { low, high, conclusion } = pairedDifference(items);
      if (low > 0 || high < 0) tally.interval += 1;
      if (conclusion === 'cannot conclude') tally.tooFew += 1;
      if (design === 'paired') {
        const { fixed } = clusteredDifference(a, b);
        if (fixed.low > 0 || fixed.high < 0) tally.fixed += 1;
      }
      continue;
    }
    if (shuffleTest(a, b, options).p <= 0.05) tally.permutation += 1;
    const { low, high, tooFew } = clusteredDifference(a, b).random;
    if (low > 0 || high < 0) tally.interval += 1;
    if (tooFew) tally.tooFew += 1;
  }
  return {
    design,
    replicates,
    permutation: tally.permutation / replicates,
    interval: tally.interval / replicates,
    fixed: design === 'paired' ? tally.fixed / replicates : null,
    tooFew: tally.tooFew / replicates,
  };
}

/** Whether a share of rejections is at most 5 %, give or take `errors` standard errors of its simulation. */
export function isHonest(share: number, replicates: number, errors = 0): boolean {
  return share <= 0.05 + errors * Math.sqrt((0.05 * 0.95) / replicates);
}

function twoSamples(cell: AaCell, design: Design, random: Random): readonly [ItemCount[], ItemCount[]] {
  const a: ItemCount[] = [];
  const b: ItemCount[] = [];
  for (let cluster = 0; cluster < cell.clusters; cluster += 1) {
    const chanceA = betaDraw(random, cell.rate, cell.spread);
    const isOwn = design === 'apart' || design === 'paired, own';
    const chanceB = isOwn ? betaDraw(random, cell.rate, cell.spread) : chanceA;
    const sizeA = sizeOf(cell, random);
    const sizeB = design === 'paired' || design === 'paired, own' ? sizeA : sizeOf(cell, random);
    addItems(a, cluster, sizeA, chanceA, random);
    addItems(b, design === 'apart' ? cluster + cell.clusters : cluster, sizeB, chanceB, random);
  }
  return [a, b];
}

function sizeOf({ size }: AaCell, random: Random): number {
  return size === 'unequal' ? 1 + random.below(20) : size;
}

function addItems(items: ItemCount[], cluster: number, size: number, chance: number, random: Random): void {
  for (let item = 0; item < size; item += 1) {
    items.push({ cluster, successes: random.next() < chance ? 1 : 0, draws: 1 });
  }
}
