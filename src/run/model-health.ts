import type { ModelError, ModelErrorKind } from '../models/model-error.ts';

/** After so many failed trials in a row, calls are no longer tried again until one succeeds. */
const failuresUntilFailFast = 20;
/** A server that let so many calls wait for nothing, and never answered one, is not waited for any longer. */
const timeoutsUntilAbsent = 12;

const neverThere: ReadonlySet<ModelErrorKind> = new Set(['connection', 'bad-reply']);

/**
 * How an endpoint fares. Decides when a model is given up: a wrong key, no credit, an unknown model, or a server
 * that is not there at all, or never answers. A server that merely fails is asked on, but without waiting for it.
 */
export class ModelHealth {
  #succeeded = false;
  #failuresInARow = 0;
  #timeouts = 0;
  #stopped: ModelError | null = null;
  readonly #onStopped: (error: ModelError) => void;

  /** @param onStopped told once, when the model is given up */
  constructor(onStopped: (error: ModelError) => void = () => undefined) {
    this.#onStopped = onStopped;
  }

  /** Why no further call should be made; `null` while they should. */
  get stopped(): ModelError | null {
    return this.#stopped;
  }

  /** How often a call may be tried now. */
  attempts(allowed: number): number {
    return this.#failuresInARow >= failuresUntilFailFast ? 1 : allowed;
  }

  success(): void {
    this.#succeeded = true;
    this.#failuresInARow = 0;
  }

  /** Notes a try that failed, whether or not another follows. */
  attemptFailed(error: ModelError): void {
    if (error.kind !== 'timeout') return;
    this.#timeouts += 1;
    if (!this.#succeeded && this.#timeouts >= timeoutsUntilAbsent) this.#stop(error);
  }

  /** Notes a call that failed for good. */
  failure(error: ModelError): void {
    this.#failuresInARow += 1;
    if (error.stopsModel || (!this.#succeeded && neverThere.has(error.kind))) this.#stop(error);
  }

  #stop(error: ModelError): void {
    if (this.#stopped !== null) return;
    this.#stopped = error;
    this.#onStopped(error);
  }
}
