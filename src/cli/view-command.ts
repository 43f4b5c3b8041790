import { once } from 'node:events';

import { exitCodes } from '../base/errors.ts';
import { terminalLine, terminalText } from '../base/terminal-text.ts';
import { serveStore, type ServeOptions } from '../server/serve.ts';
import { openBrowser } from './open-browser.ts';
import { publishedOf } from './overlay-of.ts';

export interface ViewOptions extends Omit<ServeOptions, 'published' | 'onProblem'> {
  readonly open: boolean;
  readonly json: boolean;
  /** File of published rates, and the label of the dataset they are of. */
  readonly overlay?: string | undefined;
  readonly overlayDataset?: string | undefined;
}

/** Of a problem, as it is told on the terminal. */
const mostCharacters = 1_000;

/** `exitpoll view`: answers until it is interrupted. @returns the exit code. */
export async function viewCommand({ open, json, overlay, overlayDataset, ...options }: ViewOptions): Promise<number> {
  const published = await publishedOf(overlay, overlayDataset);
  await using serving = await serveStore({
    ...options,
    published,
    onProblem: (line) => process.stderr.write(`${terminalLine(line, mostCharacters)}\n`),
  });
  const { url } = serving;
  process.stdout.write(json ? `${JSON.stringify({ url })}\n` : `${terminalText(url)}\nCtrl-C ends it.\n`);
  if (open && !openBrowser(url)) process.stderr.write('There is no browser to open it in here.\n');
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  return exitCodes.done;
}
