import { commonTerms } from './common-terms.ts';
import { TermTrie } from './term-trie.ts';

/** A term is common where so many of the texts have it: whatever fewer have, the index of words tells fast. */
const commonShare = 1 / 8;
/** A sample may show a common term as a little less. */
const chosenShare = 0.1;

/** Which texts of a batch have a common term: a bit for each id from `firstBit(first)` on, the least of a byte first. */
export interface CommonTerm {
  readonly term: string;
  /** By column; empty where no text of it has the term. */
  readonly bits: readonly Uint8Array[];
}

/** What the texts of a batch have in common. */
export interface BatchTerms {
  /** It has all texts of the ids from first to last, both included. */
  readonly first: number;
  readonly last: number;
  readonly terms: readonly CommonTerm[];
}

/** The texts of a batch that are looked at to choose its terms. */
const sampleRows = 512;
/** Bits of a term: where ids leap so far that these are not enough, none are kept. */
const mostBytes = 4096;

/** Texts that are indexed together, in columns, by rising ids. They are not kept: their terms are found as they come. */
export class TextBatch {
  readonly #after: number;
  readonly #columns: number;
  /** The first rows, until terms are chosen by them. */
  #sample: { readonly id: number; readonly texts: readonly string[] }[] = [];
  #finder: TermTrie | null = null;
  /** By column, a row of bytes for each term. */
  #bits: readonly Uint8Array[] = [];
  #last: number | null = null;
  #size = 0;

  /** @param after the id behind which it has all texts, up to the last that is added */
  constructor(columns: number, after: number) {
    this.#columns = columns;
    this.#after = after;
  }

  get size(): number {
    return this.#size;
  }

  /** The last id; `null` of an empty batch. */
  get last(): number | null {
    return this.#last;
  }

  /** @param texts by column, as an index of words has them */
  add(id: number, texts: readonly string[]): void {
    this.#last = id;
    this.#size += 1;
    if (this.#finder !== null) this.#find(this.#finder, id, texts);
    else this.#sample.push({ id, texts });
    if (this.#sample.length === sampleRows) this.#choose();
  }

  /** The terms that many texts have; `null` where ids leap too far for bits. */
  terms(): BatchTerms | null {
    const finder = this.#finder ?? this.#choose();
    const first = this.#after + 1;
    const last = this.#last ?? 0;
    const bytes = byteOf(last, first) + 1;
    if (this.#size === 0 || bytes > mostBytes) return null;
    const terms = finder.terms.flatMap((term, place): readonly CommonTerm[] => {
      const bits = this.#bits.map((all) => all.slice(place * mostBytes, place * mostBytes + bytes));
      const counts = bits.map(bitsIn);
      if (Math.max(...counts) < commonShare * this.#size) return [];
      return [{ term, bits: bits.map((one, index) => (counts[index] === 0 ? new Uint8Array(0) : one)) }];
    });
    return { first, last, terms };
  }

  /** Chooses the terms by the rows that came, and finds them in these. */
  #choose(): TermTrie {
    const columns = Array.from({ length: this.#columns }, (_, index) =>
      this.#sample.map(({ texts }) => texts[index] ?? ''),
    );
    const finder = new TermTrie(commonTerms(columns, chosenShare));
    this.#bits = columns.map(() => new Uint8Array(mostBytes * finder.terms.length));
    for (const { id, texts } of this.#sample) this.#find(finder, id, texts);
    this.#sample = [];
    this.#finder = finder;
    return finder;
  }

  #find(finder: TermTrie, id: number, texts: readonly string[]): void {
    const byte = byteOf(id, this.#after + 1);
    if (byte >= mostBytes) return;
    const bit = 1 << (id % 8);
    for (const [index, bits] of this.#bits.entries()) {
      finder.find(texts[index] ?? '', (term) => (bits[term * mostBytes + byte]! |= bit));
    }
  }
}

/** In which byte of the bits for ids from `first` on the bit of an id stands. */
function byteOf(id: number, first: number): number {
  return Math.floor((id - firstBit(first)) / 8);
}

/** The id of the first bit for ids from one on, so that bits of bytes can be put together. */
export function firstBit(first: number): number {
  return first - (first % 8);
}

function bitsIn(bytes: Uint8Array): number {
  let count = 0;
  for (let byte of bytes) for (; byte !== 0; byte &= byte - 1) count += 1;
  return count;
}
