import { isUtf8 } from 'node:buffer';

import { ExitpollError, messageOf } from '../../base/errors.ts';
import type { Reading } from '../file-bytes.ts';

/** One record of a file: a line, an element of a list, a row. What it means is not known yet. */
export type FileRecord =
  | { readonly line: number; readonly value: unknown }
  /** One that cannot be read, while those after it may be. The error names no place. */
  | { readonly line: number; readonly problem: ExitpollError };

/** Reads a file's records in pieces of several; `line` is where one begins, in a Parquet file its row, from 1. */
export type RecordReader = (reading: Reading) => AsyncGenerator<readonly FileRecord[]>;

/** The most bytes a record of a JSON file may have: three long books; far above any context window. */
export const maxRecordBytes = 32 * 1024 * 1024;

/** The JSON value in these bytes; `what` they are is for messages. */
export function jsonRecord(bytes: Buffer, line: number, what: 'line' | 'record'): FileRecord {
  const problem = textProblem(bytes, what);
  if (problem !== null) return { line, problem };
  try {
    return { line, value: JSON.parse(bytes.toString('utf8')) as unknown };
  } catch (thrown) {
    return { line, problem: badRecord(`the ${what} is not valid JSON: ${shortened(messageOf(thrown))}`, 'bad-json') };
  }
}

/** The error of a record that is longer than `maxRecordBytes`. */
export function recordTooLong(): ExitpollError {
  return badRecord(
    `the record that starts here is longer than ${maxRecordBytes / 1024 / 1024} MiB.`,
    'row-too-long',
    'Look for a quote that is never closed or a missing line end; no model takes a text of that size.',
  );
}

/** The error of a record, without its place. */
export function badRecord(message: string, code: string, hint?: string): ExitpollError {
  return new ExitpollError(message, { code, hint });
}

function textProblem(bytes: Buffer, what: string): ExitpollError | null {
  const hint = 'Save the file as UTF-8 text and try again.';
  if (bytes.includes(0)) {
    return badRecord(`the ${what} holds a NUL byte, so this is not a text file.`, 'not-utf8', hint);
  }
  return isUtf8(bytes) ? null : badRecord(`the ${what} is not valid UTF-8.`, 'not-utf8', hint);
}

/** What V8 says of bad JSON quotes the text, which may be long. */
function shortened(message: string): string {
  return message.length <= 160 ? message : `${message.slice(0, 159)}…`;
}
