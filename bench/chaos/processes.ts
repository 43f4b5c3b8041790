import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { FromServer, Seen, ServerConfig, ToServer } from './messages.ts';

const program = fileURLToPath(new URL('../../bin/exitpoll.js', import.meta.url));
const serverFile = fileURLToPath(new URL('server.ts', import.meta.url));
const keptLines = 12;

/** The server of `chaos/server.ts`, running. */
export interface ChaosServer extends AsyncDisposable {
  readonly origin: string;
  /** Resolves once so many different requests have been answered well; a later call takes this one's place. */
  answered(count: number): Promise<void>;
  /** What it saw so far; waits until no connection is open. */
  seen(): Promise<Seen>;
}

export async function startChaosServer(config: ServerConfig): Promise<ChaosServer> {
  const child = fork(serverFile, [JSON.stringify(config)]);
  const next = async <Kind extends FromServer['kind']>(kind: Kind): Promise<Extract<FromServer, { kind: Kind }>> => {
    for (;;) {
      const [message] = (await once(child, 'message')) as [FromServer];
      if (message.kind === kind) return message as Extract<FromServer, { kind: Kind }>;
    }
  };
  const ask = (message: ToServer): void => {
    child.send(message);
  };
  const { origin } = await next('listening');
  return {
    origin,
    answered: async (count) => {
      ask({ kind: 'watch', answered: count });
      await next('reached');
    },
    seen: () => {
      const ledger = next('ledger');
      ask({ kind: 'ledger' });
      return ledger;
    },
    [Symbol.asyncDispose]: async () => {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    },
  };
}

export interface ClientEnd {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  /** The last lines it wrote to stderr. */
  readonly said: readonly string[];
}

/** A running `exitpoll run`: the node process itself. */
export interface Client {
  readonly ended: Promise<ClientEnd>;
  /** kill -9. */
  kill(): void;
}

/** Starts `exitpoll` with these words, with nothing of our own environment but the path and the place for scratch files. */
export function startClient(words: readonly string[], cwd: string): Client {
  const { PATH, TMPDIR } = process.env;
  const child = spawn(process.execPath, [program, ...words], {
    cwd,
    env: { PATH, HOME: cwd, ...(TMPDIR === undefined ? {} : { TMPDIR }) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = (async (): Promise<ClientEnd> => {
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, said: said.trimEnd().split('\n').slice(-keptLines) };
  })();
  return { ended, kill: () => child.kill('SIGKILL') };
}
