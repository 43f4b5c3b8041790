import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { shortHash, sha256 } from '../base/hash.ts';

/**
 * The unfinished copy of a file, owned by this process: `<name>.<machine>-<process>.part`. Two processes that
 * fetch one file write two copies, and the first to finish renames its own into place. A copy whose process is
 * gone is taken over, so that an interrupted download goes on where it was.
 *
 * @returns the path of our copy, which may not exist yet
 */
export async function claimPart(target: string): Promise<string> {
  const folder = dirname(target);
  await mkdir(folder, { recursive: true });
  const own = join(folder, `${basename(target)}.${machine()}-${process.pid}.part`);
  const orphan = new RegExp(`^${escaped(basename(target))}\\.${machine()}-(\\d+)\\.part$`);
  for (const entry of await readdir(folder)) {
    const owner = orphan.exec(entry)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    try {
      await rename(join(folder, entry), own);
      return own;
    } catch {
      // Another process took it between the listing and the rename.
    }
  }
  return own;
}

/** Puts a finished copy in its place. The rename is atomic: others see the whole file or none. */
export async function finishPart(part: string, target: string): Promise<void> {
  await rename(part, target);
}

/** Throws an unusable copy away. */
export async function discardPart(part: string): Promise<void> {
  await rm(part, { force: true });
}

// Process numbers mean something on one machine only, and cache folders may be shared.
function machine(): string {
  return shortHash(sha256(hostname()));
}

function isAlive(processId: number): boolean {
  if (processId === process.pid) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
