import { systemClock } from '../base/clock.ts';
import { GroupCommit } from '../store/group-commit.ts';
import { markUnsupported, planLines } from '../store/plans.ts';
import { planProgress } from '../store/progress.ts';
import { endRun, heartbeat, startRun, type RunEnding, type RunTallies } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { OpenedModel } from './open-models.ts';
import type { PreparedStudy } from './prepare.ts';
import { runModel, type StoppedModel } from './run-model.ts';
import { StopSwitch } from './stop-switch.ts';
import { rescueStore, type RescueOptions, type StoreFailure } from './store-rescue.ts';
import { Tally } from './tally.ts';

export interface RunOptions {
  /** Calls in flight for each model; by default what the model can work on at once, else 16 (simulated: 64). */
  readonly concurrency?: number | undefined;
  readonly stop?: StopSwitch;
  /** Sentences for the user while the run is on. */
  readonly onNotice?: (text: string) => void;
  /** Called once, before the first call, with a live view of the tallies. */
  readonly onStart?: (tally: () => RunTallies) => void;
  /** How long a store that refuses to write is tried again. */
  readonly rescue?: RescueOptions;
}

/** How a run ended. */
export interface RunResult {
  /**
   * `nothing-to-do`: every trial had its outcome already, and no model was called. `stopped`: trials are left that
   * another run can do.
   */
  readonly ending: RunEnding | 'nothing-to-do';
  readonly tallies: RunTallies;
  /** What failed calls said most often, with how often. */
  readonly failures: readonly (readonly [message: string, count: number])[];
  /** Models that were given up, and why. */
  readonly stoppedModels: readonly StoppedModel[];
  /** What the store refused, and what was lost by it; the run then ended early. */
  readonly storeFailure: StoreFailure | null;
  /** Trials of this study that stand as `error` now. */
  readonly errors: number;
  /** Trials of this study that have no outcome. */
  readonly pending: number;
}

const heartbeatMs = 2_000;
const defaultConcurrency = 16;

/**
 * Runs what is left of a study. Interrupted or killed, the same call goes on where it was.
 */
export async function runStudy(
  store: Store,
  { plan, loaded }: PreparedStudy,
  models: readonly OpenedModel[],
  options: RunOptions = {},
): Promise<RunResult> {
  const tally = new Tally();
  const before = planProgress(store, plan.lines);
  tally.planned = before.planned;
  tally.before = before.done;
  if (before.done === before.planned) {
    const tallies = tally.snapshot();
    return {
      ending: 'nothing-to-do',
      tallies,
      failures: [],
      stoppedModels: [],
      storeFailure: null,
      errors: 0,
      pending: 0,
    };
  }
  const stop = options.stop ?? new StopSwitch();
  const runId = startRun(store, plan.revisionId, systemClock.now());
  let firstFailure: unknown = null;
  let rescue: Promise<void> | null = null;
  const writer = new GroupCommit(store, runId, {
    isIdle: () => tally.inFlight === 0,
    onFailure: (refusal) => {
      stop.stop();
      firstFailure ??= refusal;
      // Room that was made may fill up again: a rescue that is over is followed by another.
      rescue ??= rescueStore(writer, options.rescue ?? { tries: 5, delayMs: 1_000 }).finally(() => {
        rescue = null;
      });
    },
  });
  const timer = setInterval(() => tryHeartbeat(store, runId, tally), heartbeatMs);
  options.onStart?.(() => tally.snapshot());
  let stopped: readonly (StoppedModel | null)[];
  try {
    stopped = await Promise.all(
      models.map((opened, index) =>
        runModel({
          store,
          runId,
          writer,
          opened,
          modelId: plan.modelIds[index] ?? 0,
          lines: plan.lines.filter((line) => line.arm.model === index),
          series: loaded.study.series,
          attempts: loaded.study.limits.attempts,
          // No more workers than there are trials.
          concurrency: Math.min(concurrencyFor(opened, options.concurrency), before.planned - before.done),
          tally,
          stop,
          onNotice: options.onNotice ?? (() => undefined),
          onWaited: () => {
            tally.before = planProgress(store, plan.lines).done - tally.done + tally.errors;
          },
          onUnsupported: (armId, reason) => markUnsupported(store, plan.revisionId, armId, reason),
        }),
      ),
    );
  } finally {
    clearInterval(timer);
  }
  await (rescue as Promise<void> | null);
  const storeFailure = firstFailure === null ? null : { error: firstFailure, lost: writer.lost };
  const after = planProgress(store, planLines(store, plan));
  const pending = after.planned - after.done - after.errors;
  const ending: RunEnding = stop.interrupted ? 'interrupted' : pending > 0 ? 'stopped' : 'done';
  try {
    endRun(store, runId, systemClock.now(), ending, tally.snapshot());
  } catch (error) {
    // A store that refuses has been told of; another run sees by the heartbeat that this one is over.
    if (storeFailure === null) throw error;
  }
  return {
    ending,
    tallies: tally.snapshot(),
    failures: tally.commonMessages(),
    stoppedModels: stopped.filter((one) => one !== null),
    storeFailure,
    errors: after.errors,
    pending,
  };
}

function concurrencyFor({ planned }: OpenedModel, wanted: number | undefined): number {
  const { parallel, simulated } = planned.traits;
  return wanted ?? parallel ?? (simulated ? 64 : defaultConcurrency);
}

/** A store that refuses says so when a reply is written; a missed heartbeat is no reason to stop. */
function tryHeartbeat(store: Store, runId: number, tally: Tally): void {
  try {
    heartbeat(store, runId, systemClock.now(), tally.snapshot());
  } catch {
    // Told by the writer.
  }
}
