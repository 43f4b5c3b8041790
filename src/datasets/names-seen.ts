import { hash } from 'node:crypto';

import { ExitpollError } from '../base/errors.ts';

/** The name of an item that has no id of its own. */
export function lineName(line: number): string {
  return `line-${line}`;
}

/**
 * Remembers every id of a file with its line, 24 to 48 bytes each, whatever the ids look like: an open-addressing
 * table of 64-bit hashes. Two ids of a million share a hash with a chance of 3 in 100 million.
 */
export class NamesSeen {
  readonly #file: string;
  #keys = new BigUint64Array(1024);
  #lines = new Float64Array(1024);
  #size = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** @throws ExitpollError naming both lines when the id occurred before, or could be the name of another line. */
  add(id: string, line: number): void {
    if (/^line-\d+$/.test(id) && id !== lineName(line)) {
      throw this.#error(`the id ${JSON.stringify(id)} is the name of a row without an id.`, line);
    }
    const key = keyOf(id);
    const slot = this.#slot(key);
    const first = this.#lines[slot];
    if (first !== undefined && first !== 0) {
      throw this.#error(`the id ${JSON.stringify(id.slice(0, 80))} occurs twice: line ${first} has it too.`, line);
    }
    this.#keys[slot] = key;
    this.#lines[slot] = line;
    this.#size += 1;
    if (this.#size * 2 > this.#lines.length) this.#grow();
  }

  /** Whether the id was added. */
  has(id: string): boolean {
    return this.#lines[this.#slot(keyOf(id))] !== 0;
  }

  #error(message: string, line: number): ExitpollError {
    return new ExitpollError(message, {
      code: 'duplicate-id',
      hint: 'Give every row an id of its own, or leave the ids out.',
      at: { file: this.#file, line },
    });
  }

  /** Where the key stands, or the empty place where it belongs. */
  #slot(key: bigint): number {
    const mask = this.#lines.length - 1;
    let slot = Number(key & BigInt(mask));
    while (this.#lines[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const keys = this.#keys;
    const lines = this.#lines;
    this.#keys = new BigUint64Array(keys.length * 2);
    this.#lines = new Float64Array(keys.length * 2);
    for (const [index, line] of lines.entries()) {
      const key = keys[index];
      if (line === 0 || key === undefined) continue;
      const slot = this.#slot(key);
      this.#keys[slot] = key;
      this.#lines[slot] = line;
    }
  }
}

function keyOf(id: string): bigint {
  return BigInt(`0x${hash('sha256', id, 'hex').slice(0, 16)}`);
}
