import { sleep, systemClock } from '../base/clock.ts';
import { exitCodes } from '../base/errors.ts';
import { listRuns, type StoredRun } from '../store/list-runs.ts';
import { openStore } from '../store/store.ts';
import { statusJson, statusText } from './status-page.ts';
import { terminalWidth } from './terminal.ts';

export interface StatusOptions {
  readonly store: string;
  readonly watch: boolean;
  readonly json: boolean;
}

const watchEveryMs = 2_000;
const clearScreen = '\u001b[H\u001b[J';

/** `exitpoll status`. With `watch` again and again, until no run is on. @returns the exit code. */
export async function statusCommand(options: StatusOptions): Promise<number> {
  for (;;) {
    const runs = await readRuns(options.store);
    const now = systemClock.now();
    const page = options.json
      ? statusJson(runs, { compact: options.watch })
      : statusText(runs, { now, width: terminalWidth(), store: options.store });
    process.stdout.write(`${options.watch && !options.json && process.stdout.isTTY ? clearScreen : ''}${page}`);
    if (!options.watch || !runs.some((run) => run.lives)) return exitCodes.done;
    await sleep(watchEveryMs);
  }
}

/** Opened anew each time: nothing of the store is held while we wait. Those that are on come first. */
async function readRuns(file: string): Promise<readonly StoredRun[]> {
  await using store = openStore(file, 'read');
  const runs = listRuns(store, systemClock.now());
  return [...runs.filter((run) => run.lives), ...runs.filter((run) => !run.lives)];
}
