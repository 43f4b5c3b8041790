// A thousand requests in flight at once to a server that takes about a second for each: whether the event loop keeps up, and
// how near the throughput comes to what the server allows.
//
//   node bench/flight.ts [--trials N] [--concurrency N] [--quick]
import { parseArgs } from 'node:util';

import type { FlightResult, FlightTask } from './harness/flight.ts';
import { measureInChild, startInstantServer } from './support/children.ts';
import { printFigures, type BenchOptions, type Figure } from './support/figures.ts';
import { scratchFolder } from './support/scratch.ts';

export interface FlightOptions extends BenchOptions {
  readonly trials?: number | undefined;
  readonly concurrency?: number | undefined;
}

const latencyMs = 1_000;
/** Replies that all came in the same instant would wait for one another, whoever reads them. */
const spreadMs = 500;

/** Measures one run, from the first request to the last. */
export async function flightFigures({
  quick,
  trials = quick ? 12_000 : 40_000,
  concurrency = 1_000,
}: FlightOptions): Promise<readonly Figure[]> {
  await using server = await startInstantServer(latencyMs, spreadMs);
  await using scratch = await scratchFolder();
  const task: FlightTask = { trials, concurrency, origin: server.origin, dir: scratch.dir };
  const result = await measureInChild<FlightResult>(new URL('harness/flight.ts', import.meta.url), task);
  const { p50, p99, max } = result.delayMs;
  const ideal = (1000 * concurrency) / latencyMs;
  return [
    {
      what: `${concurrency.toLocaleString('en')} in flight, ${(latencyMs - spreadMs) / 1000} to ${(latencyMs + spreadMs) / 1000} s each: throughput once there`,
      measured: `${Math.round(result.perSecond).toLocaleString('en')} trials/s; ${(result.wallMs / 1000).toFixed(0)} s in all`,
      beside: `${ideal.toLocaleString('en')}/s is the most; ${Math.round(trials / ideal)} s`,
      aim: 'no stall',
    },
    {
      what: `${concurrency.toLocaleString('en')} in flight: how late the event loop is`,
      measured: `half of the time under ${p50.toFixed(1)} ms, 99 % under ${p99.toFixed(0)} ms, at most ${max.toFixed(0)} ms`,
      beside: `CPU ${(result.cpuMs / trials).toFixed(3)} ms a trial, ${Math.round(result.peakRssBytes / 2 ** 20)} MB`,
      aim: '',
    },
  ];
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      trials: { type: 'string' },
      concurrency: { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  });
  const count = (value: string | undefined): number | undefined => (value === undefined ? undefined : Number(value));
  printFigures(
    await flightFigures({ quick: values.quick, trials: count(values.trials), concurrency: count(values.concurrency) }),
  );
}
