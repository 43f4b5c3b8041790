import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { median } from '../support/usage.ts';
import type { ServerUsage } from './server.ts';

/** What answers took, each asked for once: the middle one and the slowest. */
export interface Answers {
  readonly medianMs: number;
  readonly slowestMs: number;
  /** Of the server, for each of them. */
  readonly cpuMs: number;
}

/** A viewer in a process of its own. */
export interface StartedServer extends AsyncDisposable {
  /** From the start of the process until it listened. */
  readonly startMs: number;
  /** The address of the pages. */
  readonly url: string;
  readonly pid: number;
  get<Body>(path: string): Promise<Body>;
  /** Asks for some addresses, one after another. */
  measure(paths: readonly string[]): Promise<Answers>;
  usage(): Promise<ServerUsage>;
}

/** Starts the viewer on a store. */
export async function startServer(store: string, cacheDir: string): Promise<StartedServer> {
  const begun = performance.now();
  const child = fork(fileURLToPath(new URL('server.ts', import.meta.url)), [store, cacheDir]);
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  const startMs = performance.now() - begun;
  const get = async <Body>(path: string): Promise<Body> => {
    const response = await fetch(new URL(`api${path}`, url));
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as Body;
  };
  const usage = async (): Promise<ServerUsage> => {
    const told = once(child, 'message');
    child.send('usage');
    return ((await told) as [ServerUsage])[0];
  };
  return {
    startMs,
    url,
    pid: child.pid ?? 0,
    get,
    usage,
    measure: async (paths) => {
      const before = await usage();
      const walls: number[] = [];
      for (const path of paths) {
        const asked = performance.now();
        await get(path);
        walls.push(performance.now() - asked);
      }
      const { cpuMs } = await usage();
      return {
        medianMs: median(walls),
        slowestMs: Math.max(...walls),
        cpuMs: (cpuMs - before.cpuMs) / paths.length,
      };
    },
    [Symbol.asyncDispose]: async () => {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    },
  };
}
