import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A file system of its own that can be filled to the last byte. */
export interface SmallDisk extends Disposable {
  /** Leaves no room. */
  fill(): void;
  /** Gives the room back. */
  free(): void;
}

/**
 * Mounts a small file system in memory at `dir`, which is made.
 *
 * @returns `null` where this process may not mount one; `dir` is then a folder like any other.
 */
export function mountSmallDisk(dir: string, bytes: number): SmallDisk | null {
  mkdirSync(dir);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=0700`, 'exitpoll-chaos', dir]);
  if (status !== 0) return null;
  const ballast = join(dir, 'ballast');
  return {
    fill: () => fillFile(ballast),
    free: () => rmSync(ballast, { force: true }),
    [Symbol.dispose]: () => {
      if (spawnSync('umount', [dir]).status !== 0) spawnSync('umount', ['-l', dir]);
    },
  };
}

/** Writes until nothing more can be written, in ever smaller blocks. */
function fillFile(file: string): void {
  const descriptor = openSync(file, 'a');
  try {
    for (let size = 2 ** 22; size >= 1; size = Math.floor(size / 8)) {
      const block = Buffer.alloc(size);
      while (wrote(descriptor, block));
    }
  } finally {
    closeSync(descriptor);
  }
}

function wrote(descriptor: number, block: Buffer): boolean {
  try {
    return writeSync(descriptor, block) === block.length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}
