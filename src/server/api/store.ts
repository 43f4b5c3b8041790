import { basename } from 'node:path';

import { Hono } from 'hono';

import { isoTime } from '../../base/clock.ts';
import { version } from '../../base/version.ts';
import { latestRevisions } from '../../store/conditions.ts';
import type { Viewer } from '../viewer.ts';
import type { StoreInfo } from '../wire/store-info.ts';

/** `GET /store`: what the store is, and the studies in it: none while a run has just begun. */
export function storeRoutes({ store }: Viewer) {
  return new Hono().get('/', async (context) => {
    const revisions = await latestRevisions(store);
    const info: StoreInfo = {
      file: basename(store.file),
      id: store.id,
      exitpoll: version,
      studies: revisions
        .map(({ name, hash, plannedAt }) => ({
          name,
          revision: hash,
          plannedAt: isoTime(plannedAt),
          report: `api/report?${new URLSearchParams({ study: name }).toString()}`,
        }))
        .sort((a, b) => b.plannedAt.localeCompare(a.plannedAt)),
      canLabel: true,
      folder: null,
    };
    return context.json(info);
  });
}
