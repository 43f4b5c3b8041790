// Coverage of the corrected rate's intervals by whole audits with known truths: studies of simulated respondents whose
// misreadings are known are run, sampled, labelled truly and analysed, as a user would. Prints a table in Markdown; exits
// with 1 when an interval holds the truth in less than 92.5 % (by the wide fallback: less than 95 %), less what chance
// explains.
//
//   node bench/audit.ts [--replicates N]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { auditOnce, type AuditCell } from './audit/replicate.ts';
import { count, coverageOf, newTally, type Tally } from './coverage-models/tally.ts';

const { values } = parseArgs({ options: { replicates: { type: 'string', default: '200' } } });
const replicates = Number(values.replicates);
if (!Number.isInteger(replicates) || replicates < 1) throw new RangeError('--replicates wants a whole number from 1');

const usual = { method: 'bail-prompt', spread: 0.1, clusters: 60, size: 5, epochs: 1, labels: 40 } as const;
const cells: readonly AuditCell[] = [
  { ...usual, bail: 0.3, misread: 0, missed: 0 },
  { ...usual, bail: 0.25, misread: 0.1, missed: 0.03 },
  { ...usual, bail: 0.25, misread: 0.1, missed: 0.03, labels: 100 },
  { ...usual, bail: 0.05, misread: 0.2, missed: 0.01 },
  { ...usual, method: 'bail-string', bail: 0.25, misread: 0.1, missed: 0.03, epochs: 3 },
  { ...usual, method: 'bail-tool', bail: 0.02, misread: 0.02, missed: 0.01 },
  { ...usual, method: 'bail-tool', bail: 0.5, misread: 0.3, missed: 0.1, clusters: 20, spread: 0.3 },
];

const folder = await mkdtemp(join(tmpdir(), 'exitpoll-audit-'));
let failed = 0;
const started = performance.now();
console.log(
  '| method | chose | misread | missed | clusters | epochs | read of each | counted | true | corrected | such situations | these items |',
);
console.log('|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|');
try {
  for (const cell of cells) {
    const [random, fixed] = [newTally('random'), newTally('fixed')];
    let [counted, truth, corrected] = [0, 0, 0];
    for (let replicate = 1; replicate <= replicates; replicate += 1) {
      const { result, ...true_ } = await auditOnce(cell, replicate, folder);
      const of = (low: number | null, high: number | null): { low: number; high: number } | null =>
        low === null || high === null ? null : { low, high };
      count(random, true_.truth, result.corrected ?? true_.truth, of(result.low, result.high), result.tooFew);
      count(
        fixed,
        true_.truthFixed,
        result.corrected ?? true_.truthFixed,
        of(result.lowFixed, result.highFixed),
        result.tooFew,
      );
      counted += result.rate / replicates;
      truth += true_.truth / replicates;
      corrected += (result.corrected ?? true_.truth) / replicates;
    }
    const { method, bail, misread, missed, clusters, epochs, labels } = cell;
    const shares = [counted, truth, corrected].map((share) => (100 * share).toFixed(1));
    console.log(
      `| ${[method, bail, misread, missed, clusters, epochs, labels, ...shares, mark(random), mark(fixed)].join(' | ')} |`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(`\n${replicates} audits each, ${Math.round((performance.now() - started) / 1000)} s.`);
process.exitCode = failed === 0 ? 0 : 1;

/** Coverage in percent, the mean width in brackets, and ~ where it was mostly the wide fallback. */
function mark(tally: Tally): string {
  const share = coverageOf(tally);
  const isFallback = tally.tooFew > tally.replicates / 2;
  const wanted = isFallback ? 0.95 : 0.925;
  const isMiss = share < wanted - 3 * Math.sqrt((wanted * (1 - wanted)) / tally.replicates);
  if (isMiss) failed += 1;
  return `${isFallback ? '~' : ''}${(100 * share).toFixed(1)} (${((100 * tally.width) / tally.replicates).toFixed(1)})${isMiss ? ' ✗' : ''}`;
}
