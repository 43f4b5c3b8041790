// Coverage of the bootstrap's intervals, by simulation: the three ways to take limits for a rate over clusters, beside
// that of Korn and Graubard; and the BCa intervals of coefficients over units. Prints tables in Markdown.
//
//   node bench/bootstrap-coverage.ts [--replicates N]
import { parseArgs } from 'node:util';

import { seededRandom, type Random } from '../src/base/random.ts';
import { betaDraw } from '../src/models/sim/beta-draw.ts';
import { associationTest } from '../src/stats/association-test.ts';
import {
  alignClusters,
  bootstrapInterval,
  bootstrapRates,
  type BootstrapMethod,
} from '../src/stats/cluster-bootstrap.ts';
import { pearson, spearman } from '../src/stats/correlation.ts';
import { distanceCorrelation, unbiasedSquaredDistanceCorrelation } from '../src/stats/distance-correlation.ts';
import { kendallTauB } from '../src/stats/kendall.ts';
import type { Measured } from '../src/stats/measured.ts';
import { clusteredRate, type ItemCount } from '../src/stats/proportion.ts';

const { values } = parseArgs({ options: { replicates: { type: 'string', default: '1000' } } });
const replicates = Number(values.replicates);
if (!Number.isInteger(replicates) || replicates < 1) throw new RangeError('--replicates wants a whole number from 1');

const methods: readonly BootstrapMethod[] = ['percentile', 'bca', 'studentised'];
const bootstrapDraws = 500;

console.log(`| rate % | clusters | correlation | ${methods.join(' | ')} | korn-graubard or fallback |`);
console.log('|---:|---:|---:|---:|---:|---:|---:|');
for (const rate of [0.05, 0.1, 0.5]) {
  for (const clusters of [20, 60, 163]) {
    for (const spread of [0.05, 0.3]) {
      const shares = rateCoverage(rate, clusters, spread).map((share) => (100 * share).toFixed(1));
      console.log(`| ${[100 * rate, clusters, spread, ...shares].join(' | ')} |`);
    }
  }
}

console.log('\n| coefficient | units | correlation | truth | coverage | mean width | p ≤ 0.05 |');
console.log('|---|---:|---:|---:|---:|---:|---:|');
for (const units of [15, 32, 100]) {
  for (const correlation of [0, 0.3, 0.6]) {
    for (const simulated of coefficients()) console.log(coefficientRow(simulated, units, correlation));
  }
}

/** Clusters of 1 to 6 items drawn once, new ones in every replicate. */
function rateCoverage(rate: number, clusters: number, spread: number): number[] {
  const random = seededRandom(['bootstrap coverage', rate, clusters, spread]);
  const covered = [0, 0, 0, 0];
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const items: ItemCount[] = [];
    for (let cluster = 0; cluster < clusters; cluster += 1) {
      const chance = betaDraw(random, rate, spread);
      for (let item = random.below(6); item >= 0; item -= 1) {
        items.push({ cluster, successes: random.next() < chance ? 1 : 0, draws: 1 });
      }
    }
    const [condition] = alignClusters([items]);
    if (condition === undefined) break;
    const [drawn] = bootstrapRates([condition], { draws: bootstrapDraws, seed: replicate });
    if (drawn === undefined) break;
    const limits = [
      ...methods.map((method) => bootstrapInterval(condition, drawn, { method })),
      clusteredRate(items).random,
    ];
    for (const [index, interval] of limits.entries()) {
      if (interval !== null && interval.low <= rate && interval.high >= rate)
        covered[index] = (covered[index] ?? 0) + 1;
    }
  }
  return covered.map((count) => count / replicates);
}

interface Simulated {
  readonly name: string;
  readonly coefficient: (x: ArrayLike<number>, y: ArrayLike<number>) => Measured;
  /** What normal variables with this correlation have. */
  readonly truthAt: (correlation: number) => number;
  readonly side: 'greater' | 'two-sided';
}

function coefficients(): readonly Simulated[] {
  // Székely, Rizzo and Bakirov (2007), theorem 7.
  const squared = (r: number): number =>
    (r * Math.asin(r) + Math.sqrt(1 - r * r) - r * Math.asin(r / 2) - Math.sqrt(4 - r * r) + 1) /
    (1 + Math.PI / 3 - Math.sqrt(3));
  return [
    { name: 'Pearson', coefficient: pearson, truthAt: (r) => r, side: 'two-sided' },
    { name: 'Spearman', coefficient: spearman, truthAt: (r) => (6 / Math.PI) * Math.asin(r / 2), side: 'two-sided' },
    { name: 'Kendall', coefficient: kendallTauB, truthAt: (r) => (2 / Math.PI) * Math.asin(r), side: 'two-sided' },
    { name: 'distance', coefficient: distanceCorrelation, truthAt: (r) => Math.sqrt(squared(r)), side: 'greater' },
    { name: 'distance, unbiased', coefficient: unbiasedSquaredDistanceCorrelation, truthAt: squared, side: 'greater' },
  ];
}

function coefficientRow(simulated: Simulated, units: number, correlation: number): string {
  const { name, coefficient, truthAt, side } = simulated;
  const random = seededRandom(['coefficient', units, correlation]);
  const truth = truthAt(correlation);
  let covered = 0;
  let width = 0;
  let rejected = 0;
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const options = { seed: replicate, draws: 199, bootstrapDraws, side };
    const { low, high, p } = associationTest(coefficient, ...pairsOf(units, correlation, random), options);
    if (p !== null && p <= 0.05) rejected += 1;
    if (low === null || high === null) continue;
    if (low <= truth + 1e-12 && high >= truth - 1e-12) covered += 1;
    width += high - low;
  }
  const percent = (count: number): string => ((100 * count) / replicates).toFixed(1);
  const texts = [name, units, correlation, truth.toFixed(2), percent(covered), (width / replicates).toFixed(2)];
  return `| ${[...texts, percent(rejected)].join(' | ')} |`;
}

/** Pairs from a normal distribution. */
function pairsOf(count: number, correlation: number, random: Random): [Float64Array, Float64Array] {
  const x = Float64Array.from({ length: count }, () => random.normal());
  const rest = Math.sqrt(1 - correlation * correlation);
  return [x, x.map((one) => correlation * one + rest * random.normal())];
}
