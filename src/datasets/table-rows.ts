import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { CsvError, type Info, parse } from 'csv-parse';

import { ExitpollError } from '../base/errors.ts';
import type { Reading } from './file-bytes.ts';
import { lineParts, maxRowBytes, quotesIn, rowTooLong } from './line-blocks.ts';

/** One row of a table, the header included. */
export interface TableRow {
  readonly fields: readonly string[];
  /** The line it starts on, from 1. */
  readonly line: number;
}

/** A row that cannot be read, and why. */
export interface BadTableRow {
  readonly line: number;
  readonly error: ExitpollError;
}

/**
 * Reads the rows of a comma- or tab-separated file, quoted as RFC 4180 says. Line ends are LF or CRLF; CRLF inside a
 * quoted field becomes LF, so that a file saved on another system holds the same prompts. Blank lines are left out.
 *
 * @throws ExitpollError with the line: bad quoting, a row above `maxRowBytes`, text that is not UTF-8.
 */
export async function* tableRows(
  path: string,
  file: string,
  delimiter: ',' | '\t',
  reading?: Reading,
): AsyncGenerator<TableRow> {
  for await (const row of tableParts(path, file, delimiter, reading)) {
    if ('error' in row) throw row.error;
    yield row;
  }
}

/**
 * The same for a reader that goes on after a row with a line that is too long or no text: it stands in its place.
 *
 * @throws ExitpollError with the line on bad quoting, of which nobody knows where it ends; on a file that is UTF-16.
 */
export async function* tableParts(
  path: string,
  file: string,
  delimiter: ',' | '\t',
  reading?: Reading,
): AsyncGenerator<TableRow | BadTableRow> {
  // The line and the blank lines passed when the last row ended: csv-parse says where a row ends, not where it starts.
  let ended = { lines: 0, empty_lines: 0 };
  const parser = parse({
    delimiter,
    record_delimiter: '\n',
    columns: false,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: maxRowBytes,
  });
  const bad = new Map<string, ExitpollError>();
  const failure = { thrown: null as unknown };
  const feeding = pipeline(Readable.from(unixLines(path, file, bad, reading), { objectMode: false }), parser).catch(
    (thrown: unknown) => {
      failure.thrown = thrown;
    },
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      ended = info;
      const line = info.lines - newlines(record);
      const error = bad.size === 0 ? undefined : record.flatMap((field) => badIn(field, bad))[0];
      yield error === undefined ? { fields: record, line } : { line, error };
    }
  } catch (thrown) {
    if (thrown instanceof CsvError) throw quoteError(thrown, ended, file);
    throw thrown;
  } finally {
    parser.destroy();
    await feeding;
  }
}

/**
 * The lines as the parser wants them. What is no text cannot go through it: in the place of a bad line stands one that
 * no text holds (NUL, its number), with a quote where the bad one opens or closes a field.
 */
async function* unixLines(
  path: string,
  file: string,
  bad: Map<string, ExitpollError>,
  reading?: Reading,
): AsyncGenerator<Buffer> {
  let isQuoted = false;
  for await (const part of lineParts(path, file, reading)) {
    if (!('error' in part)) {
      const { bytes } = part;
      if (quotesIn(bytes) % 2 === 1) isQuoted = !isQuoted;
      yield bytes.includes('\r\n') ? Buffer.from(bytes.toString('utf8').replaceAll('\r\n', '\n')) : bytes;
      continue;
    }
    const mark = `\0${part.line}`;
    bad.set(mark, part.error);
    const turns = part.quotes % 2 === 1;
    yield Buffer.from(`${turns && !isQuoted ? `"${mark}` : turns ? `${mark}"` : mark}\n`);
    if (turns) isQuoted = !isQuoted;
  }
}

/** The errors of the bad lines that stand in a field. */
function badIn(field: string, bad: ReadonlyMap<string, ExitpollError>): ExitpollError[] {
  if (!field.includes('\0')) return [];
  return [...field.matchAll(/\0\d+/g)].flatMap(([mark]) => bad.get(mark) ?? []);
}

function newlines(fields: readonly string[]): number {
  let count = 0;
  for (const field of fields) for (const _ of field.matchAll(/[\r\n]/g)) count += 1;
  return count;
}

function quoteError(error: CsvError, ended: { lines: number; empty_lines: number }, file: string): ExitpollError {
  const at = { file, line: numberOf(error['lines']) };
  const start = ended.lines + 1 + numberOf(error['empty_lines']) - ended.empty_lines;
  const fail = (message: string, line: number): ExitpollError =>
    new ExitpollError(message, {
      code: 'bad-quoting',
      hint: 'A field that holds a quote, a separator or a line end stands in quotes, and a quote in it is written twice ("").',
      at: { file, line },
      cause: error,
    });
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return rowTooLong(file, start);
    case 'CSV_QUOTE_NOT_CLOSED':
      return fail('a quote opened in the row that starts here is never closed.', start);
    case 'CSV_INVALID_CLOSING_QUOTE':
      return fail('a quoted field goes on after its closing quote.', at.line);
    case 'INVALID_OPENING_QUOTE':
      return fail('a quote stands in the middle of a field that does not begin with one.', at.line);
    default:
      return fail(error.message, at.line);
  }
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 1;
}
