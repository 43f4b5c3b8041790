import { byName } from '../base/by-name.ts';
import type { Outcome } from '../conversation/outcome.ts';
import type { RunTallies } from '../store/runs.ts';

const mostMessages = 1_000;

/** What a run has done so far. */
export class Tally {
  planned = 0;
  before = 0;
  done = 0;
  bails = 0;
  errors = 0;
  calls = 0;
  /** Calls a model is working on. */
  inFlight = 0;
  readonly #errorsByKind = new Map<string, number>();
  readonly #messages = new Map<string, number>();

  /** Counts a call that failed. */
  failedCall(kind: string, message: string): void {
    const known = this.#messages.get(message);
    // Messages may hold ids of their own: a sample of them is enough.
    if (known !== undefined || this.#messages.size < mostMessages) this.#messages.set(message, (known ?? 0) + 1);
    this.#errorsByKind.set(kind, (this.#errorsByKind.get(kind) ?? 0) + 1);
  }

  /** What failed calls said most often, at most three, each with how often. */
  commonMessages(): readonly (readonly [message: string, count: number])[] {
    return [...this.#messages].sort(([, one], [, two]) => two - one).slice(0, 3);
  }

  /** Counts a trial that has an outcome now. */
  ended(outcome: Outcome, isPlacebo: boolean): void {
    this.done += 1;
    if (outcome === 'error') this.errors += 1;
    if (outcome === 'bail' && !isPlacebo) this.bails += 1;
  }

  snapshot(): RunTallies {
    return {
      planned: this.planned,
      before: this.before,
      done: this.done,
      bails: this.bails,
      errors: this.errors,
      calls: this.calls,
      errorsByKind: Object.fromEntries(byName(this.#errorsByKind)),
    };
  }
}
