import { Hono } from 'hono';

import { createApi } from './api/app.ts';
import { builtPages } from './built-pages.ts';
import { safeHeaders } from './safety/headers.ts';
import type { Viewer } from './viewer.ts';

/** Everything the server answers: the API under `/api`, and the built pages. */
export function createSite(viewer: Viewer): Hono {
  const pages = builtPages();
  const site = new Hono();
  site.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(safeHeaders)) context.header(name, value);
  });
  site.route('/api', createApi(viewer));
  site.get('/:file?', (context) => {
    const page = pages.get(context.req.param('file') ?? 'index.html');
    return page === undefined ? context.notFound() : context.body(page.bytes, 200, { 'Content-Type': page.type });
  });
  return site;
}
