import type { Usage } from '../conversation/reply.ts';

/**
 * What went wrong with one call.
 * `rate-limit`, `overloaded`, `server`, `timeout`, `connection`, `bad-reply` may pass;
 * `bad-request`, `not-found`, `context-too-long`, `unsupported-tools`, `unsupported-readout`, `missing` will not;
 * `auth`, `no-credit` concern every further call to that model; `crashed`: a local model's process died.
 */
export type ModelErrorKind =
  | 'rate-limit'
  | 'overloaded'
  | 'server'
  | 'timeout'
  | 'connection'
  | 'bad-reply'
  | 'crashed'
  | 'bad-request'
  | 'not-found'
  | 'context-too-long'
  | 'unsupported-tools'
  /** It cannot begin a reply with given words, or cannot tell how likely a text is. */
  | 'unsupported-readout'
  /** A file of replies made elsewhere holds none for this request; other requests may be in it. */
  | 'missing'
  | 'auth'
  | 'no-credit';

const passing: ReadonlySet<ModelErrorKind> = new Set([
  'rate-limit',
  'overloaded',
  'server',
  'timeout',
  'connection',
  'bad-reply',
  'crashed',
]);

const wholeModel: ReadonlySet<ModelErrorKind> = new Set(['auth', 'no-credit', 'not-found']);

/** A failed call, with what is needed to decide whether to try again and what to tell the user. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly kind: ModelErrorKind;
  /** HTTP status, where there was one. */
  readonly status: number | null;
  /** How long the endpoint asked us to wait. */
  readonly retryAfterMs: number | null;
  /** What the user can do, one sentence. */
  readonly hint: string | null;
  /** What the failed call was charged with, where the endpoint says. */
  readonly usage: Usage | null;

  constructor(
    kind: ModelErrorKind,
    message: string,
    options: { status?: number; retryAfterMs?: number; hint?: string; usage?: Usage; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.status = options.status ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.hint = options.hint ?? null;
    this.usage = options.usage ?? null;
  }

  /** Whether the same call may succeed later. */
  get isRetryable(): boolean {
    return passing.has(this.kind);
  }

  /** Whether every further call to this model would fail alike, so that none should be made. */
  get stopsModel(): boolean {
    return wholeModel.has(this.kind);
  }
}
