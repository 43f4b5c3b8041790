import type { ModelError, ModelErrorKind } from '../models/model-error.ts';

/** After so many failed trials in a row, calls are no longer tried again until one succeeds. */
const failuresUntilFailFast = 20;

const neverThere: ReadonlySet<ModelErrorKind> = new Set(['connection', 'bad-reply']);

/**
 * How an endpoint fares. Decides when a model is given up: a wrong key, no credit, an unknown model, or a server
 * that is not there at all, or never answers. A server that merely fails is asked on, but without waiting for it.
 */
export class ModelHealth {
  #succeeded = false;
  #failuresInARow = 0;
  #stopped: ModelError | null = null;

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

  /** Notes a call that failed for good. */
  failure(error: ModelError): void {
    this.#failuresInARow += 1;
    const isSilent = error.kind === 'timeout' && this.#failuresInARow >= failuresUntilFailFast;
    const absent = !this.#succeeded && (neverThere.has(error.kind) || isSilent);
    if (error.stopsModel || absent) this.#stopped ??= error;
  }
}
