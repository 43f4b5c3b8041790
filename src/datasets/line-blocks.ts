import { isUtf8 } from 'node:buffer';

import { ExitpollError } from '../base/errors.ts';
import { fileBytes, type Reading } from './file-bytes.ts';

/** The most bytes a line or a row may have: far above any context window, far below any memory. */
export const maxRowBytes = 4 * 1024 * 1024;

const newline = 10;

/** Whole lines of a file: valid UTF-8 without NUL, their ends kept. */
export interface LineBlock {
  readonly bytes: Buffer;
  /** The number of the first line in it, from 1. */
  readonly firstLine: number;
}

/**
 * Reads a text file in blocks of whole lines, so that memory is bounded by the longest line allowed.
 * A byte order mark is left out.
 *
 * @param file the path as messages show it.
 * @throws ExitpollError with the line, when a line is longer than `maxRowBytes` or the text is not UTF-8.
 */
export async function* lineBlocks(path: string, file: string, reading?: Reading): AsyncGenerator<LineBlock> {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let line = 1;
  let isStart = true;
  const take = (last: Buffer): LineBlock => {
    let bytes = waiting.length === 0 ? last : Buffer.concat([...waiting, last]);
    if (isStart) bytes = withoutMark(bytes, file);
    isStart = false;
    const block = { bytes, firstLine: line };
    line += checkLines(bytes, line, file);
    waiting = [];
    waitingBytes = 0;
    return block;
  };
  for await (const chunk of fileBytes(path, file, reading)) {
    const end = chunk.lastIndexOf(newline) + 1;
    if (end > 0) yield take(chunk.subarray(0, end));
    const rest = end > 0 ? chunk.subarray(end) : chunk;
    if (rest.length > 0) waiting.push(rest);
    waitingBytes += rest.length;
    if (waitingBytes > maxRowBytes) throw rowTooLong(file, line);
  }
  if (waitingBytes > 0) yield take(Buffer.alloc(0));
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

/** Counts line ends; throws at the first line that is not text. */
function checkLines(bytes: Buffer, firstLine: number, file: string): number {
  const isClean = isUtf8(bytes) && !bytes.includes(0);
  let lines = 0;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(newline, start);
    if (!isClean) {
      const line = bytes.subarray(start, end < 0 ? bytes.length : end);
      if (line.includes(0))
        throw notText('the line holds a NUL byte, so this is not a text file.', file, firstLine + lines);
      if (!isUtf8(line)) throw notText('the line is not valid UTF-8.', file, firstLine + lines);
    }
    if (end < 0) return lines;
    lines += 1;
    start = end + 1;
  }
}

function notText(message: string, file: string, line: number): ExitpollError {
  return new ExitpollError(message, {
    code: 'not-utf8',
    hint: 'Save the file as UTF-8 text and try again.',
    at: { file, line },
  });
}
