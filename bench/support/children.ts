import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { ServerNews, ServerQuestion } from './instant-server.ts';

/** An endpoint in a process of its own. */
export interface InstantServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** When the next request arrives, in milliseconds since 1970; call it before the request can come. */
  nextRequest(): Promise<number>;
  /** Requests it has received so far. */
  requests(): Promise<number>;
}

/** Starts the endpoint that answers at once, or after so many milliseconds, `spreadMs` more or less. */
export async function startInstantServer(latencyMs = 0, spreadMs = 0): Promise<InstantServer> {
  const file = fileURLToPath(new URL('instant-server.ts', import.meta.url));
  const child = fork(file, [String(latencyMs), String(spreadMs)]);
  const ask = (question: ServerQuestion): void => {
    child.send(question);
  };
  const news = await nextNews(child, 'listening');
  // The first request of all is told without being asked for; whoever waits asks again.
  return {
    origin: news.origin,
    nextRequest: async () => {
      ask('tell');
      return (await nextNews(child, 'first-request')).at;
    },
    requests: () => {
      const count = nextNews(child, 'count').then(({ requests }) => requests);
      ask('count');
      return count;
    },
    [Symbol.asyncDispose]: async () => {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    },
  };
}

async function nextNews<Kind extends ServerNews['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<ServerNews, { kind: Kind }>> {
  for (;;) {
    const [message] = (await once(child, 'message')) as [ServerNews];
    if (message.kind === kind) return message as Extract<ServerNews, { kind: Kind }>;
  }
}

/** Runs a part of a benchmark in a fresh process, so that memory and compiled code are its own. @returns what it sends. */
export async function measureInChild<Result>(
  script: URL,
  task: unknown,
  execArgv: readonly string[] = [],
): Promise<Result> {
  const child = fork(fileURLToPath(script), [JSON.stringify(task)], { execArgv: [...execArgv] });
  const results: Result[] = [];
  child.on('message', (message) => results.push(message as Result));
  const [code] = (await once(child, 'exit')) as [number | null];
  const [result] = results;
  if (code !== 0 || result === undefined) throw new Error(`${script.href} ended with ${code}`);
  return result;
}

/**
 * Runs a command to its end. What it writes is only shown when it fails.
 *
 * @returns wall time in milliseconds.
 */
export async function timeCommand(command: string, args: readonly string[]): Promise<number> {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const [code] = (await once(child, 'exit')) as [number | null];
  const wallMs = performance.now() - started;
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${Buffer.concat(said).toString()}`);
  return wallMs;
}
