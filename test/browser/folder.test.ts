import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

import { shareStore } from '../../src/server/share/share-store.ts';
import { stillViewer } from '../../src/server/still-viewer.ts';
import { openStore } from '../../src/store/store.ts';
import { addressOf, everyPage } from './support/every-page.ts';
import { expectAccessible } from './support/expectations.ts';
import { exampleStore, it } from './support/it.ts';
import { settled } from './support/settled.ts';

const scratch = mkdtempSync(join(tmpdir(), 'exitpoll-folder-'));
const index = pathToFileURL(join(scratch, 'shared/index.html')).href;

beforeAll(async () => {
  if (exampleStore === '') return;
  await using store = openStore(exampleStore, 'read');
  await shareStore(stillViewer(store), { out: join(scratch, 'shared'), studies: [], trials: 1e6 });
}, 120_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** What a page says, times apart. */
async function words(page: Page): Promise<string> {
  const text = await page.locator('main').innerText();
  return text.replaceAll(/\d+ (ms|s|min|h)( ago)?/g, '(time)');
}

describe('a folder opened from the disk', () => {
  it.for(everyPage)('says on the page %s what the viewer says', async (path, { openAddress, openPage }) => {
    const address = await addressOf(path);
    const shared = await openAddress(`${index}${address}`);
    expect(await shared.locator('[role=alert]').allTextContents()).toEqual([]);
    await expectAccessible(shared);
    // Labels are given on a server alone.
    if (path !== 'audit') expect(await words(shared)).toBe(await words(await openPage(exampleStore, address)));
  });

  it('finds trials by their words', async ({ openAddress }) => {
    const page = await openAddress(`${index}#/trials`);
    const all = await page.locator('main').innerText();
    await page.keyboard.press('/');
    await page.keyboard.type('the');
    await expect.poll(() => page.locator('main mark').count()).toBeGreaterThan(0);
    await settled(page);
    expect(await page.locator('main').innerText()).not.toBe(all);
    const address = page.url();
    const again = await openAddress(address);
    expect(await again.locator('main mark').count()).toBeGreaterThan(0);
  });

  it('says plainly that a transcript was left out', async ({ openAddress }) => {
    const page = await openAddress(`${index}#/trial/1-1/999999`);
    expect(await page.locator('main').innerText()).toContain('this was not put into the folder');
  });
});
