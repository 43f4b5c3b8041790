import { sleep, systemClock } from '../base/clock.ts';
import { ExitpollError, messageOf } from '../base/errors.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import { pendingFollowUps, type PendingFollowUp } from '../store/pending-follow-ups.ts';
import { pendingChains, type Chain, type EpochSpan, type PendingTrial } from '../store/pending.ts';
import type { StoredFollowUp } from '../store/plan-follow-ups.ts';
import type { PlanLine } from '../store/plans.ts';
import { releaseLease, takeLease } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { Calls, type ScoreReply } from './calls.ts';
import { ChainPool } from './chain-pool.ts';
import { DrawBatches } from './draw-batches.ts';
import { followedUpLines, followUpsPerBail } from './follow-ups-due.ts';
import type { Budget } from './limits/budget.ts';
import { openGate, type GateOptions } from './limits/gate.ts';
import { ModelHealth } from './model-health.ts';
import type { ModelTally } from './model-tally.ts';
import type { OpenedModel } from './open-models.ts';
import { runFollowUp } from './run-follow-up.ts';
import { runTrial } from './run-trial.ts';
import { Sender } from './sender.ts';
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
  /** Ends those whose rule is met by what is stored. @returns all of them as they stand then. */
  readonly afterEpochs: () => readonly PlanLine[];
  /** What is asked after each bail. */
  readonly followUps: readonly StoredFollowUp[];
  readonly series: string;
  readonly attempts: number;
  readonly limits: GateOptions;
  readonly budget: Budget;
  readonly tally: Tally;
  readonly modelTally: ModelTally;
  readonly stop: StopSwitch;
  /** Scores replies that are to be stored. */
  readonly scoreReply: ScoreReply | undefined;
  readonly onNotice: (text: string) => void;
  /** Another run had the model until now. */
  readonly onWaited: () => void;
  /** The budget has no room for another call. */
  readonly onBudget: () => void;
  /** The model said that it cannot be offered tools, or cannot tell probabilities. */
  readonly onUnsupported: (armId: number, reason: string) => void;
}

/** A model that is wanted for a run alone. */
export type LeaseWanted = Pick<ModelRun, 'store' | 'runId' | 'modelId' | 'stop' | 'onNotice'> & {
  readonly opened: { readonly planned: { readonly label: string } };
};

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
  const { label, traits } = run.opened.planned;
  const halt = new AbortController();
  const onStop = (): void => halt.abort(run.stop.softSignal.reason);
  run.stop.softSignal.addEventListener('abort', onStop, { once: true });
  if (run.stop.stopping) onStop();
  const health = new ModelHealth(({ message, hint }) => {
    run.modelTally.givenUp = { message, hint };
    halt.abort(new Error('given up'));
  });
  const gate = openGate(run.limits);
  run.modelTally.gate = () => gate.state;
  let fillPool = (): void => undefined;
  const work = <Work>(all: Iterator<Work>, runOf: (shared: Shared, chain: Work) => Promise<void>): Promise<void> => {
    const pool = new ChainPool<Work>({
      chains: all,
      wanted: () => chainsWanted(run.limits, gate.state.limit),
      goesOn: () => !halt.signal.aborted,
      run: (chain) => runOf({ calls, unsupported, halted: halt.signal }, chain),
    });
    fillPool = () => pool.fill();
    return pool.finish();
  };
  gate.onLimit(() => fillPool());
  const unsupported = new Set<number>();
  const calls = new Calls({
    store: run.store,
    writer: run.writer,
    modelHash: run.opened.planned.hash,
    modelId: run.modelId,
    series: run.series,
    health,
    scoreReply: run.scoreReply,
    batches: new DrawBatches(
      new Sender({
        model: run.opened.model,
        price: run.opened.price,
        gate,
        budget: run.budget,
        health,
        attempts: run.attempts,
        tally: run.tally,
        modelTally: run.modelTally,
        haltSignal: halt.signal,
        onBudget: run.onBudget,
        onSettled: () => run.writer.settled(),
      }),
      traits.drawsPerCall,
    ),
  });
  try {
    let lines = run.afterEpochs();
    for (const epochs of spans(run.lines)) {
      if (lines.every((line) => line.unsupported !== null || line.epochs < epochs.first)) break;
      const chains = pendingChains(run.store, lines, { ...traits, epochs });
      await work(chains, (shared, chain) => runChain(run, shared, chain));
      if (halt.signal.aborted) break;
      lines = run.afterEpochs();
    }
    // What follows a bail is known once it is stored.
    const bails = pendingFollowUps(run.store, followedUpLines(lines), run.followUps);
    await work(bails, (shared, chain) => runFollowUps(run, shared, chain));
  } catch (error) {
    if (!run.stop.stopping) {
      // What is wrong with the store or the study is the user's to know; anything else must not stop other models.
      if (error instanceof ExitpollError) throw error;
      const message = `an error nobody foresaw: ${messageOf(error)}`;
      const hint = 'This is a bug of exitpoll; please report it. What came in until then is stored.';
      run.modelTally.givenUp = { message, hint };
      return { model: label, message, hint };
    }
  } finally {
    run.stop.softSignal.removeEventListener('abort', onStop);
    if (!run.stop.stopping) releaseLease(run.store, run.modelId, run.runId);
  }
  return health.stopped === null ? null : { model: label, message: health.stopped.message, hint: health.stopped.hint };
}

