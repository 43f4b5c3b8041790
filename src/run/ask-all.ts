import { systemClock } from '../base/clock.ts';
import { ExitpollError } from '../base/errors.ts';
import { requestHash } from '../conversation/request-hash.ts';
import type { ModelRequest } from '../conversation/request.ts';
import { outsideTrial } from '../models/outside-trial.ts';
import { findGeneration } from '../store/generations.ts';
import { GroupCommit } from '../store/group-commit.ts';
import { putModel } from '../store/catalog.ts';
import type { GenerationRef } from '../store/records.ts';
import {
  endRun,
  heartbeat,
  releaseLease,
  startRun,
  takeLease,
  type RunTallies,
  type StoppedBy,
} from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { GenerationTaken } from '../store/write-records.ts';
import { CallFailed, Calls } from './calls.ts';
import { ChainPool } from './chain-pool.ts';
import { DrawBatches } from './draw-batches.ts';
import { gateOptions } from './gate-options.ts';
import { generationKey } from './generation-key.ts';
import { Budget } from './limits/budget.ts';
import { checkBudget } from './limits/check-budget.ts';
import { openGate } from './limits/gate.ts';
import type { BudgetLimits } from './limits/limits.ts';
import { ModelHealth } from './model-health.ts';
import { ModelTally } from './model-tally.ts';
import type { OpenedModel } from './open-models.ts';
import { thisMachine } from './open-reference.ts';
import { Sender } from './sender.ts';
import { StopSwitch } from './stop-switch.ts';
import { Tally } from './tally.ts';

/** Requests of one kind to one model, outside all trials: those of a judge. */
export interface AskAllOptions<Question> {
  readonly store: Store;
  /** The study they belong to: the run is one of it. */
  readonly revisionId: number;
  readonly opened: OpenedModel;
  readonly questions: readonly Question[];
  readonly requestOf: (question: Question) => ModelRequest;
  /** Told of each reply once it is durable. */
  readonly onReply: (question: Question, reply: GenerationRef) => void;
  /** Told of each call that failed for good. */
  readonly onFailed: (question: Question, message: string) => void;
  readonly concurrency?: number | undefined;
  readonly attempts?: number;
  readonly budget: BudgetLimits;
  readonly stop?: StopSwitch;
  readonly onStart?: (tally: () => RunTallies) => void;
}

/** How it ended. */
export interface AskedAll {
  readonly tallies: RunTallies;
  /** Questions that were neither answered nor failed. */
  readonly left: number;
  readonly stoppedBy: StoppedBy | null;
  /** Why the model was given up. */
  readonly givenUp: { readonly message: string; readonly hint: string | null } | null;
}

const heartbeatMs = 2_000;
const stoppedByKind = {
  cost: 'max-cost',
  tokens: 'max-tokens',
  requests: 'max-requests',
  minutes: 'max-minutes',
} as const;

/**
 * Asks a model many things as a run does: replies are stored before anything acts on them and never asked for twice,
 * calls are retried, limited and counted, and a run with its tallies stands in the store.
 *
 * @throws ExitpollError when the budget cannot be kept, another run has the model, or the store refuses.
 */
