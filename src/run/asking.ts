import { systemClock } from '../base/clock.ts';
import type { ModelRequest } from '../conversation/request.ts';
import { requestHash } from '../conversation/request-hash.ts';
import type { Model } from '../models/model.ts';
import { outsideTrial } from '../models/outside-trial.ts';
import { putModel } from '../store/catalog.ts';
import { GroupCommit } from '../store/group-commit.ts';
import type { GenerationRef } from '../store/records.ts';
import {
  endRun,
  heartbeat,
  releaseLease,
  startRun,
  type RunEnding,
  type RunTallies,
  type StoppedBy,
} from '../store/runs.ts';
import { Spill } from '../store/spill.ts';
import type { Store } from '../store/store.ts';
import { GenerationTaken } from '../store/write-records.ts';
import { modelHash } from '../study/arm.ts';
import { Calls } from './calls.ts';
import { ChainPool } from './chain-pool.ts';
import { DrawBatches } from './draw-batches.ts';
import type { Budget } from './limits/budget.ts';
import { openGate } from './limits/gate.ts';
import type { Price } from './limits/limits.ts';
import { ModelHealth } from './model-health.ts';
import { ModelTally } from './model-tally.ts';
import { chainsWanted, waitForLease, type StoppedModel } from './run-model.ts';
import { stoppedByKind } from './run-study.ts';
import { Sender } from './sender.ts';
import type { StopSwitch } from './stop-switch.ts';
import { rescueStore, type StoreFailure } from './store-rescue.ts';
import { Tally } from './tally.ts';

/** Work for a model that belongs to no trial: a judge's. */
export interface AskingOptions<Task> {
  /** The revision of a study that the run is noted under. */
  readonly revisionId: number;
  readonly model: Model;
  /** What tallies call it. */
  readonly label: string;
  readonly price: Price | null;
  /** Tells these generations from those of trials. */
  readonly series: string;
  /** The most calls in flight; below it, the endpoint gets as many as it turns out to bear. */
  readonly concurrency: number;
  /** Tries of one call. */
  readonly attempts: number;
  readonly budget: Budget;
  readonly stop: StopSwitch;
  /** How many tasks there are, as far as is known. */
  readonly planned: number;
  readonly tasks: Iterator<Task>;
  /**
   * Does one task. `ask` gives a reply that is durable: the stored one where the same was asked before.
   *
   * @returns whether it went well; a failure is counted, and the next run may try it again.
   */
  readonly work: (task: Task, ask: Ask, signal: AbortSignal) => Promise<boolean>;
  readonly onNotice: (text: string) => void;
  readonly onStart?: ((tallies: () => RunTallies) => void) | undefined;
  /** Where replies go that the store refuses. */
  readonly spill?: string | undefined;
}

/** @throws CallFailed when the model does not reply; the reason when stopped. */
export type Ask = (request: ModelRequest, signal: AbortSignal) => Promise<GenerationRef>;

/** How it ended. */
export interface AskingResult {
  readonly ending: RunEnding;
  readonly tallies: RunTallies;
  readonly failures: readonly (readonly [message: string, count: number])[];
  readonly stoppedModel: StoppedModel | null;
  readonly storeFailure: StoreFailure | null;
}

const heartbeatMs = 2_000;

/**
 * Does tasks that ask one model, many at a time, with all that a run gives: each reply is durable before it is used and
 * asked for once, calls are limited, budgeted and counted, and a kill costs no more than the calls on their way.
 *
 * @throws what a task throws beside failed calls.
 */
