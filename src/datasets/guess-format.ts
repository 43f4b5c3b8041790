import { ExitpollError } from '../base/errors.ts';
import { firstBytes } from './file-bytes.ts';
import { delimiterOf, lookAtFile } from './look-at-file.ts';

/** The three forms in which rows of any kind are read. */
export type FileFormat = 'csv' | 'tsv' | 'jsonl';

/** How a table separates its fields, judged by its first line. */
export async function guessDelimiter(path: string, file: string): Promise<',' | '\t'> {
  const head = await firstBytes(path, file, 64 * 1024);
  return delimiterOf(head.toString('utf8').split('\n', 1)[0] ?? '');
}

/**
 * The form of a file of rows by its name's ending, else by its first line.
 *
 * @throws ExitpollError when it is not read line by line.
 */
export async function guessFormat(path: string, file: string): Promise<FileFormat> {
  const { layout } = await lookAtFile(path, file);
  if (layout === 'csv' || layout === 'tsv') return layout;
  if (layout === 'json-lines') return 'jsonl';
  throw new ExitpollError(
    layout === 'json' ? 'looks like one JSON value, not one object a line' : 'is a Parquet file',
    {
      code: 'unknown-format',
      hint: layout === 'json' ? "Make it JSON Lines, for example with `jq -c '.[]'`." : 'Make it JSON Lines or CSV.',
      at: { file },
    },
  );
}
