import { once } from 'node:events';

import { exitCodes } from '../base/errors.ts';
import { terminalText } from '../base/terminal-text.ts';
import { serveStore, type ServeOptions } from '../server/serve.ts';
import { openBrowser } from './open-browser.ts';

export interface ViewOptions extends ServeOptions {
  readonly open: boolean;
  readonly json: boolean;
}

/** `exitpoll view`: answers until it is interrupted. @returns the exit code. */
export async function viewCommand({ open, json, ...options }: ViewOptions): Promise<number> {
  await using serving = await serveStore(options);
  const { url } = serving;
  process.stdout.write(json ? `${JSON.stringify({ url })}\n` : `${terminalText(url)}\nCtrl-C ends it.\n`);
  if (open && !openBrowser(url)) process.stderr.write('There is no browser to open it in here.\n');
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  return exitCodes.done;
}
