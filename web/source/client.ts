import { hc } from 'hono/client';

import type { Api } from '../../src/server/api/app.ts';
import { folderFetch } from './folder/folder-fetch.ts';
import { folderManifest } from './folder/packs.ts';

const manifest = folderManifest();

/** Whether the page was opened from an exported folder: then nothing changes, and nothing can be written. */
export const isFolder = manifest !== null;

/** The typed client of the viewer's API: a server's, or what an exported folder holds of it. */
export const client = hc<Api>(
  new URL('api', document.baseURI).href,
  manifest === null ? {} : { fetch: folderFetch(manifest) },
);
