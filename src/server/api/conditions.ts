import { Hono } from 'hono';

import { keptByVersion } from '../kept.ts';
import { plannedConditions } from '../planned.ts';
import type { Viewer } from '../viewer.ts';
import { studyOf } from './study-of.ts';

/** `GET /conditions`: what the conditions of a study are called, in the plan's order. */
export function conditionsRoutes(viewer: Viewer) {
  const namesOf = keptByVersion(viewer.live, async (study) =>
    (await plannedConditions(viewer.store, study)).map(({ name }) => name),
  );
  return new Hono().get('/', async (context) =>
    context.json({ conditions: await namesOf(await studyOf(viewer, context.req.query('study'))) }),
  );
}
