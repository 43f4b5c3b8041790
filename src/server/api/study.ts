import { Hono } from 'hono';

import { studyPage } from '../study/study-page.ts';
import type { Viewer } from '../viewer.ts';
import { studyOf } from './study-of.ts';

/** `GET /study`: what a study asks, in which words, of whom. */
export function studyRoutes(viewer: Viewer) {
  return new Hono().get('/', async (context) =>
    context.json(await studyPage(viewer.store, await studyOf(viewer, context.req.query('study')))),
  );
}
