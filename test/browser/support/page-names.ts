import { readFileSync } from 'node:fs';

import type { TrialPage } from '../../../src/server/wire/trial-page.ts';

// Read as text: what runs in a browser is not loaded here.
const source = readFileSync(new URL('../../../web/pages/pages.ts', import.meta.url), 'utf8');

/** Names of all pages of the app, in the order of the navigation. */
export const pageNames: readonly string[] = [...source.matchAll(/\bpath: '([a-z-]+)'/g)].map(([, path = '']) => path);

/** The address of a page; of one that is about one thing, that of the first. @param url of the viewer */
export async function addressIn(url: string, page: string): Promise<string> {
  if (page !== 'trial') return `#/${page}`;
  const answer = await fetch(new URL('api/trials?limit=1', url));
  const { rows } = (await answer.json()) as TrialPage;
  return `#/trial/${rows[0]?.condition}/${rows[0]?.trial}`;
}