export async function askAll<Task>(store: Store, options: AskingOptions<Task>): Promise<AskingResult> {
  const { model, label, price, stop, budget } = options;
  const planned = { label, hash: modelHash(model.identity), identity: model.identity, traits: model.traits };
  const modelId = store.transaction(() => putModel(store, planned));
  const runId = startRun(store, options.revisionId, systemClock.now());
  const tally = new Tally();
  const modelTally = new ModelTally(label, price);
  tally.add(modelTally);
  tally.planned = options.planned;
  modelTally.planned = options.planned;
  const halt = new AbortController();
  const onStop = (): void => halt.abort(stop.softSignal.reason);
  stop.softSignal.addEventListener('abort', onStop, { once: true });
  if (stop.stopping) onStop();
  const health = new ModelHealth(({ message, hint }) => {
    modelTally.givenUp = { message, hint };
    halt.abort(new Error('given up'));
  });
  const spill = new Spill(store, options.spill);
  let refusal: unknown = null;
  let rescue: Promise<void> | null = null;
  const writer = new GroupCommit(store, runId, {
    isIdle: () => tally.inFlight === 0,
    onFailure: (refused) => {
      stop.stop();
      refusal ??= refused;
      rescue ??= rescueStore(writer, { tries: 5, delayMs: 1_000 }, spill).finally(() => {
        rescue = null;
      });
    },
  });
  const { parallel, simulated } = model.traits;
  const limits = { max: Math.min(options.concurrency, parallel ?? Infinity), fixed: parallel !== null || simulated };
  const gate = openGate(limits);
  modelTally.gate = () => gate.state;
  const calls = new Calls({
    store,
    writer,
    modelHash: planned.hash,
    modelId,
    series: options.series,
    health,
    batches: new DrawBatches(
      new Sender({
        model,
        price,
        gate,
        budget,
        health,
        attempts: options.attempts,
        tally,
        modelTally,
        haltSignal: halt.signal,
        onBudget: () => {
          const by: StoppedBy = stoppedByKind[budget.exhausted ?? 'requests'];
          if (!stop.stopping) tally.stoppedBy = by;
          stop.stop();
        },
        onSettled: () => writer.settled(),
      }),
      1,
    ),
  });
  const ask: Ask = async (request, signal) => {
    for (;;) {
      const { ref, committed } = await calls.get(request, outsideTrial(requestHash(request)), signal);
      try {
        await committed;
        return ref;
      } catch (error) {
        // Another process stored it first: the stored one is taken.
        if (!(error instanceof GenerationTaken)) throw error;
      }
    }
  };
  const pool = new ChainPool<Task>({
    chains: options.tasks,
    wanted: () => chainsWanted(limits, gate.state.limit),
    goesOn: () => !halt.signal.aborted,
    run: async (task) => {
      try {
        const isWell = await options.work(task, ask, stop.signal);
        tally.ended(isWell ? 'continue' : 'error', 'placebo');
        modelTally.ended(isWell ? 'continue' : 'error', 'placebo');
      } catch (error) {
        // What was waiting for its turn, or for a store that refuses: it stays to be done.
        if (!halt.signal.aborted) throw error;
      }
    },
  });
  gate.onLimit(() => pool.fill());
  const timer = setInterval(() => {
    tally.sample();
    try {
      heartbeat(store, runId, systemClock.now(), tally.snapshot());
    } catch {
      // Told by the writer.
    }
  }, heartbeatMs);
  options.onStart?.(() => tally.snapshot());
  try {
    const lease = { store, runId, modelId, stop, onNotice: options.onNotice, opened: { planned } };
    if ((await waitForLease(lease)) !== 'stopped') await pool.finish();
  } finally {
    clearInterval(timer);
    stop.softSignal.removeEventListener('abort', onStop);
    await (rescue as Promise<void> | null);
    spill.close();
  }
  const ending: RunEnding = stop.interrupted ? 'interrupted' : halt.signal.aborted ? 'stopped' : 'done';
  try {
    releaseLease(store, modelId, runId);
    endRun(store, runId, systemClock.now(), ending, tally.snapshot());
  } catch (error) {
    // A store that refuses has been told of; another run sees by the heartbeat that this one is over.
    if (refusal === null) throw error;
  }
  const given = health.stopped;
  return {
    ending,
    tallies: tally.snapshot(),
    failures: tally.commonMessages(),
    stoppedModel: given === null ? null : { model: label, message: given.message, hint: given.hint },
    storeFailure: refusal === null ? null : { error: refusal, lost: writer.lost, spilled: spill.kept },
  };
}
