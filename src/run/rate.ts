import type { Clock } from '../base/clock.ts';

const spanMs = 60_000;
const leastMs = 2_000;

/** How many a second, over the last minute, from samples of a count that only grows. */
export class Rate {
  readonly #clock: Clock;
  readonly #samples: { readonly at: number; readonly count: number }[];

  /** Counts from now, and from 0. */
  constructor(clock: Clock) {
    this.#clock = clock;
    this.#samples = [{ at: clock.now(), count: 0 }];
  }

  sample(count: number): void {
    const at = this.#clock.now();
    this.#samples.push({ at, count });
    // One sample may be older than the span, so that the span is always covered.
    while (at - (this.#samples[1]?.at ?? at) >= spanMs) this.#samples.shift();
  }

  /** `null` in the first two seconds. */
  perSecond(count: number): number | null {
    const from = this.#samples[0];
    const ms = this.#clock.now() - (from?.at ?? 0);
    return from === undefined || ms < leastMs ? null : ((count - from.count) * 1000) / ms;
  }
}
