import { ExitpollError } from '../../base/errors.ts';
import { fileBytes } from '../file-bytes.ts';
import { type FileRecord, jsonRecord, maxRecordBytes, type RecordReader, recordTooLong } from './record.ts';

const newline = 10;

/**
 * Reads one JSON value a line. Blank lines are left out. A line that cannot be read is a record with a problem, and the
 * next line is read as if nothing had been. Memory is bounded by the longest line allowed.
 *
 * @param file the path as messages show it.
 */
export function jsonLines(path: string, file: string): RecordReader {
  return async function* read(reading) {
    let waiting: Buffer[] = [];
    let waitingBytes = 0;
    let line = 1;
    /** The line is too long: what is left of it is passed over. */
    let isPassing = false;
    let isStart = true;
    for await (const chunk of fileBytes(path, file, reading)) {
      const found: FileRecord[] = [];
      let start = 0;
      if (isStart) start = markLength(chunk, file);
      isStart = false;
      for (;;) {
        const end = chunk.indexOf(newline, start);
        if (end < 0) break;
        if (!isPassing) addLine(found, withWaiting(waiting, chunk.subarray(start, end)), line);
        waiting = [];
        waitingBytes = 0;
        isPassing = false;
        line += 1;
        start = end + 1;
      }
      const rest = chunk.subarray(start);
      waitingBytes += rest.length;
      if (!isPassing && rest.length > 0) waiting.push(rest);
      if (waitingBytes > maxRecordBytes && !isPassing) {
        isPassing = true;
        waiting = [];
        found.push({ line, problem: recordTooLong() });
      }
      if (found.length > 0) yield found;
    }
    const last: FileRecord[] = [];
    if (waiting.length > 0) addLine(last, Buffer.concat(waiting), line);
    if (last.length > 0) yield last;
  };
}

function withWaiting(waiting: readonly Buffer[], last: Buffer): Buffer {
  return waiting.length === 0 ? last : Buffer.concat([...waiting, last]);
}

function addLine(found: FileRecord[], bytes: Buffer, line: number): void {
  if (isBlank(bytes)) return;
  found.push(bytes.length > maxRecordBytes ? { line, problem: recordTooLong() } : jsonRecord(bytes, line, 'line'));
}

function isBlank(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte !== 32 && byte !== 9 && byte !== 13) return false;
  return true;
}

/** How many bytes the mark takes that some programs put before UTF-8. */
export function markLength(bytes: Buffer, file: string): number {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 3;
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new ExitpollError('the file is UTF-16, not UTF-8.', {
      code: 'not-utf8',
      hint: 'Save the file as UTF-8 text and try again.',
      at: { file, line: 1 },
    });
  }
  return 0;
}
