import { systemClock } from '../base/clock.ts';
import { GroupCommit } from '../store/group-commit.ts';
import { markUnsupported, planLines, type PlanLine } from '../store/plans.ts';
import { findSpills, readSpill } from '../store/read-spill.ts';
import { endRun, heartbeat, startRun, type RunEnding, type RunTallies, type StoppedBy } from '../store/runs.ts';
import { checkSpillPath, Spill } from '../store/spill.ts';
import type { Store } from '../store/store.ts';
import type { ScoreReply } from './calls.ts';
import { checkStops } from './check-stops.ts';
import { gateOptions } from './gate-options.ts';
import { Budget, type BudgetKind } from './limits/budget.ts';
import { checkBudget } from './limits/check-budget.ts';
import type { BudgetLimits } from './limits/limits.ts';
import { ModelTally } from './model-tally.ts';
import { progressOf } from './follow-ups-due.ts';
import type { OpenedModel } from './open-models.ts';
import { thisMachine } from './open-reference.ts';
import type { PreparedStudy } from './prepare.ts';
import { allOver, runModel, type StoppedModel } from './run-model.ts';
import { stageOf, stages } from './stages.ts';
import { StopSwitch } from './stop-switch.ts';
import { rescueStore, type RescueOptions, type StoreFailure } from './store-rescue.ts';
import { Tally } from './tally.ts';

export interface RunOptions {
  /**
   * The most calls in flight for each model, a study's own limits permitting; below it, each endpoint gets as many as it
   * turns out to bear. By default what the model can work on at once, else 1,024 (simulated: 64).
   */
  readonly concurrency?: number | undefined;
  /** The most the run may take; no limit unless given. */
  readonly budget?: BudgetLimits | undefined;
  /** Where replies go that the store refuses; by default a file in the temporary folder, where that helps. */
  readonly spill?: string | undefined;
  readonly stop?: StopSwitch;
  /** Scores first replies without calls, as they are stored. */
  readonly scoreReply?: ScoreReply | undefined;
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
  /** The budget that ended the run; `null` when none did. */
  readonly stoppedBy: StoppedBy | null;
  /** What the store refused, and what was lost by it; the run then ended early. */
  readonly storeFailure: StoreFailure | null;
  /** Trials of this study that stand as `error` now. */
  readonly errors: number;
  /** Trials of this study that have no outcome. */
  readonly pending: number;
}

const heartbeatMs = 2_000;
const longestTimerMs = 2 ** 31 - 1;
const noLimits: BudgetLimits = { cost: null, tokens: null, requests: null, minutes: null };

/** What a run says of the limit it has come to. */
export const stoppedByKind: Readonly<Record<BudgetKind, StoppedBy>> = {
  cost: 'max-cost',
  tokens: 'max-tokens',
  requests: 'max-requests',
  minutes: 'max-minutes',
};

/**
 * Runs what is left of a study. Interrupted or killed, the same call goes on where it was.
 *
 * @throws ExitpollError before the first call when the budget cannot be kept.
 */
