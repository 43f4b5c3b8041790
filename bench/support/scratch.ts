import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that goes when the block ends. */
export interface Scratch extends AsyncDisposable {
  readonly dir: string;
  path(name: string): string;
}

/** Makes a folder in the system's place for temporary files: it should be a real disk, or commits cost nothing. */
export async function scratchFolder(): Promise<Scratch> {
  const dir = await mkdtemp(join(tmpdir(), 'exitpoll-bench-'));
  return {
    dir,
    path: (name) => join(dir, name),
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  };
}
