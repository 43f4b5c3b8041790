/** Ids of a store that were found. */
export interface IdSet {
  has(id: number): boolean;
  add(id: number): void;
  /** Adds those whose bits are set; the first bit is that of `from`, a multiple of 8. */
  addBits(from: number, bits: Uint8Array): void;
}

/** Up to here a bit is kept for each: 8 MB. */
const mostNear = 2 ** 26;

/** An empty set for ids up to one; where they leap far, in the memory that those that are added need. */
export function idSet(most: number): IdSet {
  return most < mostNear ? new NearIds(most) : new FarIds();
}

class NearIds implements IdSet {
  readonly #bits: Uint8Array;

  constructor(most: number) {
    this.#bits = new Uint8Array(Math.floor(most / 8) + 1);
  }

  has(id: number): boolean {
    return (this.#bits[id >>> 3]! & (1 << (id & 7))) !== 0;
  }

  add(id: number): void {
    this.#bits[id >>> 3]! |= 1 << (id & 7);
  }

  addBits(from: number, bits: Uint8Array): void {
    const own = this.#bits;
    for (let byte = 0; byte < bits.length; byte += 1) own[from / 8 + byte]! |= bits[byte]!;
  }
}

class FarIds implements IdSet {
  readonly #ids = new Set<number>();

  has(id: number): boolean {
    return this.#ids.has(id);
  }

  add(id: number): void {
    this.#ids.add(id);
  }

  addBits(from: number, bits: Uint8Array): void {
    for (const [byte, value] of bits.entries()) {
      for (let bit = 0; bit < 8; bit += 1) if ((value & (1 << bit)) !== 0) this.#ids.add(from + 8 * byte + bit);
    }
  }
}
