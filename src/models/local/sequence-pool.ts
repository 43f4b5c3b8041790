/** A place in the model's memory that holds the state of one conversation. */
export interface Slot<Sequence> {
  readonly sequence: Sequence;
  /** Tokens whose state it holds. */
  readonly tokens: () => readonly number[];
}

interface Held<Sequence> extends Slot<Sequence> {
  busy: boolean;
  lastUsed: number;
}

interface Waiting<Sequence> {
  readonly tokens: readonly number[];
  readonly take: (slot: Slot<Sequence>) => void;
}

/**
 * Hands out sequences, each to one request at a time, in the order of asking. A request gets the idle sequence
 * that shares the longest beginning with it, so that this beginning need not be computed again; among equals
 * the one unused for longest, so that fresh state is kept.
 */
export class SequencePool<Sequence> {
  readonly #slots: readonly Held<Sequence>[];
  readonly #waiting: Waiting<Sequence>[] = [];
  #uses = 0;

  constructor(slots: readonly Slot<Sequence>[]) {
    this.#slots = slots.map((slot) => ({ ...slot, busy: false, lastUsed: 0 }));
  }

  /** Runs `work` with a sequence that nobody else uses meanwhile. @throws the signal's reason when aborted in the queue. */
  async use<Result>(
    tokens: readonly number[],
    signal: AbortSignal,
    work: (sequence: Sequence) => Promise<Result>,
  ): Promise<Result> {
    const slot = await this.#acquire(tokens, signal);
    try {
      return await work(slot.sequence);
    } finally {
      this.#release(slot);
    }
  }

  #acquire(tokens: readonly number[], signal: AbortSignal): Promise<Slot<Sequence>> {
    const idle = this.#best(tokens);
    if (idle !== null) return Promise.resolve(this.#occupy(idle));
    return new Promise((take, reject) => {
      const entry = { tokens, take };
      this.#waiting.push(entry);
      signal.addEventListener(
        'abort',
        () => {
          const index = this.#waiting.indexOf(entry);
          if (index < 0) return;
          this.#waiting.splice(index, 1);
          reject(signal.reason as Error);
        },
        { once: true },
      );
    });
  }

  #release(slot: Slot<Sequence>): void {
    const held = this.#slots.find((other) => other === slot);
    if (held !== undefined) held.busy = false;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    const best = this.#best(next.tokens);
    if (best !== null) next.take(this.#occupy(best));
  }

  #occupy(slot: Held<Sequence>): Held<Sequence> {
    slot.busy = true;
    this.#uses += 1;
    slot.lastUsed = this.#uses;
    return slot;
  }

  #best(tokens: readonly number[]): Held<Sequence> | null {
    let best: Held<Sequence> | null = null;
    let bestShared = -1;
    for (const slot of this.#slots) {
      if (slot.busy) continue;
      const shared = sharedBeginning(slot.tokens(), tokens);
      if (best === null || shared > bestShared || (shared === bestShared && slot.lastUsed < best.lastUsed)) {
        best = slot;
        bestShared = shared;
      }
    }
    return best;
  }
}

/** How many tokens two lists have in common from the start. */
export function sharedBeginning(a: readonly number[], b: readonly number[]): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && a[count] === b[count]) count += 1;
  return count;
}
