/** Keeps the `size` values with the lowest keys of any number of them, in little more memory than that. */
export class LowestKeys<Value> {
  readonly #size: number;
  #kept: { readonly key: number; readonly value: Value }[] = [];
  #seen = 0;
  /** Keys from here on are not among the lowest. */
  #bound = Number.POSITIVE_INFINITY;

  /** @param size from 0 */
  constructor(size: number) {
    this.#size = size;
  }

  /** How many values there were. */
  get seen(): number {
    return this.#seen;
  }

  add(key: number, value: Value): void {
    this.#seen += 1;
    if (key >= this.#bound) return;
    this.#kept.push({ key, value });
    if (this.#kept.length > 2 * this.#size + 64) this.#cut();
  }

  /** The lowest, in the order of their keys. */
  lowest(): readonly Value[] {
    this.#cut();
    return this.#kept.map(({ value }) => value);
  }

  #cut(): void {
    this.#kept.sort((one, other) => one.key - other.key);
    this.#kept.length = Math.min(this.#kept.length, this.#size);
    if (this.#kept.length === this.#size) this.#bound = this.#kept.at(-1)?.key ?? Number.NEGATIVE_INFINITY;
  }
}
