/**
 * Many requests in flight at once, in a process of its own: started by `bench/flight.ts`, which gives it a task and
 * gets a result back.
 */
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { checkStudy, closeModels, openModels, openStore, prepareStudy, runStudy } from '../../src/index.ts';
import { writeItems } from '../support/items.ts';
import { peakRssBytes, usageFromHere, type Usage } from '../support/usage.ts';

export interface FlightTask {
  readonly trials: number;
  readonly concurrency: number;
  readonly origin: string;
  /** An empty folder. */
  readonly dir: string;
}

export interface FlightResult extends Usage {
  readonly peakRssBytes: number;
  /** Trials a second while the second half of them was done: when as many are in flight as may be. */
  readonly perSecond: number;
  /** How late the event loop was; of a hundred looks, 99 found it less late than `p99`. */
  readonly delayMs: { readonly p50: number; readonly p99: number; readonly max: number };
}

const lookEveryMs = 5;

const task = JSON.parse(process.argv[2] ?? '') as FlightTask;
process.send?.(await fly(task));

async function fly({ trials, concurrency, origin, dir }: FlightTask): Promise<FlightResult> {
  await writeItems(join(dir, 'items.jsonl'), trials);
  const loaded = checkStudy(
    {
      name: 'flight',
      models: [{ baseUrl: `${origin}/v1`, model: 'instant' }],
      datasets: [{ name: 'jsonl', path: 'items.jsonl' }],
      methods: ['bail-string'],
    },
    dir,
  );
  await using store = openStore(join(dir, 'store.sqlite'));
  const models = await openModels(loaded);
  const prepared = await prepareStudy(store, loaded, models);
  const delay = monitorEventLoopDelay({ resolution: lookEveryMs });
  let doneSoFar = (): number => 0;
  let halfAt: { readonly at: number; readonly done: number } | null = null;
  let lastAt = { at: 0, done: 0 };
  const watch = setInterval(() => {
    const now = { at: performance.now(), done: doneSoFar() };
    if (now.done >= trials / 2) halfAt ??= now;
    // The last ones find ever fewer beside them.
    if (now.done <= trials - concurrency) lastAt = now;
  }, 50);
  const since = usageFromHere();
  delay.enable();
  const { ending, tallies } = await runStudy(store, prepared, models, {
    concurrency,
    onStart: (read) => {
      doneSoFar = () => read().done;
    },
  });
  delay.disable();
  const usage = since();
  clearInterval(watch);
  await closeModels(models);
  if (ending !== 'done' || tallies.done !== trials) throw new Error(`${ending}, ${tallies.done} of ${trials} done`);
  const half = halfAt as { readonly at: number; readonly done: number } | null;
  // Each look also waits its own five milliseconds.
  const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - lookEveryMs);
  return {
    ...usage,
    peakRssBytes: peakRssBytes(),
    perSecond: half === null ? NaN : (1000 * (lastAt.done - half.done)) / (lastAt.at - half.at),
    delayMs: { p50: late(delay.percentile(50)), p99: late(delay.percentile(99)), max: late(delay.max) },
  };
}
