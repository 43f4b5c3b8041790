import { isUtf8 } from 'node:buffer';

import { ExitpollError } from '../base/errors.ts';
import { fileBytes, type Reading } from './file-bytes.ts';

/** The most bytes a line or a row may have: far above any context window, far below any memory. */
export const maxRowBytes = 4 * 1024 * 1024;

const newline = 10;
const quote = 34;

/** Whole lines of a file: valid UTF-8 without NUL, their ends kept. */
export interface LineBlock {
  readonly bytes: Buffer;
  /** The number of the first line in it, from 1. */
  readonly firstLine: number;
}

/** A line that is no text, or too long to be one. */
export interface BadLine {
  readonly line: number;
  readonly error: ExitpollError;
  /** How many quotes (") are in it. */
  readonly quotes: number;
}

/**
 * Reads a text file in blocks of whole lines, so that memory is bounded by the longest line allowed.
 * A byte order mark is left out.
 *
 * @param file the path as messages show it.
 * @throws ExitpollError with the line, when a line is longer than `maxRowBytes` or the text is not UTF-8.
 */
export async function* lineBlocks(path: string, file: string, reading?: Reading): AsyncGenerator<LineBlock> {
  for await (const part of lineParts(path, file, reading)) {
    if ('error' in part) throw part.error;
    yield part;
  }
}

/**
 * The same for a reader that goes on after a bad line: it stands between the blocks in its place.
 *
 * @throws ExitpollError when the file is UTF-16, or cannot be read.
 */
export async function* lineParts(path: string, file: string, reading?: Reading): AsyncGenerator<LineBlock | BadLine> {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let line = 1;
  let isStart = true;
  // Of a line that is too long nothing is kept but how many quotes it has.
  let longQuotes: number | null = null;
  const take = (last: Buffer): readonly (LineBlock | BadLine)[] => {
    let bytes = waiting.length === 0 ? last : Buffer.concat([...waiting, last]);
    if (isStart) bytes = withoutMark(bytes, file);
    isStart = false;
    waiting = [];
    waitingBytes = 0;
    const { parts, ends } = partsOf(bytes, line, file);
    line += ends;
    return parts;
  };
  for await (const chunk of fileBytes(path, file, reading)) {
    let rest = chunk;
    if (longQuotes !== null) {
      const end = rest.indexOf(newline) + 1;
      longQuotes += quotesIn(end > 0 ? rest.subarray(0, end) : rest);
      if (end === 0) continue;
      yield { line, error: rowTooLong(file, line), quotes: longQuotes };
      longQuotes = null;
      line += 1;
      rest = rest.subarray(end);
    }
    const end = rest.lastIndexOf(newline) + 1;
    if (end > 0) yield* take(rest.subarray(0, end));
    rest = rest.subarray(end);
    if (rest.length > 0) waiting.push(rest);
    waitingBytes += rest.length;
    if (waitingBytes <= maxRowBytes) continue;
    longQuotes = waiting.reduce((sum, bytes) => sum + quotesIn(bytes), 0);
    waiting = [];
    waitingBytes = 0;
  }
  if (longQuotes !== null) yield { line, error: rowTooLong(file, line), quotes: longQuotes };
  if (waitingBytes > 0) yield* take(Buffer.alloc(0));
}

/** The error of a line or row that is longer than `maxRowBytes`. */
export function rowTooLong(file: string, line: number): ExitpollError {
  return new ExitpollError(`the row that starts here is longer than ${maxRowBytes / 1024 / 1024} MiB.`, {
    code: 'row-too-long',
    hint: 'Look for a quote that is never closed or a missing line end; no model takes a text of that size.',
    at: { file, line },
  });
}

function withoutMark(bytes: Buffer, file: string): Buffer {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3);
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) throw notText('the file is UTF-16, not UTF-8.', file, 1);
  return bytes;
}

/** Blocks of text with the bad lines between them, and how many line ends there were. */
function partsOf(
  bytes: Buffer,
  firstLine: number,
  file: string,
): { readonly parts: readonly (LineBlock | BadLine)[]; readonly ends: number } {
  const isClean = isUtf8(bytes) && !bytes.includes(0);
  const parts: (LineBlock | BadLine)[] = [];
  let ends = 0;
  let begin = 0;
  let beginLine = firstLine;
  const flush = (end: number): void => {
    if (end > begin) parts.push({ bytes: bytes.subarray(begin, end), firstLine: beginLine });
  };
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found + 1;
    const length = (found < 0 ? end : found) - start;
    const line = firstLine + ends;
    const text = isClean && length <= maxRowBytes ? null : bytes.subarray(start, start + length);
    const error = text === null ? null : problemOf(text, file, line);
    ends += found < 0 ? 0 : 1;
    if (text !== null && error !== null) {
      flush(start);
      parts.push({ line, error, quotes: quotesIn(text) });
      begin = end;
      beginLine = firstLine + ends;
    }
    start = end;
  }
  flush(bytes.length);
  return { parts, ends };
}

function problemOf(bytes: Buffer, file: string, line: number): ExitpollError | null {
  if (bytes.length > maxRowBytes) return rowTooLong(file, line);
  if (bytes.includes(0)) return notText('the line holds a NUL byte, so this is not a text file.', file, line);
  return isUtf8(bytes) ? null : notText('the line is not valid UTF-8.', file, line);
}

/** How many quotes (") are in some bytes. */
export function quotesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(quote); at >= 0; at = bytes.indexOf(quote, at + 1)) count += 1;
  return count;
}

function notText(message: string, file: string, line: number): ExitpollError {
  return new ExitpollError(message, {
    code: 'not-utf8',
    hint: 'Save the file as UTF-8 text and try again.',
    at: { file, line },
  });
}
