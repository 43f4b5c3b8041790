import type { Selection } from '../../analysis/selection.ts';
import { ExitpollError, exitCodes } from '../../base/errors.ts';
import { didYouMean } from '../../base/nearest.ts';
import { terminalPage } from '../../report/terminal-page.ts';
import { visibleJson } from '../../report/visible-text.ts';
import { storedScorers } from '../../store/scores.ts';
import { openStore, type Store } from '../../store/store.ts';
import { writeOutput } from '../output-file.ts';
import { colorOn, terminalWidth } from '../terminal.ts';
import { collectCorners, type Corner } from './collect.ts';
import { cornersMarkdown, cornersTable } from './pages.ts';

export interface CornersOptions {
  readonly store: string;
  readonly study: string | undefined;
  readonly only: Selection;
  readonly corners: readonly Corner[];
  readonly scorer: string | undefined;
  readonly limit: number;
  readonly format: 'table' | 'md' | 'jsonl';
  readonly out: string | undefined;
}

/**
 * The name of the scorer that is used.
 *
 * @throws ExitpollError where the store has no scores, or none of that name.
 */
function scorerOf(store: Store, wanted: string | undefined): string {
  const names = storedScorers(store).map(({ name }) => name);
  const [first] = names;
  if (first !== undefined && (wanted === undefined || names.includes(wanted))) return wanted ?? first;
  throw new ExitpollError(
    first === undefined
      ? 'no refusal has been scored in this store yet'
      : `the store has no scores of "${wanted}".${didYouMean(wanted ?? '', names)}`,
    {
      code: 'no-scores',
      at: { file: store.file },
      hint: first === undefined ? 'Score them: `exitpoll refusal run`.' : `There are: ${names.join(', ')}.`,
    },
  );
}

/** `exitpoll refusal corners`. @returns the exit code. */
export async function cornersCommand(options: CornersOptions): Promise<number> {
  const { format, limit, corners: shown } = options;
  await using store = openStore(options.store, 'read');
  const lines: string[] = [];
  const found = await collectCorners(store, {
    study: options.study,
    only: options.only,
    scorer: options.scorer,
    kept: format === 'jsonl' ? [] : shown,
    onTrial: (corner, { record, refusal, baselineReply }) => {
      if (format !== 'jsonl' || !shown.includes(corner)) return;
      lines.push(`${visibleJson(JSON.stringify({ corner, refusal, baselineReply, ...record }))}\n`);
    },
  });
  if (found.length === 0) {
    throw new ExitpollError('none of these conditions offers an exit', {
      code: 'nothing-selected',
      at: { file: options.store },
      hint: 'Corners are of bail-tool, bail-string and bail-prompt; the first two need the baseline in the study.',
    });
  }
  const scorer = scorerOf(store, options.scorer);
  const page = { shown, limit, scorer };
  const text =
    format === 'jsonl'
      ? lines.join('')
      : format === 'md'
        ? cornersMarkdown(found, page)
        : cornersTable(
            found,
            page,
            terminalPage({ color: options.out === undefined && colorOn(), width: terminalWidth() }),
          );
  await writeOutput(options.out, text);
  return exitCodes.done;
}
