import { readFileSync } from 'node:fs';

import { describe, expect } from 'vitest';

import { expectAccessible, expectNoSidewaysScroll } from './support/expectations.ts';
import { exampleStore, it } from './support/it.ts';
import { screenshot } from './support/screenshot.ts';
import { settled } from './support/settled.ts';

// Read as text: what runs in a browser is not loaded here.
const source = readFileSync(new URL('../../web/pages/pages.ts', import.meta.url), 'utf8');
const pages = [...source.matchAll(/\bpath: '([a-z-]+)'/g)].map(([, path = '']) => path);

/** What follows a page's name, of pages that are of one thing. */
const rest: Readonly<Record<string, string>> = { trial: '/1' };

describe('every page', () => {
  it('is found by its address', () => {
    expect(pages.length).toBeGreaterThan(8);
  });

  it.for(pages)('%s reads well in both themes, wide and narrow', async (path, { openPage }) => {
    for (const width of [1440, 360]) {
      const page = await openPage(exampleStore, `#/${path}${rest[path] ?? ''}`, { width });
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
