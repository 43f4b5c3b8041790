// Coverage of the intervals of a difference and of a ratio of two rates that do differ, by simulation. Prints a table in
// Markdown.
//
//   node bench/difference-coverage.ts [--replicates N]
import { parseArgs } from 'node:util';

import { seededRandom, type Random } from '../src/base/random.ts';
import { betaDraw } from '../src/models/sim/beta-draw.ts';
import { clusteredDifference } from '../src/stats/difference.ts';
import { pairedDifference } from '../src/stats/paired.ts';
import { pairedRatio } from '../src/stats/paired-ratio.ts';
import type { ItemCount } from '../src/stats/proportion.ts';

const { values } = parseArgs({ options: { replicates: { type: 'string', default: '1000' } } });
const replicates = Number(values.replicates);
if (!Number.isInteger(replicates) || replicates < 1) throw new RangeError('--replicates wants a whole number from 1');

/** Draws of an item: more than one, so that the draws tell how random they are. */
const epochs = 3;

console.log(
  '| clusters | rates % | design | difference | ratio | exactly these items | paired difference | paired ratio | too few |',
);
console.log('|---:|---:|---|---:|---:|---:|---:|---:|---:|');
for (const clusters of [20, 60, 163]) {
  for (const [rateA, rateB] of [
    [0.05, 0.15],
    [0.3, 0.2],
    [0.5, 0.25],
  ] as const) {
    for (const design of ['apart', 'same items'] as const) console.log(row(clusters, rateA, rateB, design));
  }
}

function row(clusters: number, rateA: number, rateB: number, design: 'apart' | 'same items'): string {
  const random = seededRandom(['difference coverage', clusters, rateA, rateB, design]);
  const covered = { difference: 0, ratio: 0, fixed: 0, paired: 0, pairedRatio: 0 };
  let tooFew = 0;
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const { a, b, truth } = twoSamples({ clusters, rateA, rateB, design }, random);
    const { random: interval, fixed } = clusteredDifference(a, b);
    if (holds(interval, rateA - rateB)) covered.difference += 1;
    if (interval.ratio === null || holds(interval.ratio, rateA / rateB)) covered.ratio += 1;
    if (holds(fixed, truth)) covered.fixed += 1;
    if (interval.tooFew) tooFew += 1;
    if (design === 'apart') continue;
    const items = a.map(({ cluster, successes }, index) => ({
      cluster,
      a: successes / epochs,
      b: (b[index]?.successes ?? 0) / epochs,
    }));
    if (holds(pairedDifference(items), rateA - rateB)) covered.paired += 1;
    if (holds(pairedRatio(items), rateA / rateB)) covered.pairedRatio += 1;
  }
  const percent = (count: number): string => ((100 * count) / replicates).toFixed(1);
  const rates = `${100 * rateA} and ${100 * rateB}`;
  const shares = [covered.difference, covered.ratio, covered.fixed].map(percent);
  const paired = [covered.paired, covered.pairedRatio].map((count) => (design === 'apart' ? '–' : percent(count)));
  return `| ${[clusters, rates, design, ...shares, ...paired, percent(tooFew)].join(' | ')} |`;
}

function holds(limits: { readonly low: number; readonly high: number | null }, truth: number): boolean {
  return limits.low <= truth && (limits.high === null || limits.high >= truth);
}

interface Setting {
  readonly clusters: number;
  readonly rateA: number;
  readonly rateB: number;
  readonly design: 'apart' | 'same items';
}

/** Clusters of 1 to 6 items with an intra-class correlation of 0.3; `truth` is the difference of the items' chances. */
function twoSamples(setting: Setting, random: Random): { a: ItemCount[]; b: ItemCount[]; truth: number } {
  const { clusters, rateA, rateB, design } = setting;
  const a: ItemCount[] = [];
  const b: ItemCount[] = [];
  let chancesA = 0;
  let chancesB = 0;
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    const chanceA = betaDraw(random, rateA, 0.3);
    // On the same items what one does goes with what the other does.
    const chanceB = design === 'same items' ? shifted(chanceA, rateA, rateB) : betaDraw(random, rateB, 0.3);
    const sizeA = 1 + random.below(6);
    const sizeB = design === 'same items' ? sizeA : 1 + random.below(6);
    chancesA += sizeA * chanceA;
    chancesB += sizeB * chanceB;
    addItems(a, cluster, sizeA, chanceA, random);
    addItems(b, design === 'apart' ? cluster + clusters : cluster, sizeB, chanceB, random);
  }
  return { a, b, truth: chancesA / a.length - chancesB / b.length };
}

/** A chance that grows with the given one and has the other mean. */
function shifted(chance: number, from: number, to: number): number {
  return to < from ? (chance * to) / from : 1 - ((1 - chance) * (1 - to)) / (1 - from);
}

function addItems(items: ItemCount[], cluster: number, size: number, chance: number, random: Random): void {
  for (let item = 0; item < size; item += 1) {
    let successes = 0;
    for (let draw = 0; draw < epochs; draw += 1) if (random.next() < chance) successes += 1;
    items.push({ cluster, successes, draws: epochs });
  }
}
