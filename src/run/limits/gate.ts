import type { Clock } from '../../base/clock.ts';
import { Controller, type Sent } from './controller.ts';
import type { Admission, CallEnd, CallSize, Gate, GateState } from './limits.ts';
import { MinuteWindow, type Entry } from './minute-window.ts';
import { WaitingLine } from './waiting-line.ts';

export interface GateOptions {
  /** The most calls in flight, from 1. */
  readonly max: number;
  /** Calls in flight to begin with. Default 4, or `max` if that is less. */
  readonly start?: number | undefined;
  /** Keeps the limit at `max`, whatever the endpoint says; it is still left alone for as long as it asks. */
  readonly fixed?: boolean | undefined;
  readonly requestsPerMinute?: number | undefined;
  /** Prompt and reply together. */
  readonly tokensPerMinute?: number | undefined;
  /** Default: one that never goes back and counts fractions of a millisecond. */
  readonly clock?: Clock | undefined;
  /** Runs something later, once. @returns what takes it back. Default: a timer. */
  readonly after?: ((ms: number, run: () => void) => () => void) | undefined;
}

/** Calls in flight to begin with. */
const defaultStart = 4;

const steadyClock: Clock = { now: () => performance.timeOrigin + performance.now() };

const longestTimerMs = 2 ** 31 - 1;

/** Opens the gate to one endpoint. @throws RangeError when a number is out of range. */
export function openGate(options: GateOptions): Gate {
  return new AdaptiveGate(options);
}

class AdaptiveGate implements Gate {
  readonly #controller: Controller;
  readonly #requests: MinuteWindow | null;
  readonly #tokens: MinuteWindow | null;
  readonly #clock: Clock;
  readonly #after: (ms: number, run: () => void) => () => void;
  readonly #line = new WaitingLine<CallSize, Admission>(() => this.#admit());
  readonly #listeners: ((limit: number) => void)[] = [];
  #limit: number;
  #inFlight = 0;
  /** When the first in line may go out, as far as time decides; set while a timer waits for it. */
  #wake: { readonly at: number; readonly cancel: () => void } | null = null;

  constructor({ max, start, fixed, requestsPerMinute, tokensPerMinute, clock, after }: GateOptions) {
    if (!Number.isInteger(max) || max < 1) throw new RangeError(`the most calls in flight must be from 1, not ${max}`);
    const first = fixed === true ? max : Math.min(max, Math.max(1, Math.round(start ?? defaultStart)));
    this.#controller = new Controller({ start: first, max, fixed: fixed === true });
    this.#limit = first;
    this.#requests = windowOf(requestsPerMinute);
    this.#tokens = windowOf(tokensPerMinute);
    this.#clock = clock ?? steadyClock;
    this.#after = after ?? timer;
  }

  enter(size: CallSize, signal: AbortSignal): Promise<Admission> {
    if (this.#line.length === 0 && !signal.aborted && this.#inFlight < this.#limit) {
      const now = this.#clock.now();
      if (this.#roomAt(size, now) <= now) return Promise.resolve(this.#let(size, now));
    }
    const joined = this.#line.join(size, signal);
    this.#admit();
    return joined;
  }

  get state(): GateState {
    const paused = Math.max(this.#controller.pausedUntil ?? 0, this.#wake?.at ?? 0);
    const waiting = this.#line.length;
    return {
      limit: this.#limit,
      inFlight: this.#inFlight,
      waiting,
      pausedUntil: paused > this.#clock.now() ? paused : null,
    };
  }

  onLimit(listener: (limit: number) => void): void {
    this.#listeners.push(listener);
  }

  #left(call: Sent, entry: Entry | null, size: CallSize, end: CallEnd): void {
    const now = this.#clock.now();
    this.#inFlight -= 1;
    if (entry !== null) this.#tokens?.correct(entry, tokensTaken(size, end), now);
    this.#controller.ended(call, end, now);
    const { limit } = this.#controller;
    if (limit !== this.#limit) {
      this.#limit = limit;
      for (const listener of this.#listeners) listener(limit);
    }
    this.#admit();
  }

  /** Lets out whoever may go. */
  #admit(): void {
    for (let size = this.#line.first; size !== undefined && this.#inFlight < this.#limit; size = this.#line.first) {
      const now = this.#clock.now();
      const at = this.#roomAt(size, now);
      if (at > now) {
        this.#wakeAt(at, now);
        return;
      }
      this.#line.serve(this.#let(size, now));
    }
    this.#wake?.cancel();
    this.#wake = null;
  }

  #let(size: CallSize, now: number): Admission {
    this.#inFlight += 1;
    this.#requests?.add(1, now);
    const entry = this.#tokens?.add(size.promptTokens + size.maxOutputTokens, now) ?? null;
    const call = this.#controller.sent(this.#inFlight, now);
    let open = true;
    return {
      leave: (end) => {
        if (!open) return;
        open = false;
        this.#left(call, entry, size, end);
      },
    };
  }

  /** When a call may go out as far as pauses and limits a minute decide. */
  #roomAt(size: CallSize, now: number): number {
    const { pausedUntil } = this.#controller;
    if (pausedUntil === null && this.#requests === null && this.#tokens === null) return now;
    return Math.max(
      now,
      pausedUntil ?? 0,
      this.#requests?.roomAt(1, now) ?? 0,
      this.#tokens?.roomAt(size.promptTokens + size.maxOutputTokens, now) ?? 0,
    );
  }

  #wakeAt(at: number, now: number): void {
    if (this.#wake?.at === at) return;
    this.#wake?.cancel();
    const cancel = this.#after(Math.min(longestTimerMs, Math.ceil(at - now)), () => {
      this.#wake = null;
      this.#admit();
    });
    this.#wake = { at, cancel };
  }
}

/**
 * What a call counts towards the tokens a minute. Where nobody knows, what was held for it stays counted; a call that was
 * refused or failed has taken its prompt at most.
 */
function tokensTaken(size: CallSize, end: CallEnd): number {
  switch (end.kind) {
    case 'ok':
      return end.usage === null
        ? size.promptTokens + size.maxOutputTokens
        : end.usage.promptTokens + end.usage.completionTokens;
    case 'slow-down':
    case 'failed':
      return size.promptTokens;
    case 'aborted':
      return size.promptTokens + size.maxOutputTokens;
    default:
      return end satisfies never;
  }
}

function windowOf(limit: number | undefined): MinuteWindow | null {
  return limit === undefined ? null : new MinuteWindow(limit);
}

function timer(ms: number, run: () => void): () => void {
  const timeout = setTimeout(run, ms);
  return () => clearTimeout(timeout);
}
