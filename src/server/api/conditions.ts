import { Hono } from 'hono';

import { plannedConditions } from '../planned.ts';
import type { Viewer } from '../viewer.ts';
import { studyOf } from './study-of.ts';

/** `GET /conditions`: what the conditions of a study are called, in the plan's order. */
export function conditionsRoutes(viewer: Viewer) {
  return new Hono().get('/', async (context) => {
    const planned = await plannedConditions(viewer.store, await studyOf(viewer, context.req.query('study')));
    return context.json({ conditions: planned.map(({ name }) => name) });
  });
}
