/** Values up to here are counted one by one. */
const exactBelow = 64;
/** Further values are counted in steps of 2^(1/16): a quantile is then at most 2.2 % off. */
const stepsPerOctave = 16;

/** Smallest, middle and largest of many values. */
export interface Spread {
  readonly count: number;
  readonly total: number;
  readonly min: number;
  readonly median: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** Quantiles of whole numbers from 0, in memory that does not grow with how many there are. */
export class Quantiles {
  readonly #steps = new Map<number, number>();
  #count = 0;
  #total = 0;
  #min = Infinity;
  #max = 0;

  add(value: number): void {
    const step = value < exactBelow ? value : exactBelow + Math.round(Math.log2(value / exactBelow) * stepsPerOctave);
    this.#steps.set(step, (this.#steps.get(step) ?? 0) + 1);
    this.#count += 1;
    this.#total += value;
    this.#min = Math.min(this.#min, value);
    this.#max = Math.max(this.#max, value);
  }

  /** All 0 where nothing was added. */
  get spread(): Spread {
    const sorted = [...this.#steps].sort(([one], [other]) => one - other);
    return {
      count: this.#count,
      total: this.#total,
      min: this.#count === 0 ? 0 : this.#min,
      median: this.#at(sorted, 0.5),
      p90: this.#at(sorted, 0.9),
      p99: this.#at(sorted, 0.99),
      max: this.#max,
    };
  }

  /** The least value that this share of the values does not exceed. */
  #at(sorted: readonly (readonly [number, number])[], share: number): number {
    let left = Math.max(1, Math.ceil(share * this.#count));
    for (const [step, count] of sorted) {
      left -= count;
      if (left > 0) continue;
      const value = step < exactBelow ? step : Math.round(exactBelow * 2 ** ((step - exactBelow) / stepsPerOctave));
      return Math.min(this.#max, Math.max(this.#min, value));
    }
    return 0;
  }
}
