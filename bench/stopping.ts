// Runs that stop as soon as a confidence sequence is short enough: does it hold, is the estimate unbiased, what does it
// cost? Prints a table in Markdown; exits with 1 when a sequence holds in fewer than 95 % of the runs, less what chance
// explains, or the bias is more than 0.3 of the estimate's own deviation.
//
//   node bench/stopping.ts [--runs N]
import { parseArgs } from 'node:util';

import { stoppingRuns, type StoppingCell } from './stopping-cell.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '1000' } } });
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new RangeError('--runs wants a whole number from 1');

const cells: StoppingCell[] = [];
for (const [rate, halfWidth] of [
  [0.01, 0.01],
  [0.1, 0.02],
  [0.5, 0.03],
  [0.9, 0.02],
] as const) {
  for (const spread of [0, 0.3, 0.9]) cells.push({ rate, spread, items: 200, halfWidth, mostEpochs: 20 });
}

const percent = (share: number): string => (100 * share).toFixed(1);
console.log(
  '| rate % | spread | half width | always % | at the stop % | plain at the stop % | bias, points | bias / deviation | epochs | plain epochs |',
);
console.log(`|${'---:|'.repeat(10)}`);
let failed = 0;
for (const cell of cells) {
  const result = stoppingRuns(cell, runs);
  const slack = 3 * Math.sqrt((0.95 * 0.05) / runs);
  const isBiased = Math.abs(result.bias) > 0.3 * result.deviation + 3 * result.biasError;
  if (result.always < 0.95 - slack || isBiased) failed += 1;
  const texts = [
    100 * cell.rate,
    cell.spread,
    cell.halfWidth,
    percent(result.always),
    percent(result.atStop),
    percent(result.plainAtStop),
    `${(100 * result.bias).toFixed(3)} ± ${(100 * result.biasError).toFixed(3)}`,
    (result.bias / result.deviation).toFixed(2),
    result.meanEpochs.toFixed(1),
    result.plainEpochs.toFixed(1),
  ];
  console.log(`| ${texts.join(' | ')} |`);
}
console.log(`\n${cells.length} settings of 200 items, ${runs} runs each.`);
process.exitCode = failed === 0 ? 0 : 1;
