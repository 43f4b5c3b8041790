import { ExitpollError, formatPosition, messageOf } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import { checkFile, displayPath, resolvePath } from '../datasets/data-file.ts';
import { guessFormat, type FileFormat } from '../datasets/guess-format.ts';
import { lineParts } from '../datasets/line-blocks.ts';
import { tableParts, type BadTableRow } from '../datasets/table-rows.ts';

/** One row of the user's file. */
export interface FileRow {
  /** The line it starts on, from 1. */
  readonly line: number;
  /** What a column holds: a text of a table, any JSON value of a line of JSON; `undefined` where it has none. */
  value(column: string): unknown;
  /** The fields of a table's row, or the one line of JSON as it stands. */
  readonly raw: readonly string[];
}

/** A row that cannot be used, and why. */
export interface BadRow {
  readonly line: number;
  readonly bad: string;
}

/** A file of rows: CSV, TSV or JSON Lines. */
export interface RowFile {
  /** The path as messages show it. */
  readonly file: string;
  readonly format: FileFormat;
  /** The names of a table's columns; of JSON Lines the fields of the first line. */
  readonly columns: readonly string[];
  /** The rows in order, bad ones among them. */
  rows(signal?: AbortSignal): AsyncGenerator<FileRow | BadRow>;
}

/** @throws ExitpollError when the file cannot be read or has no rows. */
export async function openRowFile(path: string): Promise<RowFile> {
  const full = resolvePath(path, process.cwd());
  const file = displayPath(full);
  await checkFile(full, file);
  const format = await guessFormat(full, file);
  const columns = format === 'jsonl' ? await fieldsOfFirst(full, file) : await headerOf(full, file, format);
  const rows = (signal?: AbortSignal): AsyncGenerator<FileRow | BadRow> =>
    format === 'jsonl' ? jsonRows(full, file, signal) : tableRecords(full, file, format, signal);
  return { file, format, columns, rows };
}

/** The error of a file in which there is nothing to do. */
export function noRows({ file, format }: RowFile): ExitpollError {
  return new ExitpollError(format === 'jsonl' ? 'has no rows' : 'has a header and no rows', {
    code: 'no-rows',
    at: { file },
    hint: 'There is nothing to score or to compare, and nothing was written.',
  });
}

/** @throws ExitpollError when the file has no such column. Lines of JSON may differ, so there the first is a hint only. */
export function checkColumn({ file, format, columns }: RowFile, name: string): void {
  const times = columns.filter((one) => one === name).length;
  if (times === 1 || (times === 0 && format === 'jsonl')) return;
  const what =
    times > 1
      ? `the header has the column "${name}" twice.`
      : `there is no column "${name}".${didYouMean(name, columns)}`;
  throw new ExitpollError(what, {
    code: 'missing-column',
    at: { file, line: 1 },
    hint: `The header has: ${columns.map((one) => JSON.stringify(one.slice(0, 40))).join(', ')}.`,
  });
}

async function* tableRecords(
  path: string,
  file: string,
  format: 'csv' | 'tsv',
  signal?: AbortSignal,
): AsyncGenerator<FileRow | BadRow> {
  let places: ReadonlyMap<string, number> | null = null;
  for await (const row of tableParts(path, file, format === 'tsv' ? '\t' : ',', { signal })) {
    if ('error' in row) {
      if (places === null) throw row.error;
      yield badRow(row);
      continue;
    }
    const { fields, line } = row;
    if (places === null) {
      places = new Map(fields.map((name, index) => [name, index]));
      continue;
    }
    const width = places.size;
    const known = places;
    if (fields.length === width) yield { line, raw: fields, value: (column) => fields[known.get(column) ?? -1] };
    else yield { line, bad: `has ${fields.length} fields, and the header has ${width}` };
  }
}

async function* jsonRows(path: string, file: string, signal?: AbortSignal): AsyncGenerator<FileRow | BadRow> {
  for await (const part of lineParts(path, file, { signal })) {
    if ('error' in part) {
      yield badRow(part);
      continue;
    }
    const { bytes, firstLine } = part;
    let start = 0;
    for (let line = firstLine; start < bytes.length; line += 1) {
      const found = bytes.indexOf(10, start);
      const end = found < 0 ? bytes.length : found;
      const text = bytes.toString('utf8', start, end).trim();
      start = end + 1;
      if (text !== '') yield jsonRow(text, line);
    }
  }
}

function badRow({ line, error }: BadTableRow): BadRow {
  const place = error.at === undefined ? '' : `${formatPosition(error.at)}: `;
  return { line: error.at?.line ?? line, bad: error.message.slice(place.length).replace(/\.$/, '') };
}

function jsonRow(text: string, line: number): FileRow | BadRow {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    return { line, bad: `is not valid JSON: ${messageOf(thrown).slice(0, 120)}` };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { line, bad: 'is not a JSON object' };
  const record = value as { readonly [column: string]: unknown };
  return { line, raw: [text], value: (column) => (Object.hasOwn(record, column) ? record[column] : undefined) };
}

async function headerOf(path: string, file: string, format: 'csv' | 'tsv'): Promise<readonly string[]> {
  for await (const row of tableParts(path, file, format === 'tsv' ? '\t' : ',')) {
    if ('error' in row) throw row.error;
    return row.fields;
  }
  return [];
}

async function fieldsOfFirst(path: string, file: string): Promise<readonly string[]> {
  for await (const row of jsonRows(path, file)) {
    if ('bad' in row) continue;
    return Object.keys(JSON.parse(row.raw[0] ?? '{}') as object);
  }
  return [];
}
