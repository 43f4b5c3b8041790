import { sleep, systemClock } from '../base/clock.ts';
import { seededRandom, type Random } from '../base/random.ts';
import type { ModelRequest } from '../conversation/request.ts';
import type { ModelError } from '../models/model-error.ts';
import type { Model, TrialContext } from '../models/model.ts';
import { findGeneration } from '../store/generations.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import type { FailedAttempt, GenerationRef } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { generationKey, seedOf } from './generation-key.ts';
import type { ModelHealth } from './model-health.ts';
import { withRetry } from './retry.ts';
import type { Tally } from './tally.ts';

/** A call that failed for good, with every try of it. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly error: ModelError;
  readonly attempts: readonly Omit<FailedAttempt, 'k'>[];

  constructor(error: ModelError, attempts: readonly Omit<FailedAttempt, 'k'>[]) {
    super(error.message, { cause: error });
    this.error = error;
    this.attempts = attempts;
  }
}

/** A reply that is here. `committed` resolves when it is durable; nothing may act on it before. */
export interface Generated {
  readonly ref: GenerationRef;
  readonly committed: Promise<void>;
  /** Tries that failed before the one that succeeded; empty for who merely waited for somebody else's call. */
  readonly failed: readonly Omit<FailedAttempt, 'k'>[];
}

export interface CallsOptions {
  readonly store: Store;
  readonly writer: GroupCommit;
  readonly model: Model;
  readonly modelHash: string;
  readonly modelId: number;
  readonly series: string;
  readonly attempts: number;
  readonly health: ModelHealth;
  readonly tally: Tally;
  /** Aborted when no new call should go out: nothing then waits to try again. */
  readonly softSignal: AbortSignal;
}

const done = Promise.resolve();

/** The generations of one model: each is asked for once, whoever needs it, and stored before it is used. */
export class Calls {
  readonly #options: CallsOptions;
  readonly #inFlight = new Map<string, Promise<Generated>>();

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  /**
   * The generation for a request: the stored one, the one on its way, or a new one.
   *
   * @throws CallFailed when the model does not reply; the signal's reason when aborted, or when stopped while it waits to
   * try again.
   */
  async get(request: ModelRequest, context: TrialContext, signal: AbortSignal): Promise<Generated> {
    const { store, modelHash, series } = this.#options;
    const key = generationKey({ model: modelHash, request, series, draw: context.epoch });
    const running = this.#inFlight.get(key);
    if (running !== undefined) {
      const { ref, committed } = await running.catch((error: unknown) => {
        throw error instanceof CallFailed ? new CallFailed(error.error, []) : error;
      });
      return { ref, committed, failed: [] };
    }
    const stored = findGeneration(store, key);
    if (stored !== null) return { ref: stored, committed: done, failed: [] };
    const call = this.#call(key, request, context, signal);
    this.#inFlight.set(key, call);
    const forget = (): void => {
      this.#inFlight.delete(key);
    };
    call.then(({ committed }) => committed).then(forget, forget);
    return call;
  }

  async #call(key: string, request: ModelRequest, context: TrialContext, signal: AbortSignal): Promise<Generated> {
    const { model, modelId, writer, health, tally, softSignal } = this.#options;
    const seed = seedOf(key);
    const result = await withRetry(
      async () => {
        tally.calls += 1;
        tally.inFlight += 1;
        try {
          return await model.generate(request, { seed, signal, context });
        } finally {
          tally.inFlight -= 1;
          writer.settled();
        }
      },
      {
        attempts: health.attempts(this.#options.attempts),
        random: lazily(() => seededRandom(['back-off', key])),
        signal,
        sleep: (ms) => sleep(ms, softSignal),
        onAttempt: ({ kind, message }) => {
          if (kind !== 'ok' && kind !== 'aborted') tally.failedCall(kind, message ?? kind);
        },
      },
    );
    const failed = result.attempts
      .filter((attempt) => attempt.kind !== 'ok')
      .map((attempt) => ({ ...attempt, message: attempt.message ?? '' }));
    if (result.kind === 'failed') {
      health.failure(result.error);
      throw new CallFailed(result.error, failed);
    }
    health.success();
    const last = result.attempts.at(-1);
    const ref: GenerationRef = { id: null, reply: result.reply };
    const committed = writer.add({
      kind: 'generation',
      ref,
      key,
      modelId,
      draw: context.epoch,
      startedAt: last?.startedAt ?? systemClock.now(),
      durationMs: last?.durationMs ?? 0,
      attempts: result.attempts.length,
    });
    // Whoever needs the commit awaits it; unawaited, a refusal shows again when its trial is written.
    committed.catch(() => undefined);
    return { ref, committed, failed };
  }
}

/** A source of randomness that is only made when a call fails: most never draw. */
function lazily(make: () => Random): Pick<Random, 'next'> {
  let random: Random | null = null;
  return { next: () => (random ??= make()).next() };
}
