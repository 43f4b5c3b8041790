// What the same trials cost with Exitpoll, with a bare loop of requests, and with Inspect AI and promptfoo where they
// are found on the path: in one run, on one machine, against the same local server.
//
//   node bench/peers.ts [--trials 5000] [--slow-trials 500] [--concurrency 64] [--only NAME,…]
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';

import { textTable } from '../src/base/text-table.ts';
import { contenders, onPath, type Contender, type Task } from './peers/contenders.ts';
import { measureCommand, type CommandUsage } from './peers/measure.ts';
import { startInstantServer, type InstantServer } from './support/children.ts';
import { scratchFolder } from './support/scratch.ts';
import { median } from './support/usage.ts';

/** So many trials tell what starting costs. */
const fewTrials = 50;
const fastRounds = 3;

interface Row {
  readonly name: string;
  readonly latencyMs: number;
  readonly trials: number;
  readonly peakBytes: number;
  /** CPU of each trial beyond the first few, in milliseconds: without what starting costs. */
  readonly cpuMs: number;
  /** The same of time. */
  readonly perSecond: number;
  /** CPU of the run with few trials. */
  readonly startCpuMs: number;
}

/** The median of several rounds, of CPU and of speed apart; the most memory of any. */
async function measure(contender: Contender, latencyMs: number, server: InstantServer): Promise<Row> {
  const trials = contender.isSlow ? Math.min(sizes.trials, sizes.slowTrials) : sizes.trials;
  const beyond = trials - fewTrials;
  const rounds: { readonly few: CommandUsage; readonly all: CommandUsage }[] = [];
  while (rounds.length < (contender.isSlow ? 1 : fastRounds)) {
    const few = await once(contender, server, fewTrials);
    rounds.push({ few, all: await once(contender, server, trials) });
  }
  return {
    name: contender.name,
    latencyMs,
    trials,
    peakBytes: Math.max(...rounds.map(({ all }) => all.peakBytes)),
    cpuMs: median(rounds.map(({ few, all }) => (all.cpuMs - few.cpuMs) / beyond)),
    perSecond: median(rounds.map(({ few, all }) => (1000 * beyond) / (all.wallMs - few.wallMs))),
    startCpuMs: median(rounds.map(({ few }) => few.cpuMs)),
  };
}

/** @throws Error when the server was not asked as often as it should have been. */
async function once(contender: Contender, server: InstantServer, trials: number): Promise<CommandUsage> {
  await using scratch = await scratchFolder();
  const task: Task = { trials, concurrency: sizes.concurrency, origin: server.origin, dir: scratch.dir };
  const { words, env = {}, mayFail = false } = await contender.prepare(task);
  const before = await server.requests();
  const usage = await measureCommand(words, { cwd: scratch.dir, env, mayFail });
  const requests = (await server.requests()) - before;
  if (requests !== trials) throw new Error(`${contender.name} made ${requests} requests for ${trials} trials`);
  return usage;
}

function versionOf({ version }: Contender): string {
  if (version === null) return '';
  const [command = '', ...words] = version;
  const said = execFileSync(command, words, {
    encoding: 'utf8',
    env: { ...process.env, PROMPTFOO_DISABLE_UPDATE: '1' },
  });
  return ` ${/\d+\.\d+[\w.]*/.exec(said)?.[0] ?? said.trim()}`;
}

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '5000' },
    // Enough for those whose cost a trial does not depend on the number.
    'slow-trials': { type: 'string', default: '500' },
    concurrency: { type: 'string', default: '64' },
    only: { type: 'string' },
  },
});
const sizes = {
  trials: Number(values.trials),
  slowTrials: Number(values['slow-trials']),
  concurrency: Number(values.concurrency),
};
const rows: Row[] = [];
const missing: string[] = [];
const names = new Map<string, string>();
for (const latencyMs of [0, 50]) {
  await using server = await startInstantServer(latencyMs);
  for (const contender of contenders) {
    const { name, version } = contender;
    if (values.only !== undefined && !values.only.split(',').includes(name)) continue;
    if (version !== null && onPath(version[0] ?? '') === null) {
      if (!missing.includes(name)) missing.push(name);
      continue;
    }
    if (!names.has(name)) names.set(name, `${name}${versionOf(contender)}`);
    const row = await measure(contender, latencyMs, server);
    rows.push(row);
    console.error(`${name}, ${latencyMs} ms: ${row.cpuMs.toFixed(3)} ms of CPU a trial`);
  }
}
const bare = (latencyMs: number): number | undefined =>
  rows.find((row) => row.name.startsWith('Pool') && row.latencyMs === latencyMs)?.cpuMs;
console.log(
  textTable(
    [
      { title: `${values.concurrency} in flight` },
      { title: 'latency', align: 'right' },
      { title: 'trials', align: 'right' },
      { title: 'CPU a trial', align: 'right' },
      { title: 'times the loop', align: 'right' },
      { title: 'trials a second', align: 'right' },
      { title: 'peak memory', align: 'right' },
      { title: 'CPU to start', align: 'right' },
    ],
    rows.map((row) => [
      names.get(row.name) ?? row.name,
      `${row.latencyMs} ms`,
      row.trials.toLocaleString('en'),
      `${row.cpuMs.toFixed(row.cpuMs < 1 ? 3 : 1)} ms`,
      (row.cpuMs / (bare(row.latencyMs) ?? NaN)).toFixed(1),
      Math.round(row.perSecond).toLocaleString('en'),
      `${Math.round(row.peakBytes / 2 ** 20)} MB`,
      `${(row.startCpuMs / 1000).toFixed(1)} s`,
    ]),
  ),
);
for (const name of missing) console.log(`${name}: not found on PATH, not measured`);
