import { exitCodes } from '../base/errors.ts';
import { terminalLine } from '../base/terminal-text.ts';
import { shareStore } from '../server/library.ts';
import type { Shared } from '../server/share/share-store.ts';
import { counted, grouped } from '../base/figures.ts';
import { wholeNumber } from './numbers.ts';
import { publishedOf } from './overlay-of.ts';

export interface ShareCommandOptions {
  readonly store: string;
  readonly out: string;
  readonly trials: string;
  readonly studies: readonly string[];
  readonly json: boolean;
  /** File of published rates, and the label of the dataset they are of. */
  readonly overlay?: string | undefined;
  readonly overlayDataset?: string | undefined;
}

/** `exitpoll share`. @returns the exit code. */
export async function shareCommand({ store: file, out, json, ...options }: ShareCommandOptions): Promise<number> {
  const trials = wholeNumber('trials', options.trials, 0);
  const published = await publishedOf(options.overlay, options.overlayDataset);
  const aborting = new AbortController();
  const interrupt = (): void => aborting.abort(new Error('interrupted'));
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    const shared = await shareStore({
      store: file,
      published,
      out,
      trials,
      studies: options.studies,
      onProgress: json ? undefined : shareProgress(),
      signal: aborting.signal,
    });
    process.stdout.write(json ? `${JSON.stringify({ folder: out, ...shared }, null, 2)}\n` : sharedText(out, shared));
    return exitCodes.done;
  } catch (error) {
    if (!aborting.signal.aborted) throw error;
    process.stderr.write('\nInterrupted: nothing was written.\n');
    return exitCodes.interrupted;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

function sharedText(out: string, { studies, trials, bytes, leftOut, cleared }: Shared): string {
  return [
    ...clearedText(cleared),
    `Wrote ${terminalLine(out, 200)}: ${counted(studies.length, 'study', 'studies')}, transcripts of ${counted(trials, 'trial')}, ${(bytes / 1e6).toFixed(1)} MB.`,
    ...leftOut.map((sentence) => terminalLine(sentence, 300)),
    `Open ${terminalLine(out, 200)}/index.html in a browser; it asks nothing of the network.`,
    '',
  ].join('\n');
}

/** What was done about what a share left that was ended while it wrote. */
function clearedText({ removed, restored }: Shared['cleared']): readonly string[] {
  return [
    ...(restored ? ['Put back the folder that an earlier share had moved away when it was ended.'] : []),
    ...(removed > 0
      ? [`Removed ${counted(removed, 'unfinished folder')} beside it, left by an earlier share that was ended.`]
      : []),
  ];
}

const everyMs = 200;
const plainEveryMs = 5_000;

/** Tells on stderr how far it is: a live line on a terminal, a line now and then elsewhere. */
function shareProgress(): (what: string, done: number, of: number) => void {
  const live = process.stderr.isTTY;
  let lastAt = Date.now() + (live ? 0 : 2_000 - plainEveryMs);
  return (what, done, of) => {
    const now = Date.now();
    if (live && done === of) process.stderr.write('\r\u001b[2K');
    if (done === of || now - lastAt < (live ? everyMs : plainEveryMs)) return;
    lastAt = now;
    const line = `Writing ${terminalLine(what, 80)}: ${grouped(done)} of ${grouped(of)}`;
    process.stderr.write(live ? `\r\u001b[2K${line}` : `${line}\n`);
  };
}
