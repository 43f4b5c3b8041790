import { byName } from '../base/by-name.ts';
import type { Outcome } from '../conversation/outcome.ts';
import type { RunTallies } from '../store/runs.ts';

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

  /** Counts a call that failed. */
  failedCall(kind: string): void {
    this.#errorsByKind.set(kind, (this.#errorsByKind.get(kind) ?? 0) + 1);
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
