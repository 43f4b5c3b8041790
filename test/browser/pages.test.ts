import { readFileSync } from 'node:fs';

import { describe, expect } from 'vitest';

import type { TrialPage } from '../../src/server/wire/trial-page.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/expectations.ts';
import { exampleStore, it, serve } from './support/it.ts';
import { screenshot } from './support/screenshot.ts';
import { settled } from './support/settled.ts';

// Read as text: what runs in a browser is not loaded here.
const source = readFileSync(new URL('../../web/pages/pages.ts', import.meta.url), 'utf8');
const pages = [...source.matchAll(/\bpath: '([a-z-]+)'/g)].map(([, path = '']) => path);

/** The address of a page; of one that is of one thing, that of the first. */
async function addressOf(path: string): Promise<string> {
  if (path !== 'trial') return `#/${path}`;
  const answer = await fetch(new URL('api/trials?limit=1', (await serve(exampleStore)).url));
  const { rows } = (await answer.json()) as TrialPage;
  return `#/trial/${rows[0]?.condition}/${rows[0]?.trial}`;
}

describe('every page', () => {
  it('is found by its address', () => {
    expect(pages.length).toBeGreaterThan(8);
  });

  it.for(pages)('%s reads well in both themes, wide and narrow', async (path, { openPage }) => {
    for (const width of [1440, 360]) {
      const page = await openPage(exampleStore, await addressOf(path), { width });
      for (const dark of [false, true]) {
        await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
        await settled(page);
        await screenshot(page, `${path}-${width}-${dark ? 'dark' : 'light'}`);
        expect(await page.locator('[role=alert]').allTextContents()).toEqual([]);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
    }
  });
});
