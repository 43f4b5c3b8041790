import { Hono, type Context } from 'hono';

import { createApi } from './api/app.ts';
import { builtPages, type BuiltFile } from './built-pages.ts';
import { compressLong, takesGzip } from './compression.ts';
import { guard, limitBody, type GuardOptions } from './safety/guard.ts';
import type { Viewer } from './viewer.ts';

/** Everything the server answers: the API under `/api`, and the built pages. */
export function createSite(viewer: Viewer, safety: GuardOptions): Hono {
  const pages = builtPages();
  const site = new Hono();
  site.use(guard(safety));
  site.use('/api/*', limitBody, compressLong);
  site.route('/api', createApi(viewer));
  site.get('/:file?', (context) => {
    const page = pages.get(context.req.param('file') ?? 'index.html');
    return page === undefined ? context.notFound() : pageAnswer(context, page);
  });
  site.notFound((context) => context.text('There is no such page.\n', 404));
  // What failed is for the console of whoever runs it; a page has no use for it.
  site.onError((_error, context) => context.text('The viewer failed.\n', 500));
  return site;
}

function pageAnswer(context: Context, { bytes, gzipped, type, etag }: BuiltFile): Response {
  const isGzip = takesGzip(context);
  const tag = `"${etag}${isGzip ? '-gzip' : ''}"`;
  context.header('ETag', tag);
  context.header('Cache-Control', 'no-cache');
  context.header('Vary', 'Accept-Encoding');
  if (context.req.header('if-none-match')?.includes(tag) === true) return context.body(null, 304);
  context.header('Content-Type', type);
  if (!isGzip) return context.body(bytes);
  context.header('Content-Encoding', 'gzip');
  return context.body(gzipped());
}
