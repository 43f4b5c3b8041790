// A/A comparisons: two respondents that are equal, compared as if they were not. Prints a table in Markdown of how often
// a difference is found at 5 %; exits with 1 when a test finds one too often.
//
//   node bench/aa.ts [--replicates N] [--quick]
//
// A share above 5 % is simulated again with ten times the replicates before it is called too many: of hundreds of
// shares near 5 % half lie above it by chance.
import { parseArgs } from 'node:util';

import { aaCell, designs, isHonest, type AaCell, type AaResult, type Design } from './aa-cell.ts';

const { values } = parseArgs({
  options: {
    replicates: { type: 'string', default: '2000' },
    quick: { type: 'boolean', default: false },
  },
});
const replicates = Number(values.replicates);
if (!Number.isInteger(replicates) || replicates < 1) throw new RangeError('--replicates wants a whole number from 1');

const cells: AaCell[] = [];
for (const rate of [0.1, 0.5]) {
  for (const clusters of values.quick ? [40] : [10, 40, 163]) {
    for (const size of values.quick ? (['unequal'] as const) : ([1, 5, 20, 'unequal'] as const)) {
      cells.push({ rate, clusters, size, spread: 0.5 });
    }
  }
}

const started = performance.now();
const titles = designs.map((design) => (design === 'paired' ? 'paired (fixed)' : design));
console.log(`| rate % | clusters | items each | correlation | ${titles.join(' | ')} |`);
console.log(`|${'---:|'.repeat(4 + designs.length)}`);
const all: AaResult[] = [];
for (const [index, cell] of cells.entries()) {
  const results = designs.map((design) => settled(cell, design));
  all.push(...results);
  const size = cell.size === 'unequal' ? '1 to 20' : cell.size;
  const row = [100 * cell.rate, cell.clusters, size, cell.spread, ...results.map(texts)];
  console.log(`| ${row.join(' | ')} |`);
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stderr.write(`\r${index + 1} of ${cells.length} cells, ${seconds} s`);
}
process.stderr.write('\n');

console.log(`\n${cells.length} settings, ${replicates} replicates each.\n`);
console.log(
  '| | lowest | median | highest | above 5 % by more than 2 standard errors |',
  '\n|---|---:|---:|---:|---:|',
);
summarize('permutation', (result) => result.permutation);
summarize('interval', (result) => result.interval);
summarize('interval, exactly these items', (result) => result.fixed);
process.exitCode = all.every((result) => isHonest(result.permutation, result.replicates, 2)) ? 0 : 1;

function settled(cell: AaCell, design: Design): AaResult {
  const first = aaCell(cell, design, replicates);
  const worst = Math.max(first.permutation, first.interval, first.fixed ?? 0);
  return isHonest(worst, replicates, 2) ? first : aaCell(cell, design, 10 * replicates);
}

function texts({ permutation, interval, fixed, tooFew }: AaResult): string {
  const ofFixed = fixed === null ? '' : ` (${percent(fixed)})`;
  // In brackets where the interval mostly says that there is too little to go by.
  return `${percent(permutation)} · ${tooFew > 0.5 ? `[${percent(interval)}]` : percent(interval)}${ofFixed}`;
}

function summarize(name: string, shareOf: (result: AaResult) => number | null): void {
  const found = all.flatMap((result) => {
    const share = shareOf(result);
    return share === null ? [] : [{ share, replicates: result.replicates }];
  });
  const shares = found.map(({ share }) => share).toSorted((one, other) => one - other);
  const at = (place: number): string => percent(shares[Math.round(place * (shares.length - 1))] ?? Number.NaN);
  const above = found.filter((one) => !isHonest(one.share, one.replicates, 2)).length;
  console.log(`| ${name} | ${at(0)} | ${at(0.5)} | ${at(1)} | ${above} of ${found.length} |`);
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
