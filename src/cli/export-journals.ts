import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { journalRecords, type JournalOptions } from '../analysis/journal-records.ts';
import { exitCodes, ExitpollError, messageOf } from '../base/errors.ts';
import { journalsCsvHeader, journalToCsv, journalToJsonl, journalToText } from '../report/journals.ts';
import { openStore, type Store } from '../store/store.ts';
import { replaceFile } from './output-file.ts';
import { terminalWidth } from './terminal.ts';

export interface ExportJournalsOptions extends Omit<JournalOptions, 'search'> {
  readonly store: string;
  /** A regular expression; any case. */
  readonly search?: string | undefined;
  readonly format: 'text' | 'jsonl' | 'csv';
  readonly out?: string | undefined;
}

/**
 * `exitpoll export journals`: streamed, so that memory does not grow with the store. @returns the exit code.
 *
 * @throws ExitpollError when `search` is no regular expression, and as `journalRecords`.
 */
export async function exportJournalsCommand(options: ExportJournalsOptions): Promise<number> {
  const search = options.search === undefined ? undefined : pattern(options.search);
  await using store = openStore(options.store, 'read');
  const counted = { journals: 0 };
  const lines = Readable.from(journalLines(store, { ...options, search }, counted));
  if (options.out === undefined) await pipeline(lines, process.stdout, { end: false });
  else await replaceFile(options.out, (part) => pipeline(lines, createWriteStream(part)));
  const of = search === undefined ? '' : ` in which ${options.search} is found`;
  process.stderr.write(`${counted.journals} ${counted.journals === 1 ? 'journal' : 'journals'}${of}\n`);
  return exitCodes.done;
}

async function* journalLines(
  store: Store,
  options: JournalOptions & Pick<ExportJournalsOptions, 'format'>,
  counted: { journals: number },
): AsyncGenerator<string> {
  if (options.format === 'csv') yield journalsCsvHeader;
  const width = terminalWidth();
  for await (const record of journalRecords(store, options)) {
    counted.journals += 1;
    if (options.format === 'csv') yield journalToCsv(record);
    else yield options.format === 'jsonl' ? journalToJsonl(record) : journalToText(record, width);
  }
}

function pattern(source: string): RegExp {
  try {
    return new RegExp(source, 'iu');
  } catch (thrown) {
    throw new ExitpollError(`--search is no regular expression: ${messageOf(thrown)}`, {
      code: 'bad-search',
      hint: String.raw`Signs such as ( [ . * have a meaning there; put a \ before one to look for it as it is.`,
    });
  }
}