/** The epochs to run before the next look at what is known: all, where no line can end before its epochs are over. */
function* spans(lines: readonly PlanLine[]): Generator<EpochSpan> {
  const last = Math.max(...lines.map((line) => line.epochs));
  const least = Math.min(...lines.map((line) => line.stopping?.minEpochs ?? last));
  yield { first: 1, last: least };
  for (let epoch = least + 1; epoch <= last; epoch += 1) yield { first: epoch, last: epoch };
}

/** So many replies may wait to be durable while the next calls are on their way: a commit costs as much for one. */
const chainsToSpare = 64;

/**
 * Chains at work. A chain has one call on its way, or one reply that is not durable yet, so a kill costs no more calls
 * than there are chains: never more than the most calls in flight. A model whose limit is known has room for the prompt
 * states of so many chains and no more; elsewhere more of them take turns, so that every free place is taken at once.
 */
export function chainsWanted({ max, fixed }: GateOptions, limit: number): number {
  return fixed === true ? limit : Math.min(max, limit + Math.max(chainsToSpare, limit >> 3));
}

interface Shared {
  readonly calls: Calls;
  /** Arms the model turned out not to be able to do. */
  readonly unsupported: Set<number>;
  /** Aborted when no new call should go out. */
  readonly halted: AbortSignal;
}

async function runChain(run: ModelRun, shared: Shared, chain: Chain): Promise<void> {
  const { halted } = shared;
  try {
    for (const step of chain) {
      const [only] = step;
      if (only !== undefined && step.length === 1) await runOne(run, shared, only);
      else await allOver(step.map((trial) => runOne(run, shared, trial)));
      if (halted.aborted) return;
    }
  } catch (error) {
    // What was waiting for its turn: its trial stays pending.
    if (!halted.aborted || error !== halted.reason) throw error;
  }
}

/** Waits for all, then fails as the first that failed. */
export async function allOver<Result>(promises: readonly (Promise<Result> | Result)[]): Promise<Result[]> {
  return (await Promise.allSettled(promises)).map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

async function runFollowUps(run: ModelRun, shared: Shared, chain: readonly PendingFollowUp[]): Promise<void> {
  const { halted, calls } = shared;
  try {
    for (const followUp of chain) {
      const outcome = await runFollowUp(followUp, calls, run.writer, run.stop.signal);
      run.tally.ended(outcome, 'follow-up');
      run.modelTally.ended(outcome, 'follow-up');
      if (halted.aborted) return;
    }
  } catch (error) {
    // What was waiting for its turn stays pending.
    if (!halted.aborted || error !== halted.reason) throw error;
  }
}

async function runOne(run: ModelRun, { calls, unsupported }: Shared, trial: PendingTrial): Promise<void> {
  const { line } = trial;
  if (unsupported.has(line.armId)) return;
  const end = await runTrial(trial, calls, run.writer, run.stop.signal);
  if (end.kind === 'outcome') {
    const of = line.arm.method === 'placebo-tool' ? 'placebo' : 'exit';
    run.tally.ended(end.outcome, of);
    run.modelTally.ended(end.outcome, of);
    if (end.outcome === 'bail') {
      const due = followUpsPerBail(line, run.followUps);
      run.tally.planned += due;
      run.modelTally.planned += due;
    }
  } else if (!unsupported.has(line.armId)) {
    unsupported.add(line.armId);
    run.onUnsupported(line.armId, end.reason);
    run.onNotice(`${run.opened.planned.label} cannot do ${line.arm.method}: ${end.reason}`);
  }
}

/** Waits until no other living run has the model. */
export async function waitForLease(run: LeaseWanted): Promise<'free' | 'waited' | 'stopped'> {
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
