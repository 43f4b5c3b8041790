import { existsSync } from 'node:fs';

import { ExitpollError, exitCodes } from '../base/errors.ts';
import { followUpScorerVersion, scorerVersions } from '../conversation/outcome.ts';
import { scoreStoredPurely } from '../refusal/stored/score-pure.ts';
import { rescore, type Rescored } from '../run/rescore.ts';
import { openStore } from '../store/store.ts';
import { counted, grouped } from '../base/figures.ts';

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
  const progress = (done: number, total: number, what: string): void => {
    if (Date.now() - shownAt < 2_000) return;
    shownAt = Date.now();
    process.stderr.write(`${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${what}\n`);
  };
  const counts = rescore(store, { onProgress: (done, total) => progress(done, total, 'trials') });
  const { lexicon } = await import('../refusal/lexicon/lexicon.ts');
  const refusals = scoreStoredPurely(store, lexicon, {
    onProgress: (done, total) => progress(done, total, 'replies'),
  });
  if (options.json) {
    const scored = { scorer: lexicon.name, version: lexicon.version, added: refusals };
    process.stdout.write(`${JSON.stringify({ ...counts, scorers: scorerVersions, refusals: scored })}\n`);
  } else {
    process.stdout.write(
      `${counts.trials.toLocaleString('en')} trials scored by strict ${scorerVersions.strict} and paper ${scorerVersions.paper}: ` +
        `${counts.added.toLocaleString('en')} outcomes added, ${counts.changed.toLocaleString('en')} changed\n` +
        `${refusals.toLocaleString('en')} first replies newly scored for refusals by ${lexicon.name} ${lexicon.version}\n` +
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
