import { systemClock, type Clock } from '../../base/clock.ts';
import type { Usage } from '../../conversation/reply.ts';
import { costOf, nanoDollars, worstCost } from './call-cost.ts';
import type { BudgetLimits, CallSize, Price } from './limits.ts';
import { WaitingLine } from './waiting-line.ts';

/** Which limit a run has come to. */
export type BudgetKind = keyof BudgetLimits;

/** Room held for a call until it is known what it took. One of the two is called, once; further calls do nothing. */
export interface Reservation {
  /** The call was made. `null` when nobody knows what it took: then the worst case counts as spent. */
  settle(usage: Usage | null): void;
  /** The call was never made. */
  release(): void;
}

/** What has been spent, without what is in flight. */
export interface Spent {
  /** US dollars, of models with a known price. */
  readonly cost: number;
  /** Prompt and output together. */
  readonly tokens: number;
  readonly requests: number;
}

/** The usage of a call that was refused before it took anything: a 429, a wrong key, a bad request. */
export const nothingUsed: Usage = { promptTokens: 0, completionTokens: 0 };

/** A limit of each kind, or what counts against it: billionths of a dollar, tokens, calls. */
interface Amounts {
  cost: number;
  tokens: number;
  requests: number;
}

const kinds = ['cost', 'tokens', 'requests'] as const;

interface Order {
  readonly size: CallSize;
  readonly price: Price | null;
}

/**
 * What a whole run may take, shared by all its models. Room is held for the worst case of every call in flight, so that
 * the limit is never passed as long as no call takes more than it reserved; when a server does, by no more than the
 * calls in flight took too much.
 */
export class Budget {
  readonly #limits: Amounts;
  readonly #clock: Clock;
  readonly #endsAt: number;
  readonly #spent: Amounts = { cost: 0, tokens: 0, requests: 0 };
  readonly #held: Amounts = { cost: 0, tokens: 0, requests: 0 };
  readonly #line = new WaitingLine<Order, Reservation | null>(() => this.#serve());
  #timer: NodeJS.Timeout | null = null;
  #exhausted: BudgetKind | null = null;

  /** Minutes count from now. */
  constructor(limits: BudgetLimits, clock: Clock = systemClock) {
    this.#limits = {
      cost: limits.cost === null ? Infinity : Math.floor(limits.cost * nanoDollars),
      tokens: limits.tokens ?? Infinity,
      requests: limits.requests ?? Infinity,
    };
    this.#clock = clock;
    this.#endsAt = limits.minutes === null ? Infinity : clock.now() + limits.minutes * 60_000;
  }

  /** The limit the run has come to: nothing more will be let through. `null` while there may be room. */
  get exhausted(): BudgetKind | null {
    if (this.#exhausted === null && this.#clock.now() >= this.#endsAt) this.#exhausted = 'minutes';
    return this.#exhausted;
  }

  get spent(): Spent {
    return { ...this.#spent, cost: this.#spent.cost / nanoDollars };
  }

  /**
   * Holds room for the worst case of a call, at once. `null` when there is none: then either `exhausted` says that the
   * run is at its end, or calls in flight may still give some back.
   *
   * @param price of the model; `null` counts nothing towards a limit on cost (`checkBudget` decides who may do so)
   */
  reserve(size: CallSize, price: Price | null): Reservation | null {
    if (this.exhausted !== null) return null;
    const wanted = { cost: worstCost(size, price), tokens: size.promptTokens + size.maxOutputTokens, requests: 1 };
    const short = kinds.find((kind) => this.#spent[kind] + this.#held[kind] + wanted[kind] > this.#limits[kind]);
    if (short !== undefined) {
      if (this.#held.requests === 0) this.#exhausted = short;
      return null;
    }
    this.#hold(wanted, 1);
    return this.#reservation(wanted, price);
  }

  /**
   * Holds room for a call as soon as there is some, in the order of asking. `null` when the run has come to a limit.
   *
   * @throws the signal's reason when aborted while waiting.
   */
  async take(size: CallSize, price: Price | null, signal: AbortSignal): Promise<Reservation | null> {
    signal.throwIfAborted();
    if (this.#line.length === 0) {
      const held = this.reserve(size, price);
      if (held !== null || this.#exhausted !== null) return held;
    }
    const joined = this.#line.join({ size, price }, signal);
    this.#watchTime();
    return joined;
  }

  #reservation(wanted: Amounts, price: Price | null): Reservation {
    let open = true;
    const end = (taken: Amounts | null): void => {
      if (!open) return;
      open = false;
      this.#hold(wanted, -1);
      if (taken !== null) for (const kind of kinds) this.#spent[kind] += taken[kind];
      this.#serve();
    };
    return {
      settle: (usage) =>
        end(
          usage === null
            ? wanted
            : { cost: costOf(usage, price), tokens: usage.promptTokens + usage.completionTokens, requests: 1 },
        ),
      release: () => end(null),
    };
  }

  #hold(amounts: Amounts, sign: 1 | -1): void {
    for (const kind of kinds) this.#held[kind] += sign * amounts[kind];
  }

  #serve(): void {
    for (let next = this.#line.first; next !== undefined; next = this.#line.first) {
      const held = this.reserve(next.size, next.price);
      if (held === null && this.#exhausted === null) break;
      this.#line.serve(held);
    }
    if (this.#line.length === 0 && this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
    }
  }

  /** Those who wait when the time is over are told then, not when the last call in flight ends. */
  #watchTime(): void {
    if (this.#timer !== null || this.#endsAt === Infinity) return;
    const ms = Math.min(2 ** 31 - 1, Math.max(0, this.#endsAt - this.#clock.now()));
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#serve();
      if (this.#line.length > 0) this.#watchTime();
    }, ms);
  }
}
