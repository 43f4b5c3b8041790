/** What comes next by time: a binary heap; of equal times, whichever. */
export class TimeHeap<Value> {
  readonly #entries: { at: number; value: Value }[] = [];

  get size(): number {
    return this.#entries.length;
  }

  /** The least time. @throws RangeError when empty. */
  get least(): number {
    return this.#at(0).at;
  }

  push(at: number, value: Value): void {
    const entries = this.#entries;
    let index = entries.push({ at, value }) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.#at(parent).at <= at) break;
      this.#swap(index, parent);
      index = parent;
    }
  }

  /** Takes out what has the least time. @throws RangeError when empty. */
  pop(): Value {
    const { value } = this.#at(0);
    const last = this.#entries.pop();
    if (last !== undefined && this.#entries.length > 0) {
      this.#entries[0] = last;
      this.#sink();
    }
    return value;
  }

  #sink(): void {
    for (let index = 0; ;) {
      const left = 2 * index + 1;
      if (left >= this.size) return;
      const least = left + 1 < this.size && this.#at(left + 1).at < this.#at(left).at ? left + 1 : left;
      if (this.#at(index).at <= this.#at(least).at) return;
      this.#swap(index, least);
      index = least;
    }
  }

  #at(index: number): { at: number; value: Value } {
    const entry = this.#entries[index];
    if (entry === undefined) throw new RangeError('the heap is empty');
    return entry;
  }

  #swap(one: number, other: number): void {
    [this.#entries[one], this.#entries[other]] = [this.#at(other), this.#at(one)];
  }
}
