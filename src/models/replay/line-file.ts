import { isUtf8 } from 'node:buffer';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

import { ExitpollError, messageOf } from '../../base/errors.ts';
import type { LinePlace } from './line-index.ts';

/** A line of a file, with where it stands. */
export interface FileLine extends LinePlace {
  /** Without its end; not empty. */
  readonly text: string;
}

/** A text file whose lines can be read in turn, and again one by one. */
export interface LineFile {
  /**
   * Every line that is not blank, first to last; memory is bounded by the longest line. `onBytes` is shown all bytes.
   *
   * @throws ExitpollError with the line where it is too long or not UTF-8.
   */
  lines(onBytes?: (bytes: Uint8Array) => void): AsyncGenerator<FileLine>;
  /** The text at a place that `lines` gave. */
  at(place: LinePlace): Promise<string>;
  /** Safe to call twice. */
  close(): Promise<void>;
}

const chunkBytes = 256 * 1024;
/** No reply is longer. */
const maxLineBytes = 32 * 2 ** 20;
const newline = 10;

/**
 * Opens a file of lines; one whose name ends in `.gz` is unpacked into a temporary file first, because only a plain one
 * can be read at any place.
 *
 * @throws ExitpollError when it cannot be read or unpacked.
 */
export async function openLineFile(path: string): Promise<LineFile> {
  try {
    if ((await stat(path)).isDirectory()) throw new Error('it is a folder');
    if (!path.endsWith('.gz')) return lineFile(await open(path, 'r'), path, async () => {});
    const folder = await mkdtemp(join(tmpdir(), 'exitpoll-replay-'));
    const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
    try {
      const plain = join(folder, 'lines');
      await pipeline(createReadStream(path), createGunzip(), createWriteStream(plain, { mode: 0o600 }));
      return lineFile(await open(plain, 'r'), path, remove);
    } catch (error) {
      await remove();
      throw error;
    }
  } catch (thrown) {
    const missing = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
    throw new ExitpollError(missing ? 'there is no such file' : `cannot be read: ${messageOf(thrown)}`, {
      code: missing ? 'no-such-file' : 'unreadable-file',
      at: { file: path },
      cause: thrown,
    });
  }
}

function lineFile(handle: FileHandle, path: string, remove: () => Promise<void>): LineFile {
  let closing: Promise<void> | null = null;
  return {
    lines: (onBytes) => linesOf(handle, path, onBytes),
    at: async ({ offset, length }) => {
      const bytes = Buffer.alloc(length);
      const { bytesRead } = await handle.read(bytes, 0, length, offset);
      return bytes.toString('utf8', 0, bytesRead);
    },
    close: () => (closing ??= handle.close().then(remove)),
  };
}

async function* linesOf(
  handle: FileHandle,
  path: string,
  onBytes?: (bytes: Uint8Array) => void,
): AsyncGenerator<FileLine> {
  const chunk = Buffer.alloc(chunkBytes);
  let waiting: Buffer = Buffer.alloc(0);
  let start = 0;
  let line = 1;
  for (let position = 0; ;) {
    const { bytesRead } = await handle.read(chunk, 0, chunkBytes, position);
    const read = chunk.subarray(0, bytesRead);
    position += bytesRead;
    onBytes?.(read);
    const bytes = Buffer.concat([waiting, read]);
    let from = 0;
    const isLast = bytesRead === 0;
    for (let end = bytes.indexOf(newline); ; end = bytes.indexOf(newline, from)) {
      if (end < 0 && !(isLast && from < bytes.length)) break;
      const raw = bytes.subarray(from, end < 0 ? bytes.length : end);
      const text = decoded(raw, path, line);
      if (text.trim() !== '') yield { text, line, offset: start, length: raw.length };
      start += raw.length + 1;
      from += raw.length + 1;
      line += 1;
      if (end < 0) break;
    }
    if (isLast) return;
    waiting = Buffer.from(bytes.subarray(from));
    if (waiting.length > maxLineBytes)
      throw mistake(path, line, `the line is longer than ${maxLineBytes / 2 ** 20} MB`);
  }
}

function decoded(bytes: Buffer, path: string, line: number): string {
  if (!isUtf8(bytes)) throw mistake(path, line, 'the line is not UTF-8');
  const text = bytes.toString('utf8');
  return line === 1 ? text.replace(/^\ufeff/, '') : text;
}

function mistake(file: string, line: number, message: string): ExitpollError {
  return new ExitpollError(message, { code: 'invalid-file', at: { file, line } });
}
