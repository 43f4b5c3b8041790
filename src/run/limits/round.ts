import type { LengthEffect, Timed } from './length-effect.ts';

/** What a round of calls says about the endpoint. */
export interface RoundResult {
  /** Calls in flight while it was measured, itself included; a mean, from 1. */
  readonly inFlight: number;
  /** Typical milliseconds of a call, for a reply of usual length. */
  readonly latencyMs: number;
  /** Calls it was measured with. */
  readonly calls: number;
}

/** The slowest tenth is not waited for: a few calls that hang must not hold up what the others say. */
const waitedFor = 0.9;

/**
 * Some calls sent one after another while the limit was fully used. Over once nine tenths of them have ended; the rest
 * count as slower than those, whatever they take, so that short replies, which come back first, do not pass for a fast
 * endpoint.
 */
export class Round {
  readonly #size: number;
  readonly #from: number;
  readonly #calls: (Timed | null)[] = [];
  #inFlight = 0;
  #ended = 0;
  #lost = 0;

  /**
   * @param size calls to measure
   * @param from calls that must be in flight, itself included, for one to be measured
   */
  constructor(size: number, from: number) {
    this.#size = size;
    this.#from = from;
  }

  /** Takes in a call that goes out now, if it is to be measured. @returns its place, or -1. */
  add(inFlight: number): number {
    if (inFlight < this.#from || this.#calls.length >= this.#size) return -1;
    this.#inFlight += inFlight;
    return this.#calls.push(null) - 1;
  }

  /** A measured call has been answered. */
  answered(place: number, timed: Timed): void {
    this.#calls[place] = timed;
    this.#ended += 1;
  }

  /** A measured call has failed, and says nothing. */
  lost(): void {
    this.#lost += 1;
  }

  get isOver(): boolean {
    return this.#calls.length === this.#size && this.#ended >= Math.ceil(waitedFor * (this.#size - this.#lost));
  }

  /** What the round says; `null` when half of its calls or more have failed. */
  result(effect: LengthEffect): RoundResult | null {
    if (this.#lost * 2 >= this.#size) return null;
    const ended = this.#calls.filter((call) => call !== null);
    effect.learn(ended);
    const latencies = ended.map((call) => effect.adjusted(call)).sort((one, other) => one - other);
    const kept = latencies.slice(0, Math.ceil(waitedFor * (this.#size - this.#lost)));
    const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
    // Adjusting may take a little more off than there is; a latency of nothing would have no logarithm.
    return {
      inFlight: this.#inFlight / this.#calls.length,
      latencyMs: Math.max(mean, 1e-3),
      calls: kept.length,
    };
  }
}
