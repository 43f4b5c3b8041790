import { sha256 } from '../../base/hash.ts';

/** Where a line stands in its file. */
export interface LinePlace {
  /** From 1. */
  readonly line: number;
  /** Of its first byte. */
  readonly offset: number;
  /** In bytes, without its end. */
  readonly length: number;
}

const fields = 4;

/**
 * Finds lines by their keys at 36 bytes a line, whatever the keys' length. Keys are told apart by 52 bits of a hash, so
 * a place that is found may be another key's: the line itself says whose it is.
 */
export class LineIndex {
  #rows = new Float64Array(fields * 1024);
  #count = 0;
  /** Row numbers by hash; `null` while lines are being added. */
  #order: Uint32Array | null = null;

  get count(): number {
    return this.#count;
  }

  add(key: string, { line, offset, length }: LinePlace): void {
    if ((this.#count + 1) * fields > this.#rows.length) {
      const larger = new Float64Array(this.#rows.length * 2);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    this.#rows.set([hashNumber(key), line, offset, length], this.#count * fields);
    this.#count += 1;
    this.#order = null;
  }

  /** The places whose key may be this one, in the order of the file, each with its number from 0. */
  find(key: string): readonly (LinePlace & { readonly number: number })[] {
    const order = this.#sorted();
    const hash = hashNumber(key);
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#field(order[middle] ?? 0, 0) < hash) low = middle + 1;
      else high = middle;
    }
    const found: (LinePlace & { readonly number: number })[] = [];
    for (; low < order.length; low += 1) {
      const number = order[low] ?? 0;
      if (this.#field(number, 0) !== hash) break;
      found.push({ number, ...this.#place(number) });
    }
    return found;
  }

  /** Groups of places that may share a key: two and more, in the order of the file. */
  *repeated(): Generator<readonly LinePlace[]> {
    const order = this.#sorted();
    for (let start = 0; start < order.length;) {
      let end = start + 1;
      const hash = this.#field(order[start] ?? 0, 0);
      while (end < order.length && this.#field(order[end] ?? 0, 0) === hash) end += 1;
      if (end - start > 1) yield [...order.subarray(start, end)].map((number) => this.#place(number));
      start = end;
    }
  }

  #sorted(): Uint32Array {
    // Lines are numbered in the order of the file, which decides between equal hashes.
    return (this.#order ??= Uint32Array.from({ length: this.#count }, (_, number) => number).sort(
      (a, b) => this.#field(a, 0) - this.#field(b, 0) || a - b,
    ));
  }

  #place(number: number): LinePlace {
    return { line: this.#field(number, 1), offset: this.#field(number, 2), length: this.#field(number, 3) };
  }

  #field(number: number, field: number): number {
    return this.#rows[number * fields + field] ?? 0;
  }
}

function hashNumber(key: string): number {
  return Number.parseInt(sha256(key).slice(0, 13), 16);
}
