import { Hono } from 'hono';

import { isoTime, systemClock } from '../../base/clock.ts';
import { listRuns, type StoredRun } from '../../store/list-runs.ts';
import { runState, secondsLeft, wholeTallies } from '../../store/run-state.ts';
import type { Viewer } from '../viewer.ts';
import type { ShownRun, ShownRuns } from '../wire/runs.ts';

/** `GET /runs`: what runs are doing, and how the latest ones ended. */
export function runsRoutes({ store }: Viewer) {
  return new Hono().get('/', (context) => {
    const runs = listRuns(store, systemClock.now()).map(shownRun);
    const answer: ShownRuns = {
      runs: [...runs.filter(({ state }) => state === 'on'), ...runs.filter(({ state }) => state !== 'on')],
    };
    return context.json(answer);
  });
}

function shownRun(run: StoredRun): ShownRun {
  const tallies = wholeTallies(run);
  return {
    id: run.id,
    study: run.study,
    state: runState(run),
    startedAt: isoTime(run.startedAt),
    heartbeatAt: isoTime(run.heartbeatAt),
    endedAt: run.endedAt === null ? null : isoTime(run.endedAt),
    tallies,
    secondsLeft: run.lives && tallies !== null ? secondsLeft(tallies) : null,
  };
}
