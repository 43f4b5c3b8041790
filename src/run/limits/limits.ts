import type { Usage } from '../../conversation/reply.ts';

/** What a call may take, estimated before it is made. */
export interface CallSize {
  readonly promptTokens: number;
  /** If every reply ran to its token limit. */
  readonly maxOutputTokens: number;
}

/** How a call that was let through has ended. */
export type CallEnd =
  | { readonly kind: 'ok'; readonly usage: Usage | null }
  /** The endpoint has too much to do: 429, 503, 529, a timeout. */
  | { readonly kind: 'slow-down'; readonly retryAfterMs: number | null }
  /** A failure that says nothing of how busy the endpoint is. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'aborted' };

/** A call on its way. Its `leave` is called exactly once. */
export interface Admission {
  leave(end: CallEnd): void;
}

/** How busy an endpoint is kept, for `exitpoll status` and the progress line. */
export interface GateState {
  /** Calls that may be in flight now. */
  readonly limit: number;
  readonly inFlight: number;
  /** Calls that wait to be let through. */
  readonly waiting: number;
  /** Milliseconds since 1970 until which nothing goes out, because the endpoint or a budget a minute says so; or `null`. */
  readonly pausedUntil: number | null;
}

/**
 * Lets calls to one endpoint go out, in the order of asking, as many at a time as it bears: found out by itself, within
 * what the user allows.
 */
export interface Gate {
  /** Resolves when the call may go out. @throws the signal's reason when aborted while waiting. */
  enter(size: CallSize, signal: AbortSignal): Promise<Admission>;
  readonly state: GateState;
  /** Told whenever the limit changes. */
  onLimit(listener: (limit: number) => void): void;
}

/** US dollars a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  /** Of prompt tokens taken from a cache. */
  readonly cachedInput: number;
}

/** The most a run may take. `null` for no limit. */
export interface BudgetLimits {
  /** US dollars. */
  readonly cost: number | null;
  /** Prompt and output together. */
  readonly tokens: number | null;
  /** Calls, those that failed too. */
  readonly requests: number | null;
  readonly minutes: number | null;
}
