import { hash } from 'node:crypto';

import { ExitpollError, type FilePosition, formatPosition } from '../base/errors.ts';

/** The name of an item that has no id of its own; with several files, after the name of its own. */
export function lineName(line: number, prefix = ''): string {
  return `${prefix}line-${line}`;
}

/** The fullest the table may be, and how much larger it then becomes. */
const mostFull = 0.8;
const growth = 1.5;

/**
 * Remembers every id of a dataset with its place, 15 to 23 bytes each, whatever the ids look like: an open-addressing
 * table of 64-bit hashes. Two ids of a million share a hash with a chance of 3 in 100 million.
 */
export class NamesSeen {
  /** The files so far, and how many lines the ones before each are reckoned to have. */
  readonly #files: { readonly file: string; readonly from: number }[] = [];
  /** Two halves of a key side by side. */
  #halves = new Uint32Array(2048);
  /** Line from 1 over all files; 0 where nothing is. */
  #places = new Uint32Array(1024);
  #size = 0;
  #lastPlace = 0;

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
    const [high, low] = keyOf(id);
    const slot = this.#slot(high, low);
    const first = this.#places[slot] ?? 0;
    if (first !== 0) {
      const found = this.#files.findLast(({ from }) => from < first);
      return { file: found?.file ?? at.file, line: first - (found?.from ?? 0) };
    }
    if (this.#files.at(-1)?.file !== at.file) this.#files.push({ file: at.file, from: this.#lastPlace });
    const place = (this.#files.at(-1)?.from ?? 0) + at.line;
    this.#put(slot, high, low, place);
    this.#lastPlace = Math.max(this.#lastPlace, place);
    this.#size += 1;
    if (this.#size > mostFull * this.#places.length) this.#grow();
    return null;
  }

  /** Whether the id was added. */
  has(id: string): boolean {
    return this.#places[this.#slot(...keyOf(id))] !== 0;
  }

  /** Where the key stands, or the empty place where it belongs. */
  #slot(high: number, low: number): number {
    const { length } = this.#places;
    let slot = Math.floor((low / 2 ** 32) * length);
    while (this.#places[slot] !== 0 && (this.#halves[2 * slot] !== high || this.#halves[2 * slot + 1] !== low)) {
      slot = slot + 1 === length ? 0 : slot + 1;
    }
    return slot;
  }

  #put(slot: number, high: number, low: number, place: number): void {
    this.#halves[2 * slot] = high;
    this.#halves[2 * slot + 1] = low;
    this.#places[slot] = place;
  }

  #grow(): void {
    const [halves, places] = [this.#halves, this.#places];
    const length = Math.ceil(places.length * growth);
    this.#halves = new Uint32Array(2 * length);
    this.#places = new Uint32Array(length);
    for (let index = 0; index < places.length; index += 1) {
      const place = places[index] ?? 0;
      if (place === 0) continue;
      const [high, low] = [halves[2 * index] ?? 0, halves[2 * index + 1] ?? 0];
      this.#put(this.#slot(high, low), high, low, place);
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

function keyOf(id: string): readonly [high: number, low: number] {
  const hex = hash('sha256', id, 'hex');
  return [Number.parseInt(hex.slice(0, 8), 16), Number.parseInt(hex.slice(8, 16), 16)];
}
