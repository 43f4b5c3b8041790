import { fileBytes } from '../file-bytes.ts';
import { markLength } from './json-lines.ts';
import { badRecord, type FileRecord, jsonRecord, maxRecordBytes, type RecordReader, recordTooLong } from './record.ts';

const quote = 34;
const backslash = 92;
const newline = 10;
const [openList, closeList, openObject, closeObject, comma, colon] = [91, 93, 123, 125, 44, 58];

/**
 * Reads the elements of one JSON list, or JSON values that stand one after another, however they are laid out. An
 * element that is no JSON is a record with a problem; the next is read as if nothing had been, as long as brackets and
 * quotes are closed. Memory is bounded by the longest element allowed.
 *
 * @param file the path as messages show it.
 */
export function jsonValues(path: string, file: string): RecordReader {
  return async function* read(reading) {
    const splitter = new ValueSplitter();
    let isStart = true;
    for await (const chunk of fileBytes(path, file, reading)) {
      const found = splitter.take(isStart ? chunk.subarray(markLength(chunk, file)) : chunk);
      isStart = false;
      if (found.length > 0) yield found;
    }
    const last = splitter.end();
    if (last.length > 0) yield last;
  };
}

/** Finds where values begin and end, by quotes and brackets alone. */
export class ValueSplitter {
  #depth = 0;
  /** At which depth the values lie: 1 in a list, else 0. */
  #base = 0;
  #hasBegun = false;
  /** Something stands after the list. */
  #hasEnded = false;
  #inString = false;
  #isEscaped = false;
  #line = 1;
  #startLine = 1;
  #pieces: Buffer[] = [];
  #bytes = 0;
  /** The value is too long: what is left of it is passed over. */
  #isPassing = false;

  take(chunk: Buffer): readonly FileRecord[] {
    const found: FileRecord[] = [];
    let start = this.#bytes > 0 || this.#isPassing ? 0 : -1;
    let at = 0;
    while (at < chunk.length) {
      if (this.#inString) {
        at = this.#passString(chunk, at);
        continue;
      }
      const byte = chunk[at] ?? 0;
      if (byte === newline) this.#line += 1;
      if (!this.#hasBegun && byte > 32) {
        this.#hasBegun = true;
        if (byte === openList) {
          this.#base = 1;
          this.#depth = 1;
          at += 1;
          continue;
        }
      }
      if (this.#depth < this.#base && byte > 32 && byte !== openList && !this.#hasEnded) {
        this.#hasEnded = true;
        found.push({ line: this.#line, problem: badRecord('there is text after the end of the list.', 'bad-json') });
      }
      const isOutside = this.#depth === this.#base;
      if (isOutside && (byte <= 32 || byte === comma || byte === closeList)) {
        if (start >= 0) {
          this.#finish(found, chunk.subarray(start, at));
          start = -1;
        }
      } else if (start < 0 && isOutside && byte !== colon) {
        start = at;
        this.#startLine = this.#line;
      }
      if (byte === quote) this.#inString = true;
      else if (byte === openObject || byte === openList) this.#depth += 1;
      else if (byte === closeObject || byte === closeList) {
        this.#depth -= 1;
        if (this.#depth === this.#base && start >= 0) {
          this.#finish(found, chunk.subarray(start, at + 1));
          start = -1;
        }
      }
      at += 1;
    }
    if (start >= 0) this.#keep(found, chunk.subarray(start));
    return found;
  }

  /** Call after the last piece of the file. */
  end(): readonly FileRecord[] {
    const found: FileRecord[] = [];
    const isOpen = this.#depth > this.#base || this.#inString;
    if (isOpen && !this.#isPassing) {
      const problem = badRecord(
        'the file ends in the middle of the record that starts here.',
        'bad-json',
        'It may have been cut off: fetch it again.',
      );
      found.push({ line: this.#startLine, problem });
    } else if (this.#bytes > 0) this.#finish(found, Buffer.alloc(0));
    return found;
  }

  /** From within a string: past its end, or to the end of the piece. */
  #passString(chunk: Buffer, from: number): number {
    let at = from;
    if (this.#isEscaped) {
      this.#isEscaped = false;
      at += 1;
    }
    while (at < chunk.length) {
      const byte = chunk[at];
      if (byte === quote) {
        this.#inString = false;
        return at + 1;
      }
      if (byte === backslash) {
        if (at + 1 === chunk.length) this.#isEscaped = true;
        at += 2;
      } else {
        if (byte === newline) this.#line += 1;
        at += 1;
      }
    }
    return chunk.length;
  }

  #keep(found: FileRecord[], bytes: Buffer): void {
    if (this.#isPassing) return;
    this.#pieces.push(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes <= maxRecordBytes) return;
    found.push({ line: this.#startLine, problem: recordTooLong() });
    this.#isPassing = true;
    this.#pieces = [];
    this.#bytes = 0;
  }

  #finish(found: FileRecord[], last: Buffer): void {
    this.#keep(found, last);
    if (!this.#isPassing) found.push(jsonRecord(Buffer.concat(this.#pieces), this.#startLine, 'record'));
    this.#isPassing = false;
    this.#pieces = [];
    this.#bytes = 0;
  }
}
