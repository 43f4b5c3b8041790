import { Hono } from 'hono';

import { ExitpollError } from '../../base/errors.ts';
import { gridPrompts } from '../grid/grid-prompts.ts';
import { keptByVersion } from '../kept.ts';
import { isLarge } from '../../store/large-store.ts';
import type { Made, MadeKind } from '../made/made-source.ts';
import { workOut } from '../results/analysis-work.ts';
import type { Viewer } from '../viewer.ts';
import type { GridAnswer } from '../wire/grid.ts';
import { studyOf } from './study-of.ts';

const gridKind: MadeKind<GridAnswer> = {
  what: 'grid 1',
  read: (bytes) => JSON.parse(bytes.toString('utf8')) as GridAnswer,
};

/** `GET /grid`: how all trials of a study ended, item by item; `GET /grid/prompts`: what a block of items asks. */
export function gridRoutes(viewer: Viewer) {
  const { store, live, made } = viewer;
  const make = async (study: string): Promise<Made<GridAnswer>> => {
    const value = await workOut(store, { what: 'grid', study });
    return { value, bytes: () => Buffer.from(JSON.stringify(value)) };
  };
  const answers = keptByVersion(
    live,
    async (study) => (isLarge(store) ? made.of(gridKind, study, () => make(study)) : (await make(study)).value),
    4,
  );
  return new Hono()
    .get('/', async (context) => context.json(await answers(await studyOf(viewer, context.req.query('study')))))
    .get('/prompts', async (context) => {
      const study = await studyOf(viewer, context.req.query('study'));
      const block = Number(context.req.query('block') ?? 0);
      if (!Number.isSafeInteger(block) || block < 0) {
        throw new ExitpollError(`there is no block "${context.req.query('block')}" of prompts`, {
          code: 'no-such-block',
          hint: 'Blocks are counted from 0.',
        });
      }
      return context.json(await gridPrompts(store, study, context.req.query('dataset') ?? '', block));
    });
}
