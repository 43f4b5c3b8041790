import { existsSync } from 'node:fs';

import { ExitpollError, exitCodes } from '../base/errors.ts';
import { followUpScorerVersion, scorerVersions } from '../conversation/outcome.ts';
import { rescore, type Rescored } from '../run/rescore.ts';
import { openStore } from '../store/store.ts';
import { counted, grouped } from './figures.ts';

/** `exitpoll rescore`. @returns the exit code. */
export async function rescoreCommand(options: { store: string; json: boolean }): Promise<number> {
  if (!existsSync(options.store)) {
    throw new ExitpollError('there is no such store', {
      code: 'no-such-store',
      at: { file: options.store },
      hint: 'Name the file of an earlier run with --store.',
    });
  }
  await using store = openStore(options.store);
  let shownAt = Date.now();
  const counts = rescore(store, {
    onProgress: (done, total) => {
      if (Date.now() - shownAt < 2_000) return;
      shownAt = Date.now();
      process.stderr.write(`${done.toLocaleString('en')} of ${total.toLocaleString('en')} trials\n`);
    },
  });
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ...counts, scorers: scorerVersions })}\n`);
  } else {
    process.stdout.write(
      `${counts.trials.toLocaleString('en')} trials scored by strict ${scorerVersions.strict} and paper ${scorerVersions.paper}: ` +
        `${counts.added.toLocaleString('en')} outcomes added, ${counts.changed.toLocaleString('en')} changed\n` +
        followUpsLine(counts.followUps),
    );
  }
  return exitCodes.done;
}

function followUpsLine({ count, added, changed, withoutBail }: Rescored['followUps']): string {
  if (count === 0) return '';
  const line = `${counted(count, 'follow-up')} scored by version ${followUpScorerVersion}: ${counted(added, 'outcome')} added, ${grouped(changed)} changed\n`;
  if (withoutBail === 0) return line;
  return `${line}${counted(withoutBail, 'follow-up')} came after what is no bail by the present scorer: kept, and in no figure\n`;
}
