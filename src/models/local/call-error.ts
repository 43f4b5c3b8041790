import type { ModelErrorKind } from '../model-error.ts';

/** A failed call inside the worker, on its way to becoming a `ModelError` outside. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly kind: ModelErrorKind;

  constructor(kind: ModelErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
