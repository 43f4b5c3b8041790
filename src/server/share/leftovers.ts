import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { sha256 } from '../../base/hash.ts';

/** What a folder's name ends with that was replaced, until the new one is in its place. */
export const replacedMark = '-old';

/** A name beside a folder that tells which process of which machine writes there. */
export function asideName(target: string): string {
  return `.${basename(target)}-exitpoll-${machine()}-${process.pid}-${randomUUID()}`;
}

/** What was done about what processes left beside a folder that ended while they wrote it. */
export interface Cleared {
  /** Unfinished folders that were removed. */
  readonly removed: number;
  /** Whether the folder itself had been moved away and was put back. */
  readonly restored: boolean;
}

/**
 * Removes what processes of this machine that are no longer there left beside a folder, known by its name alone; a
 * folder of theirs that was moved aside, and that nothing took the place of, is put back.
 */
export function clearLeftovers(target: string): Cleared {
  const parent = dirname(target);
  let [removed, restored] = [0, false];
  for (const name of namesIn(parent)) {
    if (!isLeftover(name, target)) continue;
    const path = join(parent, name);
    try {
      if (name.endsWith(replacedMark) && !existsSync(target)) {
        renameSync(path, target);
        restored = true;
      } else {
        rmSync(path, { recursive: true, force: true });
        removed += 1;
      }
    } catch {
      // Another user's, or on a disk that cannot be written: the writing itself says so.
    }
  }
  return { removed, restored };
}

function isLeftover(name: string, target: string): boolean {
  const start = `.${basename(target)}-exitpoll-${machine()}-`;
  if (!name.startsWith(start)) return false;
  const pid = /^(\d{1,10})-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:-old)?$/.exec(name.slice(start.length))?.[1];
  return pid !== undefined && !isAlive(Number(pid));
}

/** Whether there is such a process; one that may not be asked is there. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Processes of other machines that share the disk cannot be asked. */
function machine(): string {
  return sha256(hostname()).slice(0, 8);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
