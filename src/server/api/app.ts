import { Hono, type MiddlewareHandler } from 'hono';

import { ExitpollError, messageOf } from '../../base/errors.ts';
import { storeError } from '../../store/sqlite/errors.ts';
import type { Viewer } from '../viewer.ts';
import type { Problem } from '../wire/problem.ts';
import { compareRoutes } from './compare.ts';
import { auditRoutes } from './audit.ts';
import { conditionsRoutes } from './conditions.ts';
import { conversationsRoutes } from './conversations.ts';
import { eventsRoutes } from './events.ts';
import { gridRoutes } from './grid.ts';
import { progressRoutes } from './progress.ts';
import { publishedRoutes } from './published.ts';
import { reportRoutes } from './report.ts';
import { resultsRoutes } from './results.ts';
import { runsRoutes } from './runs.ts';
import { storeRoutes } from './store.ts';
import { studyRoutes } from './study.ts';
import { trialRoutes } from './trial.ts';
import { trialsRoutes } from './trials.ts';

/** Everything a page can ask for, under `/api`. Each route takes `study`, a study's name; the newest unless given. */
export function createApi(viewer: Viewer) {
  const api = new Hono()
    .use(storeCheck(viewer))
    .route('/store', storeRoutes(viewer))
    .route('/events', eventsRoutes(viewer))
    .route('/conditions', conditionsRoutes(viewer))
    .route('/study', studyRoutes(viewer))
    .route('/runs', runsRoutes(viewer))
    .route('/progress', progressRoutes(viewer))
    .route('/results', resultsRoutes(viewer))
    .route('/report', reportRoutes(viewer))
    .route('/published', publishedRoutes(viewer))
    .route('/grid', gridRoutes(viewer))
    .route('/trials', trialsRoutes(viewer))
    .route('/trial', trialRoutes(viewer))
    .route('/compare', compareRoutes(viewer))
    .route('/conversations', conversationsRoutes(viewer))
    .route('/audit', auditRoutes(viewer));
  api.notFound((context) =>
    context.json<Problem>({ problem: { message: 'there is no such address', hint: null } }, 404),
  );
  api.onError((thrown, context) => {
    const error = storeError(thrown, viewer.store.file) as Error;
    const isOurs = error instanceof ExitpollError;
    if (!isOurs || error.code === 'store-corrupt') viewer.onProblem?.(`${context.req.path}: ${messageOf(error)}`);
    if (isOurs) {
      return context.json<Problem>({ problem: { message: error.message, hint: error.hint ?? null } }, 400);
    }
    return context.json<Problem>(
      { problem: { message: `the viewer failed: ${messageOf(error)}`, hint: 'Load the page again.' } },
      500,
    );
  });
  return api;
}

/** Says plainly that the store is gone or locked, in place of answers from what was. Events tell it themselves. */
function storeCheck({ live }: Viewer): MiddlewareHandler {
  return async (context, next) => {
    live.look();
    const { problem, hint } = live.state;
    if (problem !== null && !context.req.path.endsWith('/events')) {
      throw new ExitpollError(problem, { code: 'store-gone', hint: hint ?? undefined });
    }
    await next();
  };
}

/** The routes with their types, for a typed client. */
export type Api = ReturnType<typeof createApi>;
