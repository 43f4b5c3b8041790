/**
 * A set of SHA-256 hashes by their first 64 bits, 16 to 32 bytes each: an open-addressing table. Two of a million share
 * these bits with a chance of 3 in 100 million.
 */
export class HashSet {
  /** Two halves of a key side by side; both 0 where nothing is. */
  #halves = new Uint32Array(2048);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** @param hex at least 16 hex digits. @returns whether it is new. */
  add(hex: string): boolean {
    const high = Number.parseInt(hex.slice(0, 8), 16);
    // A key of nothing but zeros would look like an empty place.
    const low = Number.parseInt(hex.slice(8, 16), 16) || 1;
    const place = this.#place(high, low);
    if (this.#halves[place] !== 0 || this.#halves[place + 1] !== 0) return false;
    this.#halves[place] = high;
    this.#halves[place + 1] = low;
    this.#size += 1;
    if (this.#size * 4 > this.#halves.length) this.#grow();
    return true;
  }

  #place(high: number, low: number): number {
    const halves = this.#halves;
    const mask = halves.length / 2 - 1;
    let place = (low & mask) * 2;
    while ((halves[place] !== high || halves[place + 1] !== low) && (halves[place] !== 0 || halves[place + 1] !== 0)) {
      place = ((place / 2 + 1) & mask) * 2;
    }
    return place;
  }

  #grow(): void {
    const before = this.#halves;
    this.#halves = new Uint32Array(before.length * 2);
    for (let index = 0; index < before.length; index += 2) {
      const [high, low] = [before[index] ?? 0, before[index + 1] ?? 0];
      if (high === 0 && low === 0) continue;
      const place = this.#place(high, low);
      this.#halves[place] = high;
      this.#halves[place + 1] = low;
    }
  }
}
