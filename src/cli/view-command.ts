import { once } from 'node:events';

import { exitCodes } from '../base/errors.ts';
import { serveStore } from '../server/serve.ts';

export interface ViewOptions {
  readonly store: string;
  readonly port: number;
}

/** `exitpoll view`: answers until it is interrupted. @returns the exit code. */
export async function viewCommand({ store, port }: ViewOptions): Promise<number> {
  await using serving = await serveStore({ store, port });
  process.stdout.write(`${serving.url}\nCtrl-C ends it.\n`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  return exitCodes.done;
}
