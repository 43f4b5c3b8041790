/**
 * Ends a run in two steps: softly, so that no new call goes out and those in flight are kept, then at once.
 */
export class StopSwitch {
  readonly #hard = new AbortController();
  readonly #soft = new AbortController();
  #interrupted = false;

  /** Aborted when calls in flight should be given up too. */
  get signal(): AbortSignal {
    return this.#hard.signal;
  }

  /** Aborted when no new call should go out. */
  get softSignal(): AbortSignal {
    return this.#soft.signal;
  }

  get stopping(): boolean {
    return this.#soft.signal.aborted;
  }

  /** Whether the user asked for it. */
  get interrupted(): boolean {
    return this.#interrupted;
  }

  /** The user wants to stop; the second time, at once. */
  interrupt(): void {
    if (this.#interrupted) this.#hard.abort(new Error('interrupted'));
    this.#interrupted = true;
    this.stop();
  }

  /** No new calls. */
  stop(): void {
    this.#soft.abort(new Error('stopping'));
  }
}
