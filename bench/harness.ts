// CPU of the harness per trial (planned, asked, scored and stored durably) against an endpoint that answers at once,
// beside a bare loop of the same requests and the least a harness must do (the requests, and one stored row for each).
//
//   node bench/harness.ts [--trials N] [--rounds N] [--quick]
import { parseArgs } from 'node:util';

import type { RoundResult, RoundTask } from './harness/round.ts';
import { measureInChild, startInstantServer, type InstantServer } from './support/children.ts';
import { printFigures, type BenchOptions, type Figure } from './support/figures.ts';
import { scratchFolder } from './support/scratch.ts';
import { median } from './support/usage.ts';

export interface HarnessOptions extends BenchOptions {
  readonly trials?: number | undefined;
  /** Each contender takes its turn in every round; what is shown is the median. */
  readonly rounds?: number | undefined;
}

const contenders = ['exitpoll', 'pool', 'minimum'] as const;

/** Measures one and two calls a trial, with 16 and 64 in flight. */
export async function harnessFigures(options: HarnessOptions): Promise<readonly Figure[]> {
  await using server = await startInstantServer();
  const figures: Figure[] = [];
  for (const method of ['bail-tool', 'bail-prompt'] as const) {
    for (const concurrency of [16, 64]) figures.push(await cellFigure(server, method, concurrency, options));
  }
  return figures;
}

async function cellFigure(
  server: InstantServer,
  method: RoundTask['method'],
  concurrency: number,
  { quick, trials = quick ? 5_000 : 20_000, rounds = quick ? 1 : 5 }: HarnessOptions,
): Promise<Figure> {
  const results = { exitpoll: [] as RoundResult[], pool: [] as RoundResult[], minimum: [] as RoundResult[] };
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) {
      await using scratch = await scratchFolder();
      const task: RoundTask = { contender, method, trials, concurrency, origin: server.origin, dir: scratch.dir };
      results[contender].push(await measureInChild(new URL('harness/round.ts', import.meta.url), task));
    }
  }
  const cpu = (contender: (typeof contenders)[number]): number =>
    median(results[contender].map((result) => result.cpuMs / trials));
  const planning = median(results.exitpoll.map((result) => result.planCpuMs / trials));
  const perSecond = median(results.exitpoll.map((result) => (1000 * trials) / result.wallMs));
  const peakBytes = Math.max(...results.exitpoll.map((result) => result.peakRssBytes));
  const calls = method === 'bail-tool' ? 'one call' : 'two calls';
  return {
    what: `CPU of a trial: ${method} (${calls}), ${concurrency} in flight`,
    measured:
      `${cpu('exitpoll').toFixed(3)} ms, planning ${planning.toFixed(3)} of it; ` +
      `${Math.round(perSecond).toLocaleString('en')} trials/s, ${Math.round(peakBytes / 2 ** 20)} MB`,
    beside:
      `requests ${cpu('pool').toFixed(3)} ms; and a row each ${cpu('minimum').toFixed(3)} ms: ` +
      `${(cpu('exitpoll') / cpu('minimum')).toFixed(1)} times that`,
    aim: '0.25 ms where the row each takes 0.075',
  };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      trials: { type: 'string' },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  });
  const { quick, trials, rounds } = values;
  printFigures(
    await harnessFigures({
      quick,
      trials: trials === undefined ? undefined : Number(trials),
      rounds: rounds === undefined ? undefined : Number(rounds),
    }),
  );
}
