// Everything that can go wrong, at once: a study against a server that fails in every way at random, whose client is
// killed with -9 again and again and whose disk fills up once; then what is in the store is held against the store of
// an undisturbed run. Exit code 1 when anything does not hold.
//
//   node bench/chaos.ts [--trials 20000] [--seed N] [--short]
import { statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { textTable } from '../src/base/text-table.ts';
import { startChaosServer, startClient } from './chaos/processes.ts';
import { runDisturbed, type DisturbedEnd } from './chaos/run.ts';
import { mountSmallDisk } from './chaos/small-disk.ts';
import { judge, type Verdict } from './chaos/verdict.ts';
import { writeItems } from './support/items.ts';
import { scratchFolder, type Scratch } from './support/scratch.ts';

const arms = 6;
const epochs = 2;
/** The study of the undisturbed run is the same but for the server's address, which names nothing. */
const methods = ['baseline', 'bail-tool', 'bail-string', 'bail-prompt', 'placebo-tool'];
const concurrency = 32;
const model = 'chaos';

interface Size {
  readonly trials: number;
  readonly kills: number;
  readonly timeoutSeconds: number;
}

/** Runs the study with and without trouble. */
async function chaos(seed: number, size: Size): Promise<Verdict> {
  const items = Math.ceil(size.trials / (arms * epochs));
  const trials = items * arms * epochs;
  await using scratch = await scratchFolder();
  await writeItems(scratch.path('items.jsonl'), items);
  const whole = scratch.path('whole.sqlite');
  const calls = await runWhole(scratch, seed, size, whole);
  say(`undisturbed: ${trials} trials, ${calls} calls, ${megabytes(statSync(whole).size)} MB of store`);

  // Room for the store, its log, and as much again.
  using disk = mountSmallDisk(scratch.path('disk'), 3 * statSync(whole).size + 2 ** 26);
  if (disk === null) say('SKIPPED: the full disk; this process may not mount a small file system (it takes root)');
  await using server = await startChaosServer({ seed, faults: true });
  await writeStudy(scratch.dir, server.origin, size);
  const store = scratch.path(join('disk', 'disturbed.sqlite'));
  const run = { server, dir: scratch.dir, store, disk, seed, kills: size.kills, calls, concurrency, log: say };
  const end: DisturbedEnd = await runDisturbed(run);
  return judge({ whole, disturbed: store }, end, { trials, calls, concurrency });
}

/** @returns how many different requests the study takes. */
async function runWhole(scratch: Scratch, seed: number, size: Size, store: string): Promise<number> {
  await using server = await startChaosServer({ seed, faults: false });
  await mkdir(scratch.path('undisturbed'));
  await writeStudy(scratch.path('undisturbed'), server.origin, size, '../items.jsonl');
  const words = ['run', scratch.path(join('undisturbed', 'chaos.yaml')), '--store', store];
  const { code, said } = await startClient([...words, '--concurrency', String(concurrency)], scratch.dir).ended;
  if (code !== 0) throw new Error(`the undisturbed run ended with ${code}: ${said.join('\n')}`);
  const { entries } = await server.seen();
  return new Set(entries.map(({ key }) => key)).size;
}

async function writeStudy(dir: string, origin: string, size: Size, path = 'items.jsonl'): Promise<void> {
  const study = {
    name: 'chaos',
    models: [{ baseUrl: `${origin}/v1`, model }],
    datasets: [{ name: 'jsonl', path }],
    methods,
    epochs,
    limits: { timeoutSeconds: size.timeoutSeconds },
  };
  // JSON is YAML too.
  await writeFile(join(dir, 'chaos.yaml'), JSON.stringify(study));
}

const started = performance.now();

function say(line: string): void {
  console.log(`${seconds().padStart(4)} s  ${line}`);
}

function seconds(): string {
  return ((performance.now() - started) / 1000).toFixed(0);
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}

const { values } = parseArgs({
  options: {
    trials: { type: 'string' },
    seed: { type: 'string', default: '1' },
    short: { type: 'boolean', default: false },
  },
});
const size: Size = values.short
  ? { trials: Number(values.trials ?? 2_000), kills: 3, timeoutSeconds: 2 }
  : { trials: Number(values.trials ?? 20_000), kills: 10, timeoutSeconds: 3 };
const { checks, lines } = await chaos(Number(values.seed), size);
for (const line of lines) say(line);
console.log();
console.log(
  textTable(
    [{ title: '' }, { title: 'what must hold' }, { title: 'found' }],
    checks.map(({ what, found, holds }) => [holds ? 'ok' : 'BROKEN', what, found]),
  ),
);
if (checks.some(({ holds }) => !holds)) process.exitCode = 1;
