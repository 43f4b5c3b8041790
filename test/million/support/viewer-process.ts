import { once } from 'node:events';

import { peakResident, watchMemory } from '../../../bench/viewer/tree-memory.ts';
import { startCli } from '../../support/cli.ts';
import type { TempFolder } from '../../support/temp-folder.ts';

/** `exitpoll view` in a process of its own. */
export interface ViewerProcess extends AsyncDisposable {
  readonly url: string;
  /** The most memory so far, in bytes: of the process alone, and of it with all that it starts. */
  peaks(): { readonly server: number; readonly all: number };
}

/** Starts the viewer on a store; its cache folder is in the folder, and has nothing in it yet. */
export async function startViewer(folder: TempFolder, store: string): Promise<ViewerProcess> {
  const { child, ended } = startCli(['view', '--store', store, '--port', '0', '--json'], { cwd: folder.path });
  const { pid = 0 } = child;
  const memory = watchMemory(pid);
  const [said] = (await once(child.stdout ?? child, 'data')) as [string];
  const { url } = JSON.parse(said) as { url: string };
  return {
    url,
    peaks: () => ({ server: peakResident(pid), all: memory.peak() }),
    [Symbol.asyncDispose]: async () => {
      memory[Symbol.dispose]();
      child.kill('SIGTERM');
      await ended;
    },
  };
}
