import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

import { systemClock } from '../../base/clock.ts';

/** Indexes that are kept. */
const mostIndexes = 10;

/** Notes that an index is used, and removes those that were not for longest. What cannot be removed stays. */
export function tidyIndexes(folder: string, used: string): void {
  try {
    const now = systemClock.now() / 1000;
    const usedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const paths = readdirSync(folder)
      .filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name))
      .map((name) => join(folder, name));
    if (paths.includes(used)) utimesSync(used, now, now);
    const others = paths.filter((path) => path !== used).toSorted((one, other) => usedAt(other) - usedAt(one));
    for (const path of others.slice(mostIndexes - 1)) removeIndex(path);
  } catch {
    // A folder that is not there yet, or cannot be written: making the index says so.
  }
}

/** Removes an index with the files beside it. */
export function removeIndex(path: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${ending}`, { force: true });
}
