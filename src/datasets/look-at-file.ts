import { ExitpollError } from '../base/errors.ts';
import { type Compression, compressionOf, firstBytes } from './file-bytes.ts';
import { formatOf } from './formats/index.ts';
import { jsonLines } from './records/json-lines.ts';
import { jsonValues } from './records/json-values.ts';
import { lookInThread, parquetInThread } from './records/parquet-thread.ts';
import type { RecordReader } from './records/record.ts';
import type { FormatName } from './registry.ts';

/** How the records of a file stand in it. */
export type Layout = 'json-lines' | 'json' | 'parquet' | 'csv' | 'tsv';

/** What a file is, as far as its beginning tells. */
export interface FileLook {
  readonly layout: Layout;
  readonly compression: Compression;
  /** The form of its conversations; `null` for tables, and where its first records look like none. */
  readonly format: FormatName | null;
  /** The fields of its first record; for a table, nothing. */
  readonly fields: readonly string[];
}

const headBytes = 64 * 1024;
/** Records looked at for the form: the first may be a broken one. */
const recordsToLookAt = 5;

/**
 * Finds out what a file is by looking at how it begins; the name counts only for lines of JSON and tables.
 *
 * @throws ExitpollError when it cannot be read or unpacked.
 */
export async function lookAtFile(path: string, file: string): Promise<FileLook> {
  const compression = await compressionOf(path, file);
  const head = await firstBytes(path, file, headBytes);
  const layout = layoutOf(head, path);
  if (layout === 'csv' || layout === 'tsv') return { layout, compression, format: null, fields: [] };
  if (layout === 'parquet') {
    if (compression !== null) {
      throw new ExitpollError('is a Parquet file inside a packed one, which cannot be read in pieces', {
        code: 'compressed-file',
        hint: 'Unpack it first; Parquet is compressed by itself.',
        at: { file },
      });
    }
    const { columns, first } = await lookInThread(path, file);
    return { layout, compression, format: firstFormat(first), fields: columns };
  }
  const first = await firstValues(recordReader(layout, path, file, null));
  return { layout, compression, format: firstFormat(first), fields: fieldsOf(first[0]) };
}

/** Reads the records of a file of conversations. `wanted`: the columns of a Parquet file that count. */
export function recordReader(
  layout: 'json-lines' | 'json' | 'parquet',
  path: string,
  file: string,
  wanted: ReadonlySet<string> | null,
): RecordReader {
  switch (layout) {
    case 'json-lines':
      return jsonLines(path, file);
    case 'json':
      return jsonValues(path, file);
    case 'parquet':
      return parquetInThread(path, file, wanted);
    default:
      return layout satisfies never;
  }
}

function layoutOf(head: Buffer, path: string): Layout {
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') return 'parquet';
  const name = path.replace(/\.(gz|zst)$/i, '');
  const ending = /\.(csv|tsv|tab|jsonl|ndjson|parquet)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === 'parquet') return 'parquet';
  if (ending === 'jsonl' || ending === 'ndjson') return 'json-lines';
  const line = (
    head
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .trimStart()
      .split('\n', 1)[0] ?? ''
  ).trim();
  if (ending === undefined && line.startsWith('[')) return 'json';
  if (ending === undefined && line.startsWith('{')) return line === '{' ? 'json' : 'json-lines';
  if (ending === 'tsv' || ending === 'tab') return 'tsv';
  return delimiterOf(line) === '\t' ? 'tsv' : 'csv';
}

/** How a table separates its fields, judged by its first line: more tabs than commas are a tab-separated file. */
export function delimiterOf(line: string): ',' | '\t' {
  const tabs = line.split('\t').length;
  return tabs > 1 && tabs >= line.split(',').length ? '\t' : ',';
}

async function firstValues(read: RecordReader): Promise<readonly unknown[]> {
  for await (const block of read({})) {
    const values = block.slice(0, recordsToLookAt).flatMap((record) => ('value' in record ? [record.value] : []));
    if (values.length > 0) return values;
  }
  return [];
}

function firstFormat(values: readonly unknown[]): FormatName | null {
  return values.map(formatOf).find((format) => format !== null) ?? null;
}

function fieldsOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
