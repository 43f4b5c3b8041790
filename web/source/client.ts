import { hc } from 'hono/client';

import type { Api } from '../../src/server/api/app.ts';

/** The typed client of the viewer's API. */
export const client = hc<Api>(new URL('api', document.baseURI).href);
