import { readFileSync } from 'node:fs';

import type { TrialPage } from '../../../src/server/wire/trial-page.ts';
import { exampleStore, serve } from './it.ts';

// Read as text: what runs in a browser is not loaded here.
const source = readFileSync(new URL('../../../web/pages/pages.ts', import.meta.url), 'utf8');

/** The first words of the addresses of every page. */
export const everyPage = [...source.matchAll(/\bpath: '([a-z-]+)'/g)].map(([, path = '']) => path);

/** The address of a page on the example store; of one that is of one thing, that of the first. */
export async function addressOf(path: string): Promise<string> {
  if (path !== 'trial') return `#/${path}`;
  const answer = await fetch(new URL('api/trials?limit=1', (await serve(exampleStore)).url));
  const { rows } = (await answer.json()) as TrialPage;
  return `#/trial/${rows[0]?.condition}/${rows[0]?.trial}`;
}
