import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { ExitpollError } from '../../base/errors.ts';
import { leanHeap } from '../../base/lean-heap.ts';

/** Which store's texts go into which index: both files. */
export interface IndexTask {
  readonly store: string;
  readonly index: string;
}

// Beside this file, and of its kind: source in a checkout, built where the package is installed.
const child = fileURLToPath(
  new URL(`./index-child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);

/**
 * Brings an index of texts up to date in a process of its own, so that the server answers meanwhile. What is in it is
 * kept, however it ends.
 *
 * @throws ExitpollError when it did not come to its end.
 */
export async function runIndexing(task: IndexTask, signal: AbortSignal): Promise<void> {
  const running = spawn(process.execPath, [leanHeap, child, JSON.stringify(task)], {
    stdio: ['pipe', 'ignore', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    running.on('error', reject);
    running.on('close', resolve);
  });
  const [said, code] = await Promise.all([text(running.stderr), ended]);
  if (code === 0) return;
  throw new ExitpollError(`texts cannot be searched: ${said === '' ? 'making their index was ended' : said}`, {
    code: 'no-index',
    hint: `The index stands in ${task.index}; EXITPOLL_CACHE names another folder for it.`,
  });
}
