import { open } from 'node:fs/promises';

import { ExitpollError } from '../base/errors.ts';
import { fileError } from './data-file.ts';

/** The three forms a user's own file can have. */
export type FileFormat = 'csv' | 'tsv' | 'jsonl';

/** How a table separates its fields, judged by its first line: more tabs than commas are a tab-separated file. */
export async function guessDelimiter(path: string, file: string): Promise<',' | '\t'> {
  const line = await firstLine(path, file);
  const tabs = line.split('\t').length;
  return tabs > 1 && tabs >= line.split(',').length ? '\t' : ',';
}

/**
 * The form of a file by its name's ending, else by its first line.
 *
 * @throws ExitpollError when it looks like one JSON value, which cannot be read line by line.
 */
export async function guessFormat(path: string, file: string): Promise<FileFormat> {
  const ending = /\.(csv|tsv|tab|jsonl|ndjson)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === 'jsonl' || ending === 'ndjson') return 'jsonl';
  if (ending === 'tsv' || ending === 'tab') return 'tsv';
  const start = (await firstLine(path, file)).trim();
  if (ending === undefined && start.startsWith('{') && start !== '{') return 'jsonl';
  if (ending === undefined && (start.startsWith('[') || start === '{')) {
    throw new ExitpollError('looks like one JSON value, not one object a line', {
      code: 'unknown-format',
      hint: "Make it JSON Lines, for example with `jq -c '.[]'`.",
      at: { file },
    });
  }
  return (await guessDelimiter(path, file)) === '\t' ? 'tsv' : 'csv';
}

async function firstLine(path: string, file: string): Promise<string> {
  try {
    await using handle = await open(path);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0);
    return (
      buffer
        .toString('utf8', 0, bytesRead)
        .replace(/^\ufeff/, '')
        .split('\n', 1)[0] ?? ''
    );
  } catch (thrown) {
    throw fileError(thrown, file);
  }
}
