// How often agreement between ways of offering is found at 5 %, by simulation: where decisions have nothing to do with each
// other, and where clusters have chances in common. Beside it the exchange of clusters equal in answered draws, which a few
// draws without an answer are enough to hinder. Prints a table in Markdown.
//
//   node bench/agreement-permutation.ts [--replicates N]
import { parseArgs } from 'node:util';

import { seededRandom, type Random } from '../src/base/random.ts';
import { betaDraw } from '../src/models/sim/beta-draw.ts';
import { permuteColumns } from '../src/stats/column-permutation.ts';
import { momentTests } from '../src/stats/moment-tests.ts';
import { alphaOf, kappaOf } from '../src/stats/moments.ts';
import { blocksOf } from '../src/stats/unit-blocks.ts';

const { values } = parseArgs({ options: { replicates: { type: 'string', default: '1000' } } });
const replicates = Number(values.replicates);
if (!Number.isInteger(replicates) || replicates < 1) throw new RangeError('--replicates wants a whole number from 1');

const epochs = 3;
const draws = 199;

/** Items in each cluster. */
const designs: Readonly<Record<string, readonly number[]>> = {
  '30 of one item, 11 of two, 1 of three': [3, ...Array<number>(11).fill(2), ...Array<number>(30).fill(1)],
  '20 of two items': Array<number>(20).fill(2),
  '12, of one to twelve items': Array.from({ length: 12 }, (_, index) => index + 1),
};

/** What is missing: each draw by chance, or as often as a cluster has it in both ways. */
const gaps = [
  { share: 0, spread: 0, name: '0' },
  { share: 0.05, spread: 0, name: '5' },
  { share: 0.2, spread: 0, name: '20' },
  { share: 0.2, spread: 0.5, name: '20, together' },
] as const;

console.log(
  '| clusters | rate % | unanswered % | kappa | alpha of 3 | answered equal | kappa | alpha of 3 | answered equal |',
);
console.log('|---|---:|---:|---:|---:|---:|---:|---:|---:|');
for (const [name, sizes] of Object.entries(designs)) {
  for (const rate of [0.1, 0.3]) {
    for (const gap of gaps) {
      const shares = [false, true].flatMap((isShared) => found(sizes, rate, gap, isShared));
      console.log(
        `| ${[name, 100 * rate, gap.name, ...shares.map((share) => (100 * share).toFixed(1))].join(' | ')} |`,
      );
    }
  }
}

/** Shares of replicates with p ≤ 0.05: kappa, alpha, and kappa by clusters equal in answered draws. */
function found(
  sizes: readonly number[],
  rate: number,
  gap: { readonly share: number; readonly spread: number },
  isShared: boolean,
): readonly number[] {
  const random = seededRandom(['agreement permutation', [...sizes], rate, gap.share, gap.spread, isShared]);
  const clusters = Int32Array.from(sizes.flatMap((items, cluster) => Array<number>(items * epochs).fill(cluster)));
  const counts = [0, 0, 0];
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const columns = decisions(sizes, rate, gap, isShared, random);
    const two = columns.slice(0, 2);
    const options = { seed: replicate, draws, bootstrapDraws: 1 };
    const [[kappa] = [], [alpha] = []] = momentTests(
      [
        { columns: two, clusters, statistics: [kappaOf] },
        { columns, clusters, statistics: [alphaOf] },
      ],
      options,
    );
    for (const [index, p] of [kappa?.p, alpha?.p, byAnswered(two, clusters, replicate)].entries()) {
      if ((p ?? 1) <= 0.05) counts[index]! += 1;
    }
  }
  return counts.map((count) => count / replicates);
}

/** Three ways of offering: clusters differ, the items of one too; what is shared is both. NaN is no answer. */
function decisions(
  sizes: readonly number[],
  rate: number,
  gap: { readonly share: number; readonly spread: number },
  isShared: boolean,
  random: Random,
): Float64Array[] {
  const columns: number[][] = [[], [], []];
  for (const items of sizes) {
    const silent = gap.spread === 0 ? gap.share : betaDraw(random, gap.share, gap.spread);
    const shared = betaDraw(random, rate, 0.4);
    const own = columns.map(() => (isShared ? shared : betaDraw(random, rate, 0.4)));
    for (let item = 0; item < items; item += 1) {
      const alike = betaDraw(random, own[0] ?? 0, 0.2);
      for (const [way, column] of columns.entries()) {
        const chance = isShared ? alike : betaDraw(random, own[way] ?? 0, 0.2);
        for (let epoch = 0; epoch < epochs; epoch += 1) {
          column.push(random.next() < silent ? Number.NaN : random.next() < chance ? 1 : 0);
        }
      }
    }
  }
  return columns.map((column) => Float64Array.from(column));
}

/** The p of clusters exchanged among those with as many draws answered in both. */
function byAnswered([x, y]: readonly Float64Array[], clusters: Int32Array, seed: number): number | null {
  const kept = Array.from(clusters.keys()).filter((unit) => !Number.isNaN((x?.[unit] ?? 0) + (y?.[unit] ?? 0)));
  const columns = [x, y].map((column) => Float64Array.from(kept, (unit) => column?.[unit] ?? 0));
  const blocks = blocksOf(
    kept.length,
    kept.map((unit) => clusters[unit] ?? 0),
  );
  const strata = [...Map.groupBy(blocks, ({ length }) => length).values()];
  const products = ([one, other]: readonly Float64Array[]): number =>
    (one ?? new Float64Array(0)).reduce((sum, value, unit) => sum + value * (other?.[unit] ?? 0), 0);
  const parts = { columns, strata, statistic: products, observed: products(columns), side: 'two-sided' as const };
  return permuteColumns(parts, draws, seed).p;
}
