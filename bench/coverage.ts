// Coverage of both intervals of a rate, by simulation with known truths. Prints a table in Markdown; exits with 1 when
// a cell lies outside its band.
//
//   node bench/coverage.ts [--replicates N] [--quick] [--long]
//
// A cell that falls outside is simulated again with ten times the replicates before it is called a miss: among
// hundreds of cells some estimates leave the band by chance alone. --long adds a row for every cell and interval.
import { parseArgs } from 'node:util';

import { band, fixedCoverage, holds, randomCoverage, type Cell, type Coverage } from './coverage-cell.ts';

const { values } = parseArgs({
  options: {
    replicates: { type: 'string', default: '2000' },
    quick: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
  },
});
const replicates = Number(values.replicates);
if (!Number.isInteger(replicates) || replicates < 1) throw new RangeError('--replicates wants a whole number from 1');

const spreads: readonly Cell['spread'][] = [
  { cluster: 0, item: 0 },
  { cluster: 0.05, item: 0 },
  { cluster: 0.3, item: 0 },
  { cluster: 0.8, item: 0 },
  { cluster: 0.2, item: 0.3 },
];

interface Simulated {
  readonly cell: Cell;
  readonly results: readonly Coverage[];
}

const simulated: Simulated[] = [];
const started = performance.now();
const cells = cellsOf(values.quick);
for (const cell of cells) {
  simulated.push({ cell, results: [settled(cell, randomCoverage), settled(cell, fixedCoverage)] });
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stderr.write(`\r${simulated.length} of ${cells.length} cells, ${seconds} s`);
}
process.stderr.write('\n');

const rows = simulated.flatMap(({ cell, results }) => results.map((result) => ({ cell, result })));
const misses = rows.filter(({ result }) => !holds(result));
console.log(compactTable(simulated));
console.log(summary());
const listed = values.long ? rows : misses;
if (listed.length > 0) console.log(`\n${longTable(listed)}`);
process.exitCode = misses.length === 0 ? 0 : 1;

function settled(cell: Cell, simulate: (cell: Cell, replicates: number) => Coverage): Coverage {
  const first = simulate(cell, replicates);
  return holds(first) ? first : simulate(cell, 10 * replicates);
}

function cellsOf(isQuick: boolean): Cell[] {
  const found: Cell[] = [];
  for (const rate of [0.001, 0.01, 0.1, 0.5, 0.99]) {
    for (const clusters of isQuick ? [20, 163] : [5, 20, 60, 163, 2000]) {
      for (const size of isQuick ? (['unequal'] as const) : ([1, 10, 'unequal'] as const)) {
        // 20,000 items each time would take as long as all the rest; 1 to 10 in 2,000 clusters is nearly the same.
        if (clusters === 2000 && size === 10) continue;
        for (const epochs of [1, 3]) {
          for (const spread of spreads) found.push({ rate, clusters, size, epochs, spread });
        }
      }
    }
  }
  return found;
}

/** A row for all spreads of a setting: the coverage of both intervals in each. */
function compactTable(all: readonly Simulated[]): string {
  const titles = spreads.map(({ cluster, item }) => `${cluster} / ${item}`);
  const lines = [
    `| rate % | clusters | items each | epochs | ${titles.join(' | ')} |`,
    `|${'---:|'.repeat(4 + spreads.length)}`,
  ];
  for (let index = 0; index < all.length; index += spreads.length) {
    const group = all.slice(index, index + spreads.length);
    const cell = group[0]?.cell;
    if (cell === undefined) break;
    const shown = group.map(({ results }) => results.map(mark).join(' · '));
    const setting = [100 * cell.rate, cell.clusters, sizeText(cell), cell.epochs];
    lines.push(`| ${[...setting, ...shown].join(' | ')} |`);
  }
  return lines.join('\n');
}

/** Coverage in percent; in brackets where too few clusters bail or stay; ≥ where only a lower limit can be asked. */
function mark(result: Coverage): string {
  const text = percent(result.covered);
  const miss = holds(result) ? '' : '✗';
  if (band(result).low === 0.95) return `(${text})${miss}`;
  return `${result.unidentified ? '≥' : ''}${text}${miss}`;
}

function summary(): string {
  const lines = [`\n${cells.length} settings, ${replicates} replicates each.\n`];
  const kinds = [
    ['usual, band 93 to 97.5', (result: Coverage) => band(result).high === 0.975],
    ['not identified, at least 93', (result: Coverage) => band(result).low === 0.93 && band(result).high === 1],
    ['too few, at least 95', (result: Coverage) => band(result).low === 0.95],
  ] as const;
  lines.push(
    '| interval | kind of cell | cells | lowest | median | highest | outside |',
    '|---|---|---:|---:|---:|---:|---:|',
  );
  for (const kind of ['random', 'fixed'] as const) {
    for (const [name, isOf] of kinds) {
      const of = rows.map(({ result }) => result).filter((result) => result.kind === kind && isOf(result));
      if (of.length === 0) continue;
      const covered = of.map((result) => result.covered).toSorted((a, b) => a - b);
      const at = (share: number): string => percent(covered[Math.round(share * (covered.length - 1))] ?? Number.NaN);
      const outside = of.filter((result) => !holds(result)).length;
      lines.push(`| ${kind} | ${name} | ${of.length} | ${at(0)} | ${at(0.5)} | ${at(1)} | ${outside} |`);
    }
  }
  const repeated = rows.filter(({ result }) => result.replicates > replicates).length;
  lines.push('', `${repeated} of ${rows.length} were simulated again with ${10 * replicates} replicates.`);
  return lines.join('\n');
}

function longTable(list: typeof rows): string {
  const titles =
    'rate %|clusters|items each|epochs|spread|interval|bail / stay|band|coverage|replicates|fallback %|width';
  const lines = [`|${titles}|`, `|${'---|'.repeat(12)}`];
  for (const { cell, result } of list) {
    const { low, high } = band(result);
    const texts = [
      100 * cell.rate,
      cell.clusters,
      sizeText(cell),
      cell.epochs,
      `${cell.spread.cluster} / ${cell.spread.item}`,
      result.kind,
      `${result.bailing.toFixed(1)} / ${result.staying.toFixed(1)}`,
      `${100 * low} to ${100 * high}`,
      `${(100 * result.covered).toFixed(2)}${holds(result) ? '' : ' ✗'}`,
      result.replicates,
      percent(result.fallback),
      (100 * result.meanWidth).toPrecision(3),
    ];
    lines.push(`| ${texts.join(' | ')} |`);
  }
  return lines.join('\n');
}

function sizeText(cell: Cell): string {
  return cell.size === 'unequal' ? '1 to 10' : String(cell.size);
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
