import { Hono } from 'hono';

import { ExitpollError } from '../../base/errors.ts';

import { conversationDetail } from '../conversations/conversation-detail.ts';
import { conversationList } from '../conversations/conversation-list.ts';
import { turnedDataset, turnedDatasets } from '../conversations/turned-datasets.ts';
import { keptByVersion } from '../kept.ts';
import { plannedConditions } from '../planned.ts';
import type { Viewer } from '../viewer.ts';
import { studyOf } from './study-of.ts';

/** `GET /conversations`: those whose every turn is asked about; `GET /conversations/ID`: one, turn by turn. */
export function conversationsRoutes(viewer: Viewer) {
  const { store, live } = viewer;
  const datasetsOf = keptByVersion(
    live,
    async (study) => turnedDatasets(store, await plannedConditions(store, study)),
    2,
  );
  return new Hono()
    .get('/', async (context) => {
      const datasets = await datasetsOf(await studyOf(viewer, context.req.query('study')));
      return context.json(conversationList(store, datasets, turnedDataset(datasets, context.req.query('dataset'))));
    })
    .get('/:id', async (context) => {
      const datasets = await datasetsOf(await studyOf(viewer, context.req.query('study')));
      const dataset = turnedDataset(datasets, context.req.query('dataset'));
      if (dataset === null) throw new ExitpollError('the study has no conversations', { code: 'no-such-dataset' });
      const wanted = context.req.queries('condition') ?? [];
      return context.json(conversationDetail(store, dataset, idIn(context.req.param('id')), wanted));
    });
}

/** The id of a conversation from an address. @throws ExitpollError for what is none. */
function idIn(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new ExitpollError(`there is no conversation "${text.slice(0, 40)}"`, {
    code: 'no-such-conversation',
    hint: 'Choose one from the list.',
  });
}
