import { sleep, systemClock } from '../base/clock.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import { pendingTrials, type PendingTrial } from '../store/pending.ts';
import type { PlanLine } from '../store/plans.ts';
import { releaseLease, takeLease } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { Calls } from './calls.ts';
import { ModelHealth } from './model-health.ts';
import type { OpenedModel } from './open-models.ts';
import { runTrial } from './run-trial.ts';
import type { StopSwitch } from './stop-switch.ts';
import type { Tally } from './tally.ts';

export interface ModelRun {
  readonly store: Store;
  readonly runId: number;
  readonly writer: GroupCommit;
  readonly opened: OpenedModel;
  readonly modelId: number;
  /** The conditions of this model. */
  readonly lines: readonly PlanLine[];
  readonly series: string;
  readonly attempts: number;
  readonly concurrency: number;
  readonly tally: Tally;
  readonly stop: StopSwitch;
  readonly onNotice: (text: string) => void;
  /** Another run had the model until now. */
  readonly onWaited: () => void;
  /** The model said that it cannot be offered tools. */
  readonly onUnsupported: (armId: number, reason: string) => void;
}

/** Why a model was given up. */
export interface StoppedModel {
  readonly model: string;
  readonly message: string;
  readonly hint: string | null;
}

const leasePollMs = 500;

/** Runs every pending trial of one model. @returns why it was given up, or `null`. */
export async function runModel(run: ModelRun): Promise<StoppedModel | null> {
  if (run.lines.every((line) => line.unsupported !== null)) return null;
  const lease = await waitForLease(run);
  if (lease === 'stopped') return null;
  // Whoever had the model before may have done much of this.
  if (lease === 'waited') run.onWaited();
  const health = new ModelHealth();
  const calls = new Calls({
    store: run.store,
    writer: run.writer,
    model: run.opened.model,
    modelHash: run.opened.planned.hash,
    modelId: run.modelId,
    series: run.series,
    attempts: run.attempts,
    health,
    tally: run.tally,
    softSignal: run.stop.softSignal,
  });
  const trials = pendingTrials(run.store, run.lines);
  const unsupported = new Set<number>();
  const workers = Array.from({ length: run.concurrency }, () => work(run, { trials, calls, health, unsupported }));
  const results = await Promise.allSettled(workers);
  if (!run.stop.stopping) releaseLease(run.store, run.modelId, run.runId);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined && !run.stop.stopping) throw failed.reason;
  if (health.stopped === null) return null;
  return { model: run.opened.planned.label, message: health.stopped.message, hint: health.stopped.hint };
}

interface Shared {
  readonly trials: Iterator<PendingTrial>;
  readonly calls: Calls;
  readonly health: ModelHealth;
  /** Arms the model turned out not to be able to do. */
  readonly unsupported: Set<number>;
}

async function work(run: ModelRun, { trials, calls, health, unsupported }: Shared): Promise<void> {
  while (!run.stop.stopping && health.stopped === null) {
    const next = trials.next();
    if (next.done === true) return;
    const { line } = next.value;
    if (unsupported.has(line.armId)) continue;
    const end = await runTrial(next.value, calls, run.writer, run.stop.signal);
    if (end.kind === 'outcome') {
      run.tally.ended(end.outcome, line.arm.method === 'placebo-tool');
    } else if (!unsupported.has(line.armId)) {
      unsupported.add(line.armId);
      run.onUnsupported(line.armId, end.reason);
      run.onNotice(`${run.opened.planned.label} cannot do ${line.arm.method}: ${end.reason}`);
    }
  }
}

/** Waits until no other living run has the model. */
async function waitForLease(run: ModelRun): Promise<'free' | 'waited' | 'stopped'> {
  for (let told = false; !run.stop.stopping;) {
    const holder = takeLease(run.store, run.modelId, run.runId, systemClock.now());
    if (holder === null) return told ? 'waited' : 'free';
    if (!told) {
      run.onNotice(
        `${run.opened.planned.label} is in use by run ${holder.runId} (process ${holder.pid} on ${holder.host}); waiting for it to end`,
      );
      told = true;
    }
    await sleep(leasePollMs, run.stop.softSignal).catch(() => undefined);
  }
  return 'stopped';
}
