// Coverage of the corrected rate's intervals by whole audits with known truths: studies of simulated respondents whose
// misreadings are known are run, sampled, labelled truly and analysed, as a user would; then the same of whole
// conversations and their share. Prints tables in Markdown; exits with 1 when an interval holds the truth in less than
// 92.5 % (by the wide fallback: less than 95 %), less what chance explains.
//
//   node bench/audit.ts [--replicates N] [--only turns|conversations]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { auditConversationsOnce, trueShare, type ConversationAuditCell } from './audit/conversations.ts';
import { auditOnce, type AuditCell } from './audit/replicate.ts';
import { count, coverageOf, newTally, type Tally } from './coverage-models/tally.ts';

const { values } = parseArgs({
  options: { replicates: { type: 'string', default: '200' }, only: { type: 'string', default: '' } },
});
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

const talks = { spread: 0.1, clusters: 60, size: 3, turns: 4, epochs: 1, nonsense: 0.02, labels: 40 } as const;
const conversationCells: readonly ConversationAuditCell[] = [
  { ...talks, bail: 0.08, misread: 0, missed: 0, nonsense: 0 },
  { ...talks, bail: 0.08, misread: 0.05, missed: 0.01 },
  { ...talks, bail: 0.08, misread: 0.05, missed: 0.01, labels: 100 },
  { ...talks, bail: 0.08, misread: 0.05, missed: 0.01, clusters: 180, size: 1 },
  { ...talks, bail: 0.02, misread: 0.08, missed: 0.005, nonsense: 0.1 },
  { ...talks, bail: 0.08, misread: 0.05, missed: 0.01, epochs: 3 },
  { ...talks, bail: 0.15, misread: 0.1, missed: 0.05, clusters: 20, spread: 0.3 },
];

/** What one audit found, and what is true. */
interface Found {
  readonly truth: number;
  readonly truthFixed: number;
  readonly counted: number;
  readonly result: {
    readonly corrected: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly lowFixed: number | null;
    readonly highFixed: number | null;
    readonly tooFew: boolean;
  };
}

const folder = await mkdtemp(join(tmpdir(), 'exitpoll-audit-'));
let failed = 0;
const started = performance.now();
try {
  if (values.only !== 'conversations') {
    head(['method', 'chose', 'misread', 'missed', 'clusters', 'epochs', 'read of each'], 'these items');
    for (const cell of cells) {
      const { method, bail, misread, missed, clusters, epochs, labels } = cell;
      await measure([method, bail, misread, missed, clusters, epochs, labels], async (seed) => {
        const { result, ...truths } = await auditOnce(cell, seed, folder);
        return { result, ...truths, counted: result.rate };
      });
    }
  }
  if (values.only !== 'turns') {
    head(
      ['chose', 'misread', 'missed', 'no answer', 'clusters', 'conversations', 'epochs', 'read of each'],
      'these conversations',
    );
    for (const cell of conversationCells) {
      const { bail, misread, missed, nonsense, clusters, size, epochs, labels } = cell;
      const truth = trueShare(cell, 500);
      await measure([bail, misread, missed, nonsense, clusters, clusters * size, epochs, labels], async (seed) => {
        const { result, truthFixed } = await auditConversationsOnce(cell, seed, folder);
        return { result, truth, truthFixed, counted: result.share };
      });
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(`\n${replicates} audits each, ${Math.round((performance.now() - started) / 1000)} s.`);
process.exitCode = failed === 0 ? 0 : 1;

function head(setting: readonly string[], these: string): void {
  const columns = [...setting, 'counted', 'true', 'corrected', `such ${these.replace('these ', '')}`, these];
  console.log(`\n| ${columns.join(' | ')} |\n|${columns.map(() => '---:|').join('')}`);
}

async function measure(setting: readonly unknown[], once: (seed: number) => Promise<Found>): Promise<void> {
  const [random, fixed] = [newTally('random'), newTally('fixed')];
  let [counted, truth, corrected] = [0, 0, 0];
  for (let seed = 1; seed <= replicates; seed += 1) {
    const found = await once(seed);
    const { result } = found;
    const of = (low: number | null, high: number | null): { low: number; high: number } | null =>
      low === null || high === null ? null : { low, high };
    count(random, found.truth, result.corrected ?? found.truth, of(result.low, result.high), result.tooFew);
    count(
      fixed,
      found.truthFixed,
      result.corrected ?? found.truthFixed,
      of(result.lowFixed, result.highFixed),
      result.tooFew,
    );
    counted += found.counted / replicates;
    truth += found.truth / replicates;
    corrected += (result.corrected ?? found.truth) / replicates;
  }
  const shares = [counted, truth, corrected].map((share) => (100 * share).toFixed(1));
  console.log(`| ${[...setting, ...shares, mark(random), mark(fixed)].join(' | ')} |`);
}

/** Coverage in percent, the mean width in brackets, and ~ where it was mostly the wide fallback. */
function mark(tally: Tally): string {
  const share = coverageOf(tally);
  const isFallback = tally.tooFew > tally.replicates / 2;
  const wanted = isFallback ? 0.95 : 0.925;
  const isMiss = share < wanted - 3 * Math.sqrt((wanted * (1 - wanted)) / tally.replicates);
  if (isMiss) failed += 1;
  return `${isFallback ? '~' : ''}${(100 * share).toFixed(1)} (${((100 * tally.width) / tally.replicates).toFixed(1)})${isMiss ? ' ✗' : ''}`;
}
