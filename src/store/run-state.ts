import type { StoredRun } from './list-runs.ts';
import type { RunTallies } from './runs.ts';

/** How a run stands: `died` is one that never ended and gives no sign of life. */
export type RunState = 'on' | 'died' | 'done' | 'interrupted' | 'stopped';

/** How a run stands. */
export function runState(run: StoredRun): RunState {
  if (run.lives) return 'on';
  return run.endedAt === null ? 'died' : (run.ending ?? 'done');
}

/** What is stored, with what older versions did not write, and without what only a run that is on can have. */
export function wholeTallies({ tallies, lives }: StoredRun): RunTallies | null {
  if (tallies === null) return null;
  const nothing = { calls: 0, promptTokens: 0, completionTokens: 0, cachedTokens: 0, cost: 0 };
  const whole = {
    errorsByKind: {},
    spent: nothing,
    spentOnFailed: nothing,
    perSecond: null,
    models: [],
    stoppedBy: null,
    stopping: null,
    ...tallies,
  };
  return lives ? whole : { ...asEnded(whole), perSecond: null };
}

/** The tallies of a run that is over: nothing is in flight, and nothing more is to be foretold. */
export function asEnded(tallies: RunTallies): RunTallies {
  return { ...tallies, models: tallies.models.map((model) => ({ ...model, gate: null, perSecond: null })) };
}

/**
 * Seconds until the last model has ended its trials, at the rate of the last minute; `null` while that cannot be told,
 * because one of them stands still.
 */
export function secondsLeft(tallies: Partial<Pick<RunTallies, 'models'>>): number | null {
  const open = (tallies.models ?? []).filter((model) => model.pending > 0 && model.givenUp === null);
  if (open.length === 0) return null;
  const seconds = open.map(({ pending, perSecond }) => (perSecond === null ? 0 : pending / perSecond));
  return open.some(({ perSecond }) => perSecond === null || perSecond === 0) ? null : Math.max(...seconds);
}
