import { Hono } from 'hono';

import { ExitpollError } from '../../base/errors.ts';
import { keptByVersion } from '../kept.ts';
import { keptForAMoment } from '../kept-for-a-moment.ts';
import { plannedStudy } from '../planned.ts';
import { cutTexts, pieceOf, type Cut } from '../trials/cut-texts.ts';
import { trialDetail } from '../trials/trial-detail.ts';
import { trialsSharing } from '../trials/trials-sharing.ts';
import type { Viewer } from '../viewer.ts';
import type { TextPiece, TrialDetail } from '../wire/trial-detail.ts';
import { numberIn } from '../wire/number-in.ts';
import { studyOf } from './study-of.ts';

/**
 * `GET /trial/CONDITION/TRIAL`: everything that is known of one trial, named by its condition's id and its own key.
 * `GET /trial/CONDITION/TRIAL/text/N?from=OFFSET`: a piece of a text that was too long for it.
 */
export function trialRoutes(viewer: Viewer) {
  const planOf = keptByVersion(viewer.live, (study) => plannedStudy(viewer.store, study), 2);
  const keep = keptForAMoment<Cut<Omit<TrialDetail, 'cut'>>>(viewer.live);
  const detailOf = async (
    study: string | undefined,
    params: { readonly condition: string; readonly trial: string },
  ): Promise<Cut<Omit<TrialDetail, 'cut'>>> => {
    const name = await studyOf(viewer, study);
    return keep(JSON.stringify([name, params.condition, params.trial]), () => readDetail(name, params));
  };
  const readDetail = async (
    study: string,
    { condition, trial }: { readonly condition: string; readonly trial: string },
  ): Promise<Cut<Omit<TrialDetail, 'cut'>>> => {
    const planned = await planOf(study);
    const columns = await viewer.trials.of(planned.revision.name);
    const name = { condition, trial: numberIn(trial, 'the key of a trial', 0) };
    return cutTexts(trialDetail(viewer.store, planned, name, (generation) => trialsSharing(columns, generation)));
  };
  return new Hono()
    .get('/:condition/:trial', async (context) => {
      const { value, cut } = await detailOf(context.req.query('study'), context.req.param());
      const detail: TrialDetail = { ...value, cut };
      return context.json(detail);
    })
    .get('/:condition/:trial/text/:text', async (context) => {
      const { whole } = await detailOf(context.req.query('study'), context.req.param());
      const text = whole[numberIn(context.req.param('text'), 'the number of a text', 0)];
      if (text === undefined) throw new ExitpollError('no such text of the trial was cut', { code: 'no-such-text' });
      const piece: TextPiece = pieceOf(text, numberIn(context.req.query('from'), 'from', 0));
      return context.json(piece);
    });
}
