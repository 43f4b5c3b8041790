import { Hono } from 'hono';

import { plannedStudy } from '../planned.ts';
import { trialDetail } from '../trials/trial-detail.ts';
import type { Viewer } from '../viewer.ts';
import { studyOf } from './study-of.ts';

/** `GET /trial/CONDITION/TRIAL`: everything that is known of one trial, named by its condition's id and its own key. */
export function trialRoutes(viewer: Viewer) {
  return new Hono().get('/:condition/:trial', async (context) => {
    const study = await studyOf(viewer, context.req.query('study'));
    const planned = await plannedStudy(viewer.store, study);
    const { condition, trial } = context.req.param();
    const columns = await viewer.trials.of(study);
    const sharing = (generation: number): number => {
      const trials = new Set<number>();
      for (let row = 0; row < columns.size; row += 1) {
        if (columns.firstReply[row] === generation || columns.lastReply[row] === generation) {
          trials.add(columns.trial[row]!);
        }
      }
      return Math.max(0, trials.size - 1);
    };
    return context.json(trialDetail(viewer.store, planned, { condition, trial: Number(trial) }, sharing));
  });
}
