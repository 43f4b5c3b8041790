import { Hono } from 'hono';

import type { Viewer } from '../viewer.ts';
import type { StudyProgress } from '../wire/progress.ts';
import { studyOf } from './study-of.ts';

/** `GET /progress`: how far each condition of a study is. */
export function progressRoutes(viewer: Viewer) {
  return new Hono().get('/', async (context) => {
    const answer: StudyProgress = {
      conditions: await viewer.progress.of(await studyOf(viewer, context.req.query('study'))),
    };
    return context.json(answer);
  });
}
