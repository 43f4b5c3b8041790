import { ExitpollError } from '../base/errors.ts';
import { terminalLine } from '../base/terminal-text.ts';
import { openKeys } from '../models/keys.ts';
import { openScorers, type OpenScorers } from '../refusal/open/open-scorers.ts';
import type { OpenScorerOptions } from '../refusal/open/open-scorer.ts';
import type { PureScorer } from '../refusal/score.ts';
import type { LoadedStudy } from '../study/load.ts';
import { refusalScorers } from '../study/schema.ts';

/**
 * Opens the scorers of refusals that a study names.
 *
 * @throws ExitpollError at the study's field when one cannot be opened.
 */
export async function openStudyScorers(
  loaded: LoadedStudy,
  options: Pick<OpenScorerOptions, 'prices' | 'onNotice'>,
): Promise<OpenScorers> {
  const names = refusalScorers(loaded.study);
  try {
    return await openScorers(names, { ...options, keys: openKeys(process.env), baseDir: loaded.baseDir });
  } catch (error) {
    if (!(error instanceof ExitpollError)) throw error;
    throw new ExitpollError(`refusals: ${error.message}`, {
      code: error.code,
      hint: error.hint,
      at: loaded.locate(['refusals']),
      cause: error,
    });
  }
}

/** Those that need no call: they score replies as they are stored. */
export function pureScorers({ opened }: OpenScorers): readonly PureScorer[] {
  return opened.flatMap((one) => (one.kind === 'pure' ? [one.scorer as PureScorer] : []));
}

/** Who else is sent prompts and replies, for a user to see before the first call. */
export function scorerLines({ opened }: OpenScorers): string[] {
  return opened.flatMap((one) =>
    one.kind === 'asks'
      ? [
          `  ${terminalLine(one.name, 100)} → ${one.host ?? 'this machine'}: every first reply, with its prompt, to be scored for refusals`,
        ]
      : [],
  );
}
