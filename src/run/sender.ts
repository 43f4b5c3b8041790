import { sleep } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { ModelRequest } from '../conversation/request.ts';
import type { Reply, Usage } from '../conversation/reply.ts';
import { ModelError, type ModelErrorKind } from '../models/model-error.ts';
import type { GenerateOptions, Model } from '../models/model.ts';
import { callSize } from './call-size.ts';
import { nothingUsed, type Budget, type Reservation } from './limits/budget.ts';
import type { Admission, CallEnd, Gate, Price } from './limits/limits.ts';
import type { ModelHealth } from './model-health.ts';
import type { ModelTally } from './model-tally.ts';
import { longestRetryAfterMs, withRetry, type Attempt, type Retried } from './retry.ts';
import type { Tally } from './tally.ts';

export interface SenderOptions {
  readonly model: Model;
  readonly price: Price | null;
  readonly gate: Gate;
  readonly budget: Budget;
  readonly health: ModelHealth;
  /** Tries of one call, the first included. */
  readonly attempts: number;
  readonly tally: Tally;
  readonly modelTally: ModelTally;
  /** Aborted when no new call should go out: nothing then waits for its turn, or to try again. */
  readonly haltSignal: AbortSignal;
  /** The budget has no room for another call; aborts `haltSignal`. */
  readonly onBudget: () => void;
  /** A call is no longer on its way. */
  readonly onSettled: () => void;
}

/** What is sent: one request, for one draw of it or several. */
export interface Sending {
  readonly request: ModelRequest;
  readonly draws: number;
  readonly options: GenerateOptions;
  readonly random: Pick<Random, 'next'>;
}

/** The calls to one model: each waits for room in the budget and for its turn, and is tried again where that may help. */
export class Sender {
  readonly #options: SenderOptions;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** @throws the signal's reason when aborted; the halting signal's when that comes while it waits. */
  async send({ request, draws, options, random }: Sending): Promise<Retried<readonly Reply[]>> {
    const { health, haltSignal, modelTally, tally } = this.#options;
    const size = callSize(request, draws);
    let turn: Turn | null = null;
    return withRetry(
      async () => {
        if (turn === null) throw new Error('a call went out without its turn');
        const own = turn;
        turn = null;
        try {
          const replies = await this.#generate(request, draws, options);
          const usage = totalUsage(replies);
          own.reservation.settle(usage);
          modelTally.replied(usage);
          own.admission.leave({ kind: 'ok', usage });
          return replies;
        } catch (error) {
          own.reservation.settle(usageOfFailure(error));
          own.admission.leave(endOf(error));
          if (error instanceof ModelError) health.attemptFailed(error);
          throw error;
        }
      },
      {
        attempts: () => health.attempts(this.#options.attempts),
        random,
        signal: options.signal,
        sleep: (ms) => sleep(ms, haltSignal),
        before: async () => {
          turn = await this.#turn(size);
        },
        onAttempt: (attempt) => {
          if (attempt.kind === 'ok') return;
          modelTally.failed(attempt);
          if (attempt.kind === 'aborted') return;
          tally.failedCall(attempt.message ?? attempt.kind);
        },
      },
    );
  }

  async #turn(size: ReturnType<typeof callSize>): Promise<Turn> {
    const { budget, gate, price, haltSignal } = this.#options;
    const reservation = await budget.take(size, price, haltSignal);
    if (reservation === null) {
      this.#options.onBudget();
      throw haltSignal.reason;
    }
    try {
      return { reservation, admission: await gate.enter(size, haltSignal) };
    } catch (error) {
      reservation.release();
      throw error;
    }
  }

  async #generate(request: ModelRequest, draws: number, options: GenerateOptions): Promise<readonly Reply[]> {
    const { model, tally } = this.#options;
    tally.inFlight += 1;
    try {
      if (draws === 1 || model.generateMany === undefined) return [await model.generate(request, options)];
      return await model.generateMany(request, draws, options);
    } finally {
      tally.inFlight -= 1;
      this.#options.onSettled();
    }
  }
}

interface Turn {
  readonly reservation: Reservation;
  readonly admission: Admission;
}

/** What several replies took together; `null` when that of one is not known. */
function totalUsage(replies: readonly Reply[]): Usage | null {
  const [only] = replies;
  if (only !== undefined && replies.length === 1) return only.usage;
  let sum: Usage | null = { promptTokens: 0, completionTokens: 0, cachedTokens: 0 };
  for (const { usage } of replies) {
    if (usage === null) return null;
    sum = {
      promptTokens: sum.promptTokens + usage.promptTokens,
      completionTokens: sum.completionTokens + usage.completionTokens,
      cachedTokens: (sum.cachedTokens ?? 0) + (usage.cachedTokens ?? 0),
    };
  }
  return sum;
}

/** After these an endpoint may have worked, and charge for it, though nothing came back. */
const perhapsCharged: ReadonlySet<ModelErrorKind> = new Set(['timeout', 'connection', 'bad-reply']);

function usageOfFailure(error: unknown): Usage | null {
  // Aborted: nobody knows how far it was.
  if (!(error instanceof ModelError)) return null;
  return error.usage ?? (perhapsCharged.has(error.kind) ? null : nothingUsed);
}

const busy: ReadonlySet<Attempt['kind']> = new Set(['rate-limit', 'overloaded', 'timeout']);

function endOf(error: unknown): CallEnd {
  if (!(error instanceof ModelError)) return { kind: 'aborted' };
  if (!busy.has(error.kind)) return { kind: 'failed' };
  const { retryAfterMs } = error;
  // Whoever asks for a day is asked on, and fails each call at once, as its limit for the day may be one of many.
  return {
    kind: 'slow-down',
    retryAfterMs: retryAfterMs !== null && retryAfterMs > longestRetryAfterMs ? null : retryAfterMs,
  };
}
