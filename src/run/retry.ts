import { sleep as realSleep, systemClock, type Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Usage } from '../conversation/reply.ts';
import { ModelError, type ModelErrorKind } from '../models/model-error.ts';

/** One call to a model, however it ended. */
export interface Attempt {
  /** From 1. */
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly kind: 'ok' | 'aborted' | ModelErrorKind;
  /** HTTP status of a failure, where there was one. */
  readonly status: number | null;
  /** One line; `null` when it went well. */
  readonly message: string | null;
  /** What a failed call was charged with all the same, where the endpoint told; else `null`. */
  readonly usage: Usage | null;
}

export type Retried<Result> =
  | { readonly kind: 'ok'; readonly result: Result; readonly attempts: readonly Attempt[] }
  | { readonly kind: 'failed'; readonly error: ModelError; readonly attempts: readonly Attempt[] };

/** A server that asks for a longer wait has failed: a limit for the day is nothing to sit out. */
export const longestRetryAfterMs = 600_000;

export interface RetryOptions {
  /** The most calls, from 1; asked after each that failed. Default 5. */
  readonly attempts?: () => number;
  /** The most the first wait can be; it doubles each time. Default 1,000. */
  readonly baseDelayMs?: number;
  /** The most a wait of our own can be. Default 60,000. */
  readonly maxDelayMs?: number;
  /** The longest wait a server may ask for; when it asks for more, the call has failed. Default 600,000. */
  readonly maxRetryAfterMs?: number;
  readonly clock?: Clock;
  /** Waits, or rejects with the signal's reason. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: Pick<Random, 'next'>;
  readonly signal: AbortSignal;
  /** Awaited before every attempt, on which it does not count: waiting for a turn. */
  readonly before?: () => Promise<void>;
  /** Told of every attempt as soon as it is over, an aborted one too. */
  readonly onAttempt?: (attempt: Attempt) => void;
}

/**
 * Calls a model until it replies, until an error that will not pass, or until all attempts are spent.
 *
 * Waits grow twofold and are drawn between nothing and their bound ("full jitter"), so that calls that failed
 * together do not come back together. Where the server names a time, the draw is added to it: the time is kept in
 * full, up to `maxRetryAfterMs`, because coming back sooner than asked only prolongs the trouble; a server that asks
 * for more has this call fail at once, and the next run tries it again.
 *
 * Source of the waits: Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 *
 * @throws the signal's reason when aborted, and whatever `call` throws that is not a `ModelError`.
 */
export async function withRetry<Result>(
  call: (attempt: number) => Promise<Result>,
  options: RetryOptions,
): Promise<Retried<Result>> {
  const {
    attempts: most = () => 5,
    maxRetryAfterMs = longestRetryAfterMs,
    clock = systemClock,
    sleep = realSleep,
    signal,
  } = options;
  const attempts: Attempt[] = [];
  for (let n = 1; ; n += 1) {
    signal.throwIfAborted();
    await options.before?.();
    const startedAt = clock.now();
    const ended = (kind: Attempt['kind'], error: ModelError | null): void => {
      const attempt = {
        n,
        startedAt,
        durationMs: Math.max(0, clock.now() - startedAt),
        kind,
        status: error?.status ?? null,
        message: error?.message ?? null,
        usage: error?.usage ?? null,
      };
      attempts.push(attempt);
      options.onAttempt?.(attempt);
    };
    let error: ModelError;
    try {
      const result = await call(n);
      ended('ok', null);
      return { kind: 'ok', result, attempts };
    } catch (thrown) {
      if (!(thrown instanceof ModelError)) {
        if (signal.aborted) ended('aborted', null);
        throw thrown;
      }
      error = thrown;
    }
    ended(error.kind, error);
    const asked = error.retryAfterMs ?? 0;
    if (!error.isRetryable || n >= most() || asked > maxRetryAfterMs) return { kind: 'failed', error, attempts };
    await sleep(asked + backOff(n, options), signal);
  }
}

function backOff(n: number, { baseDelayMs = 1000, maxDelayMs = 60_000, random }: RetryOptions): number {
  return Math.round(random.next() * Math.min(maxDelayMs, baseDelayMs * 2 ** (n - 1)));
}
