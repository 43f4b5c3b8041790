import { Hono } from 'hono';

import { applyOverlay } from '../../report/overlay/apply-overlay.ts';
import type { Viewer } from '../viewer.ts';
import type { Published } from '../wire/published.ts';
import { studyOf } from './study-of.ts';

const none: Published = { overlay: null, rates: [] };

/** `GET /published`: published rates beside the conditions of a study they can be compared with. */
export function publishedRoutes(viewer: Viewer) {
  return new Hono().get('/', async (context) => {
    const study = await studyOf(viewer, context.req.query('study'));
    return context.json(viewer.published === undefined ? none : await publishedOf(viewer, viewer.published, study));
  });
}

async function publishedOf(
  { results }: Viewer,
  { file, dataset }: NonNullable<Viewer['published']>,
  study: string,
): Promise<Published> {
  const { conditions, overlay = null } = applyOverlay(await results.of(study), file, { dataset });
  const rates = conditions.flatMap(({ id, published }) =>
    published === undefined ? [] : [{ condition: id, ...published }],
  );
  return { overlay, rates };
}
