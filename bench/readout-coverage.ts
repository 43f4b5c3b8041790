/**
 * Whether the intervals hold when draws give fractions, as readouts do: 80 clusters of 1 or 4 items, chances of clusters
 * and items from beta distributions, and each draw a fraction around its item's chance. For the first interval new
 * clusters in every replicate, for the second the same items in all. Run: `node bench/readout-coverage.ts [replicates]`;
 * about a minute and a half.
 */
import { seededRandom } from '../src/base/random.ts';
import { betaDraw } from '../src/models/sim/beta-draw.ts';
import { clusteredRate, type ItemCount } from '../src/stats/proportion.ts';

const replicates = Number(process.argv[2] ?? 1_000);
const clusters = 80;
/** Between the items of a cluster, and between the draws of an item. */
const spread = { item: 0.1, draw: 0.2 };

interface Item {
  readonly cluster: number;
  readonly chance: number;
}

interface Cell {
  readonly setting: string;
  readonly epochs: number;
  readonly random: number;
  readonly fixed: number;
  /** Shares of replicates with the wider interval. */
  readonly tooFew: number;
  readonly tooFewFixed: number;
}

const cells: Cell[] = [];
for (const rate of [0.02, 0.1, 0.3, 0.5]) {
  for (const correlation of [0, 0.1, 0.3]) {
    for (const epochs of [1, 3]) for (const size of [1, 4]) cells.push(cellOf(rate, correlation, epochs, size));
  }
}
console.log('rate, correlation, draws, items   situations  too few   items  too few');
for (const cell of cells) {
  const shares = [cell.random, cell.tooFew, cell.fixed, cell.tooFewFixed].map((share) =>
    (100 * share).toFixed(1).padStart(8),
  );
  console.log(`${cell.setting.padEnd(32)} ${shares.join(' ')}`);
}
summary(
  'situations like these',
  cells.filter(({ tooFew }) => tooFew < 0.05).map(({ random }) => random),
);
summary(
  'situations, too few',
  cells.filter(({ tooFew }) => tooFew >= 0.05).map(({ random }) => random),
);
for (const epochs of [1, 3]) {
  const own = cells.filter((cell) => cell.epochs === epochs);
  const usual = own.filter(({ tooFewFixed }) => tooFewFixed < 0.05);
  summary(
    `these items, ${epochs} draws`,
    usual.map(({ fixed }) => fixed),
  );
}

function cellOf(rate: number, correlation: number, epochs: number, size: number): Cell {
  const random = seededRandom(['readout-coverage', rate, correlation, epochs, size]);
  const draw = (mean: number, share: number): number => betaDraw(random, mean, share);
  const someItems = (): readonly Item[] =>
    Array.from({ length: clusters }, () => draw(rate, correlation)).flatMap((mean, cluster) =>
      Array.from({ length: size }, () => ({ cluster, chance: draw(mean, spread.item) })),
    );
  const counts = (items: readonly Item[]): readonly ItemCount[] =>
    items.map(({ cluster, chance }) => {
      const values = Array.from({ length: epochs }, () => draw(chance, spread.draw));
      const successes = values.reduce((sum, value) => sum + value, 0);
      return { cluster, draws: epochs, successes, squares: values.reduce((sum, value) => sum + value * value, 0) };
    });
  const same = someItems();
  const truth = same.reduce((sum, { chance }) => sum + chance, 0) / same.length;
  const hits = { random: 0, fixed: 0, tooFew: 0, tooFewFixed: 0 };
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const first = clusteredRate(counts(someItems())).random;
    const second = clusteredRate(counts(same)).fixed;
    hits.random += Number(first.low <= rate && rate <= first.high);
    hits.fixed += Number(second.low <= truth && truth <= second.high);
    hits.tooFew += Number(first.tooFew);
    hits.tooFewFixed += Number(second.tooFew);
  }
  return {
    setting: `${rate}, ${correlation}, ${epochs}, ${size}`,
    epochs,
    random: hits.random / replicates,
    fixed: hits.fixed / replicates,
    tooFew: hits.tooFew / replicates,
    tooFewFixed: hits.tooFewFixed / replicates,
  };
}

function summary(name: string, shares: readonly number[]): void {
  const sorted = shares.toSorted((one, other) => one - other);
  const at = (share: number): string => (100 * (sorted[Math.round(share * (sorted.length - 1))] ?? NaN)).toFixed(1);
  console.log(`${name}: ${sorted.length} settings, lowest ${at(0)}, median ${at(0.5)}, highest ${at(1)}`);
}
