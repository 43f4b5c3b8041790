import { hash } from 'node:crypto';

import { ExitpollError, type FilePosition, formatPosition } from '../base/errors.ts';

/** The name of an item that has no id of its own; with several files, after the name of its own. */
export function lineName(line: number, prefix = ''): string {
  return `${prefix}line-${line}`;
}

const linesPerFile = 2 ** 40;

/**
 * Remembers every id of a dataset with its place, 24 to 48 bytes each, whatever the ids look like: an open-addressing
 * table of 64-bit hashes. Two ids of a million share a hash with a chance of 3 in 100 million.
 */
export class NamesSeen {
  readonly #files: string[] = [];
  #keys = new BigUint64Array(1024);
  /** Line from 1, and the number of the file in the digits above; 0 where nothing is. */
  #places = new Float64Array(1024);
  #size = 0;

  /** @throws ExitpollError naming both places when the id occurred before, or could be the name of another line. */
  add(id: string, at: FilePosition & { readonly line: number }): void {
    if (/^line-\d+$/.test(id) && id !== lineName(at.line)) {
      throw duplicateError(`the id ${JSON.stringify(id)} is the name of a row without an id.`, at);
    }
    const first = this.firstPlace(id, at);
    if (first === null) return;
    const where = first.file === at.file ? `line ${first.line}` : formatPosition(first);
    throw duplicateError(`the id ${JSON.stringify(id.slice(0, 80))} occurs twice: ${where} has it too.`, at);
  }

  /** Where the id occurred before; `null`, and it is remembered, where it did not. */
  firstPlace(id: string, at: FilePosition & { readonly line: number }): FilePosition | null {
    const key = keyOf(id);
    const slot = this.#slot(key);
    const first = this.#places[slot] ?? 0;
    if (first !== 0) {
      return { file: this.#files[Math.floor(first / linesPerFile)] ?? at.file, line: first % linesPerFile };
    }
    if (this.#files.at(-1) !== at.file) this.#files.push(at.file);
    this.#keys[slot] = key;
    this.#places[slot] = (this.#files.length - 1) * linesPerFile + at.line;
    this.#size += 1;
    if (this.#size * 2 > this.#places.length) this.#grow();
    return null;
  }

  /** Whether the id was added. */
  has(id: string): boolean {
    return this.#places[this.#slot(keyOf(id))] !== 0;
  }

  /** Where the key stands, or the empty place where it belongs. */
  #slot(key: bigint): number {
    const mask = this.#places.length - 1;
    let slot = Number(key & BigInt(mask));
    while (this.#places[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const keys = this.#keys;
    const places = this.#places;
    this.#keys = new BigUint64Array(keys.length * 2);
    this.#places = new Float64Array(keys.length * 2);
    for (const [index, place] of places.entries()) {
      const key = keys[index];
      if (place === 0 || key === undefined) continue;
      const slot = this.#slot(key);
      this.#keys[slot] = key;
      this.#places[slot] = place;
    }
  }
}

function duplicateError(message: string, at: FilePosition): ExitpollError {
  return new ExitpollError(message, {
    code: 'duplicate-id',
    hint: 'Give every row an id of its own, or leave the ids out.',
    at,
  });
}

function keyOf(id: string): bigint {
  return BigInt(`0x${hash('sha256', id, 'hex').slice(0, 16)}`);
}
