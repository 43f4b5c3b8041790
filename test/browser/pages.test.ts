import { describe, expect } from 'vitest';

import { addressOf, everyPage } from './support/every-page.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/expectations.ts';
import { exampleStore, it } from './support/it.ts';
import { screenshot } from './support/screenshot.ts';
import { settled } from './support/settled.ts';

describe('every page', () => {
  it('is found by its address', () => {
    expect(everyPage.length).toBeGreaterThan(8);
  });

  it.for(everyPage)('%s reads well in both themes, wide and narrow', async (path, { openPage }) => {
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
