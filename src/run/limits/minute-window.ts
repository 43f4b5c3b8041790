/** How long what goes out counts against a limit a minute. */
const minuteMs = 60_000;

/** What was counted, so that it can be corrected once more is known. */
export interface Entry {
  readonly at: number;
  amount: number;
}

/**
 * A limit a minute, kept exactly: in no span of 60 s does more than the limit go out (a sliding log, not a bucket that
 * lets a full bucket and a refill through in one minute). Pure: time is passed in, and must not go back.
 *
 * An amount above the limit itself could never go out; it is let through when nothing else is counted.
 */
export class MinuteWindow {
  readonly #limit: number;
  readonly #spanMs: number;
  #entries: Entry[] = [];
  /** Index of the oldest entry that still counts. */
  #head = 0;
  #sum = 0;

  /** @param limit the most in any 60 s, above 0; below 1, one in as many minutes as that allows */
  constructor(limit: number) {
    this.#limit = Math.max(1, limit);
    this.#spanMs = minuteMs * Math.max(1, 1 / limit);
  }

  /** When so much may go out, in the unit of `now`: `now` itself when it may at once. */
  roomAt(amount: number, now: number): number {
    this.#forget(now);
    let sum = this.#sum;
    for (let index = this.#head; ; index += 1) {
      const entry = this.#entries[index];
      const at = index === this.#head ? now : (this.#entries[index - 1]?.at ?? now) + this.#spanMs;
      if (entry === undefined || sum + amount <= this.#limit) return at;
      sum -= entry.amount;
    }
  }

  /** Counts what goes out now. */
  add(amount: number, now: number): Entry {
    const entry = { at: now, amount };
    this.#entries.push(entry);
    this.#sum += amount;
    return entry;
  }

  /** Corrects what an entry counts. */
  correct(entry: Entry, amount: number, now: number): void {
    this.#forget(now);
    if (entry.at + this.#spanMs > now) this.#sum += amount - entry.amount;
    entry.amount = amount;
  }

  #forget(now: number): void {
    for (let entry = this.#entries[this.#head]; entry !== undefined && entry.at + this.#spanMs <= now;) {
      this.#sum -= entry.amount;
      this.#head += 1;
      entry = this.#entries[this.#head];
    }
    if (this.#head === this.#entries.length) {
      this.#entries = [];
      this.#head = 0;
      this.#sum = 0;
    } else if (this.#head > 1024 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
  }
}
