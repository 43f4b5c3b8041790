import { systemClock } from '../base/clock.ts';
import { seededRandom, type Random } from '../base/random.ts';
import type { ExitMarks } from '../conversation/exit.ts';
import type { Reply } from '../conversation/reply.ts';
import type { ModelRequest } from '../conversation/request.ts';
import type { ModelError } from '../models/model-error.ts';
import type { TrialContext } from '../models/model.ts';
import { datasetAuthorId, givenKey, givenReply } from '../store/dataset-replies.ts';
import { findGeneration } from '../store/generations.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import type { FailedAttempt, GenerationRecord, GenerationRef, ScoreRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { DrawBatches } from './draw-batches.ts';
import { generationKey, seedOf } from './generation-key.ts';
import type { ModelHealth } from './model-health.ts';
import type { Attempt } from './retry.ts';

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

/**
 * Scores a first reply without a call, to be stored with it; `exit` says how an exit would be taken in it. Left out,
 * nothing is scored.
 */
export type ScoreReply = (request: ModelRequest, reply: Reply, exit: ExitMarks | null) => readonly ScoreRecord[];

export interface CallsOptions {
  readonly store: Store;
  readonly writer: GroupCommit;
  readonly batches: DrawBatches;
  readonly modelHash: string;
  readonly modelId: number;
  readonly series: string;
  readonly health: ModelHealth;
  readonly scoreReply?: ScoreReply | undefined;
}

const done = Promise.resolve();

/** The generations of one model: each is asked for once, whoever needs it, and stored before it is used. */
export class Calls {
  readonly #options: CallsOptions;
  #givenBy: number | null = null;
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

  /** Where generations are stored. */
  get store(): Store {
    return this.#options.store;
  }

  /** What another model said to a request; `null` where that is not stored. */
  storedOf(model: string, request: ModelRequest, draw: number): Generated | null {
    const { store, series } = this.#options;
    const ref = findGeneration(store, generationKey({ model, request, series, draw }));
    return ref === null ? null : { ref, committed: done, failed: [] };
  }

  /** A reply that stands in a dataset: stored once, by what it says, as one that nobody was asked for. */
  given(text: string): Generated {
    const { store, writer } = this.#options;
    const key = givenKey(text);
    const stored = findGeneration(store, key);
    if (stored !== null) return { ref: stored, committed: done, failed: [] };
    this.#givenBy ??= datasetAuthorId(store);
    const ref: GenerationRef = { id: null, reply: givenReply(text) };
    const startedAt = systemClock.now();
    const record = {
      kind: 'generation',
      ref,
      key,
      modelId: this.#givenBy,
      draw: 0,
      startedAt,
      durationMs: 0,
      attempts: 0,
    };
    return { ref, committed: writer.add(record as GenerationRecord), failed: [] };
  }

  async #call(key: string, request: ModelRequest, context: TrialContext, signal: AbortSignal): Promise<Generated> {
    const { batches, modelHash, modelId, series, writer, health, scoreReply } = this.#options;
    const drawn = await batches.ask(() => generationKey({ model: modelHash, request, series, draw: 0 }), {
      request,
      options: { seed: seedOf(key), signal, context },
      random: lazily(() => seededRandom(['back-off', key])),
    });
    const failed = drawn.attempts.filter((attempt) => attempt.kind !== 'ok').map(failedAttempt);
    if (drawn.kind === 'failed') {
      health.failure(drawn.error);
      throw new CallFailed(drawn.error, failed);
    }
    health.success();
    const ref: GenerationRef = { id: null, reply: drawn.reply };
    const committed = writer.add({
      kind: 'generation',
      ref,
      key,
      modelId,
      draw: context.epoch,
      startedAt: drawn.call.startedAt,
      durationMs: drawn.call.durationMs,
      attempts: drawn.call.n,
      ...(drawn.form === null ? {} : { form: drawn.form }),
      ...(scoreReply === undefined || context.step !== 'reply'
        ? {}
        : { scores: scoreReply(request, drawn.reply, context.exit) }),
    });
    // Whoever needs the commit awaits it; unawaited, a refusal shows again when its trial is written.
    committed.catch(() => undefined);
    return { ref, committed, failed };
  }
}

function failedAttempt({ n, startedAt, durationMs, kind, status, message, usage }: Attempt): Omit<FailedAttempt, 'k'> {
  return { n, startedAt, durationMs, kind, status, message: message ?? '', usage };
}

/** A source of randomness that is only made when a call fails: most never draw. */
function lazily(make: () => Random): Pick<Random, 'next'> {
  let random: Random | null = null;
  return { next: () => (random ??= make()).next() };
}