export async function runStudy(
  store: Store,
  { plan, loaded, followUps }: PreparedStudy,
  models: readonly OpenedModel[],
  options: RunOptions = {},
): Promise<RunResult> {
  const limits = options.budget ?? noLimits;
  checkBudget(
    limits,
    models.map(({ planned, price, destination }) => ({
      label: planned.label,
      price,
      isFree: destination === thisMachine,
    })),
  );
  const onNotice = options.onNotice ?? (() => undefined);
  const tally = new Tally();
  const runs = models.map((opened, index) => ({
    opened,
    index,
    tally: new ModelTally(opened.planned.label, opened.price),
    lines: plan.lines.filter((line) => line.arm.model === index),
  }));
  for (const run of runs) tally.add(run.tally);
  /** Counts again what is planned and what was there before, of one model and of all. */
  const recount = (run: (typeof runs)[number], lines: readonly PlanLine[]): void => {
    const { planned, done } = progressOf(store, lines, followUps);
    const before = done - (run.tally.done - run.tally.errors);
    tally.planned += planned - run.tally.planned;
    tally.before += before - run.tally.before;
    run.tally.planned = planned;
    run.tally.before = before;
  };
  const linesNow = (run: (typeof runs)[number]): readonly PlanLine[] =>
    planLines(store, plan).filter((line) => line.arm.model === run.index);
  /** Ends what is known well enough by now. */
  const endKnown = (run: (typeof runs)[number]): readonly PlanLine[] => {
    const lines = linesNow(run);
    if (!checkStops(store, plan.revisionId, lines)) return lines;
    const ended = linesNow(run);
    recount(run, ended);
    tally.stopping = stoppingTally(planLines(store, plan));
    return ended;
  };
  for (const run of runs) recount(run, endKnown(run));
  tally.stopping = stoppingTally(planLines(store, plan));
  if (options.spill !== undefined) checkSpillPath(options.spill, store.id);
  const spills = findSpills(store, options.spill);
  const isDone = tally.before === tally.planned;
  if (isDone && spills.length === 0) return nothingToDo(tally);
  const stop = options.stop ?? new StopSwitch();
  const runId = startRun(store, plan.revisionId, systemClock.now());
  for (const file of spills) await takeIn(store, runId, file, onNotice);
  const budget = new Budget(limits);
  const endOfTime = stopAfter(limits.minutes, () => stopForBudget('max-minutes'));
  let firstFailure: unknown = null;
  let rescue: Promise<void> | null = null;
  const spill = new Spill(store, options.spill);
  const writer = new GroupCommit(store, runId, {
    isIdle: () => tally.inFlight === 0,
    onFailure: (refusal) => {
      stop.stop();
      firstFailure ??= refusal;
      // Room that was made may fill up again: a rescue that is over is followed by another.
      rescue ??= rescueStore(writer, options.rescue ?? { tries: 5, delayMs: 1_000 }, spill).finally(() => {
        rescue = null;
      });
    },
  });
  const stopForBudget = (by: StoppedBy): void => {
    if (!stop.stopping) tally.stoppedBy = by;
    stop.stop();
  };
  const timer = setInterval(() => {
    tally.sample();
    tryHeartbeat(store, runId, tally);
  }, heartbeatMs);
  options.onStart?.(() => tally.snapshot());
  const stopped: StoppedModel[] = [];
  const runStage = (stage: number): Promise<readonly (StoppedModel | null)[]> =>
    allOver(
      runs.map((run) =>
        run.tally.givenUp !== null
          ? null
          : runModel({
              store,
              runId,
              writer,
              opened: run.opened,
              modelId: plan.modelIds[run.index] ?? 0,
              lines: run.lines.filter(({ arm }) => stageOf(arm) === stage),
              afterEpochs: () => endKnown(run).filter(({ arm }) => stageOf(arm) === stage),
              followUps,
              series: loaded.study.series,
              attempts: loaded.study.limits.attempts,
              limits: gateOptions(loaded.study.models[run.index], run.opened, options.concurrency),
              budget,
              tally,
              modelTally: run.tally,
              scoreReply: options.scoreReply,
              stop,
              onNotice,
              onWaited: () => recount(run, linesNow(run)),
              onBudget: () => stopForBudget(stoppedByKind[budget.exhausted ?? 'requests']),
              onUnsupported: (armId, reason) => {
                markUnsupported(store, plan.revisionId, armId, reason);
                recount(run, linesNow(run));
              },
            }).catch((error: unknown) => {
              // Not a call that failed: something that would fail the other models too.
              stop.stop();
              throw error;
            }),
      ),
    );
  try {
    for (const stage of stages) {
      if (stop.stopping || !plan.lines.some(({ arm }) => stageOf(arm) === stage)) continue;
      for (const one of await runStage(stage)) if (one !== null) stopped.push(one);
    }
  } finally {
    clearInterval(timer);
    clearTimeout(endOfTime);
  }
  await (rescue as Promise<void> | null);
  spill.close();
  const storeFailure = firstFailure === null ? null : { error: firstFailure, lost: writer.lost, spilled: spill.kept };
  // A trial that two conditions have in common is planned in both and run once.
  for (const run of runs) recount(run, linesNow(run));
  const after = progressOf(store, planLines(store, plan), followUps);
  const pending = after.planned - after.done - after.errors;
  if (pending === 0) tally.stoppedBy = null;
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
    stoppedModels: stopped,
    stoppedBy: tally.stoppedBy,
    storeFailure,
    errors: after.errors,
    pending,
  };
}

function nothingToDo(tally: Tally): RunResult {
  return {
    ending: 'nothing-to-do',
    tallies: tally.snapshot(),
    failures: [],
    stoppedModels: [],
    stoppedBy: null,
    storeFailure: null,
    errors: 0,
    pending: 0,
  };
}

function stoppingTally(lines: readonly PlanLine[]): RunTallies['stopping'] {
  const ruled = lines.filter((line) => line.stopping !== null && line.unsupported === null);
  if (ruled.length === 0) return null;
  return { conditions: ruled.length, ended: ruled.filter((line) => line.isStopped).length };
}

/** Brings in what an earlier run could not store. */
async function takeIn(store: Store, runId: number, file: string, onNotice: (text: string) => void): Promise<void> {
  const read = await readSpill(store, runId, file);
  if (read === null) return;
  const cut = read.unreadable === 0 ? '' : `; ${read.unreadable} could not be read`;
  const kept = read.removed ? '' : ', so the file was kept';
  onNotice(`Replies that an earlier run could not store were read in from ${file}: ${read.added}${cut}${kept}.`);
}

/** Does something when the minutes are over. */
function stopAfter(minutes: number | null, then: () => void): NodeJS.Timeout | undefined {
  return minutes === null ? undefined : setTimeout(then, Math.min(longestTimerMs, minutes * 60_000));
}

/** A store that refuses says so when a reply is written; a missed heartbeat is no reason to stop. */
function tryHeartbeat(store: Store, runId: number, tally: Tally): void {
  try {
    heartbeat(store, runId, systemClock.now(), tally.snapshot());
  } catch {
    // Told by the writer.
  }
}
