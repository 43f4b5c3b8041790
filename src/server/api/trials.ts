import { Hono } from 'hono';

import { keptSelections } from '../trials/kept-selections.ts';
import { PageTexts } from '../trials/page-texts.ts';
import type { Viewer } from '../viewer.ts';
import { pageRows } from '../wire/columns/page-rows.ts';
import { trialFacets } from '../wire/columns/trial-facets.ts';
import { readQuery } from '../wire/text-search/query.ts';
import { filterFromQuery } from '../wire/trial-filter.ts';
import type { TrialPage } from '../wire/trial-page.ts';
import { trialQuery } from '../wire/trial-query.ts';
import { studyOf } from './study-of.ts';

/**
 * `GET /trials`: a page of the trials that pass a filter (`filterToQuery`), from `offset`, `limit` of them.
 * `GET /trials/facets`: how many trials have which value of each field, given the rest of the filter.
 */
export function trialsRoutes(viewer: Viewer) {
  const selectRows = keptSelections();
  return new Hono()
    .get('/', async (context) => {
      const query = new URL(context.req.url).searchParams;
      const { filter, offset, limit } = trialQuery(query);
      const columns = await viewer.trials.of(await studyOf(viewer, query.get('study') ?? undefined));
      viewer.texts.prepare();
      const found = await viewer.texts.find(columns, filter);
      const rows = selectRows(columns, filter, found);
      const shown = rows.subarray(offset, offset + limit);
      const page: TrialPage = {
        total: rows.length,
        of: columns.size,
        pending: columns.pending,
        offset,
        rows: pageRows(columns, shown, new PageTexts(viewer.store), readQuery(filter.text)),
        indexing: viewer.texts.indexing,
      };
      return context.json(page);
    })
    .get('/facets', async (context) => {
      const query = new URL(context.req.url).searchParams;
      const columns = await viewer.trials.of(await studyOf(viewer, query.get('study') ?? undefined));
      const filter = filterFromQuery(query);
      return context.json(trialFacets(columns, filter, await viewer.texts.find(columns, filter)));
    });
}