export async function askAll<Question>(options: AskAllOptions<Question>): Promise<AskedAll> {
  const { store, opened, questions, budget: limits } = options;
  const { label, hash, traits } = opened.planned;
  checkBudget(limits, [{ label, price: opened.price, isFree: opened.destination === thisMachine }]);
  const stop = options.stop ?? new StopSwitch();
  const [tally, modelTally] = [new Tally(), new ModelTally(label, opened.price)];
  tally.add(modelTally);
  tally.planned = modelTally.planned = questions.length;
  const modelId = store.transaction(() => putModel(store, opened.planned));
  const runId = startRun(store, options.revisionId, systemClock.now());
  const holder = takeLease(store, modelId, runId, systemClock.now());
  if (holder !== null) {
    endRun(store, runId, systemClock.now(), 'stopped', tally.snapshot());
    throw new ExitpollError(`${label} is in use by run ${holder.runId} (process ${holder.pid} on ${holder.host})`, {
      code: 'model-in-use',
      hint: 'Wait for it to end, then give the same command again.',
    });
  }
  const budget = new Budget(limits);
  let refused: { readonly error: unknown } | null = null;
  const writer = new GroupCommit(store, runId, {
    isIdle: () => tally.inFlight === 0,
    onFailure: (error) => {
      refused ??= { error };
      stop.stop();
      setImmediate(() => writer.giveUp(() => 0));
    },
  });
  const health = new ModelHealth(({ message, hint }) => {
    modelTally.givenUp = { message, hint };
    stop.stop();
  });
  const gate = openGate(gateOptions(undefined, opened, options.concurrency));
  modelTally.gate = () => gate.state;
  const sender = new Sender({
    model: opened.model,
    price: opened.price,
    gate,
    budget,
    health,
    attempts: options.attempts ?? 5,
    tally,
    modelTally,
    haltSignal: stop.softSignal,
    onBudget: () => {
      if (!stop.stopping) tally.stoppedBy = stoppedByKind[budget.exhausted ?? 'requests'];
      stop.stop();
    },
    onSettled: () => writer.settled(),
  });
  const batches = new DrawBatches(sender, traits.drawsPerCall);
  const calls = new Calls({ store, writer, batches, modelHash: hash, modelId, series: 'main', health });
  const timer = setInterval(() => {
    tally.sample();
    heartbeat(store, runId, systemClock.now(), tally.snapshot());
  }, heartbeatMs);
  const pool = new ChainPool<Question>({
    chains: questions[Symbol.iterator](),
    wanted: () => gate.state.limit + 8,
    goesOn: () => !stop.stopping,
    run: async (question) => {
      const failed = await ask(question, options, calls, stop);
      if (failed === null) return;
      tally.done += 1;
      modelTally.done += 1;
      if (!failed) return;
      tally.errors += 1;
      modelTally.errors += 1;
    },
  });
  gate.onLimit(() => pool.fill());
  options.onStart?.(() => tally.snapshot());
  try {
    await pool.finish();
  } finally {
    clearInterval(timer);
  }
  const failure = refused as { readonly error: unknown } | null;
  if (failure !== null) throw failure.error;
  const left = questions.length - tally.done;
  if (left === 0) tally.stoppedBy = null;
  const tallies = tally.snapshot();
  endRun(store, runId, systemClock.now(), stop.interrupted ? 'interrupted' : left > 0 ? 'stopped' : 'done', tallies);
  releaseLease(store, modelId, runId);
  return { tallies, left, stoppedBy: tally.stoppedBy, givenUp: modelTally.givenUp };
}

/** Asks one thing. @returns whether it failed; `null` when it was given up for now. */
async function ask<Question>(
  question: Question,
  { store, opened, requestOf, onReply, onFailed }: AskAllOptions<Question>,
  calls: Calls,
  stop: StopSwitch,
): Promise<boolean | null> {
  const request = requestOf(question);
  try {
    const { ref, committed } = await calls.get(request, outsideTrial(requestHash(request)), stop.signal);
    try {
      await committed;
      onReply(question, ref);
    } catch (error) {
      if (!(error instanceof GenerationTaken)) throw error;
      // Another process was first: its reply is the one.
      const key = generationKey({ model: opened.planned.hash, request, series: 'main', draw: 1 });
      const stored = findGeneration(store, key);
      if (stored === null) throw error;
      onReply(question, stored);
    }
    return false;
  } catch (error) {
    if (error instanceof CallFailed) {
      // A call that failed because all was being stopped may well succeed next time.
      if (!stop.stopping) onFailed(question, error.error.message);
      return stop.stopping ? null : true;
    }
    if (stop.stopping) return null;
    throw error;
  }
}
