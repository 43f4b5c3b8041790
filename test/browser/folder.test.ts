import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

import { shareStore } from '../../src/server/share/share-store.ts';
import { stillViewer } from '../../src/server/still-viewer.ts';
import { openStore } from '../../src/store/store.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { smallStore } from '../support/viewer.ts';
import { expectNoSidewaysScroll } from './support/expectations.ts';
import { it, serve } from './support/it.ts';
import { addressIn, pageNames } from './support/page-names.ts';
import { settled } from './support/settled.ts';

let folder: TempFolder;
let file: string;
let index: string;

beforeAll(async () => {
  folder = tempFolder();
  const talks = fileURLToPath(new URL('../../examples/conversations/short.jsonl', import.meta.url));
  file = await smallStore(folder, {
    name: 'sent-on',
    models: ['sim:even'],
    datasets: [
      { name: 'csv', path: 'prompts.csv' },
      { path: talks, as: 'talks', turns: 'every' },
    ],
    methods: ['baseline', 'bail-tool', { method: 'bail-prompt', readout: 'logprobs' }],
    epochs: 2,
  });
  await using store = openStore(file, 'read');
  // A folder whose name is no address as it stands.
  const out = folder.file('for a friend #1');
  await shareStore(stillViewer(store), { out, studies: [], trials: 1e6 });
  index = pathToFileURL(join(out, 'index.html')).href;
}, 120_000);
afterAll(() => folder[Symbol.dispose]());

/** What a page says, times and how far the server's index of texts is apart. */
async function words(page: Page): Promise<string> {
  const text = await page.locator('main').innerText();
  return text.replaceAll(/\d+ (ms|s|min|h)( ago)?/g, '(time)').replace(/ · searches see [^\n]*/, '');
}

describe('a folder opened from the disk', () => {
  it.for(pageNames)('says on the page %s what the viewer says', async (path, { openAddress, openPage }) => {
    const address = await addressIn((await serve(file)).url, path);
    const shared = await openAddress(`${index}${address}`);
    expect(await shared.locator('[role=alert]').allTextContents()).toEqual([]);
    // Labels are given on a server alone.
    if (path === 'audit') return;
    const viewer = await openPage(file, address);
    await expect.poll(() => words(viewer)).toBe(await words(shared));
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

  it.for([
    ['data/manifest.js', null, 'data/manifest.js is missing or damaged'],
    ['data/manifest.js', 'exitpollFolder = { manifest: JSON.pa', 'data/manifest.js is missing or damaged'],
    ['data/manifest.js', 'exitpollFolder = { manifest: { version: 999 } };', 'the folder has version 999'],
    ['data/0.js', null, 'data/0.js is missing'],
    ['data/0.js', 'exitpollFolder.pack(0,"H4sI', 'data/0.js is not what it should be'],
    ['data/0.js', 'exitpollFolder.pack(0,"AAAA");', 'Is the folder whole?'],
    ['app.js', null, 'app.js of this folder is missing'],
  ] as const)('says which file is missing or damaged: %s, %s', async ([name, content, said], { openAddress }) => {
    const copy = folder.file('damaged');
    rmSync(copy, { recursive: true, force: true });
    cpSync(fileURLToPath(new URL('.', index)), copy, { recursive: true });
    if (content === null) rmSync(join(copy, name));
    else writeFileSync(join(copy, name), content);
    const address = pathToFileURL(join(copy, 'index.html')).href;
    const page = await openAddress(address, { isBroken: true, expectedErrors: /ERR_FILE_NOT_FOUND|SyntaxError/ });
    await page.getByText(said).first().waitFor();
  });

  it('says plainly that a transcript was left out', async ({ openAddress }) => {
    const page = await openAddress(`${index}#/trial/1-1/999999`);
    expect(await page.locator('main').innerText()).toContain('this was not put into the folder');
  });

  it('gives the command for a comparison that is not in it, and leads to one that is the other way round', async ({
    openAddress,
  }) => {
    const page = await openAddress(`${index}#/compare`);
    const link = await page.locator('.presets a').first().getAttribute('href');
    const [a = '', b = ''] = [...new URLSearchParams(link?.split('?')[1])].flatMap(([name, value]) =>
      name === 'study' ? [] : [value],
    );
    const turned = await openAddress(`${index}#/compare?a=${b}&b=${a}`);
    await turned.getByRole('link', { name: 'B minus A' }).click();
    await turned.getByRole('heading', { name: 'Difference of bail rates' }).waitFor();
    const three = await openAddress(`${index}#/compare?a=${a}&b=${b}&b=1-2`);
    const command = await three.locator('.not-kept code').last().innerText();
    expect(command).toMatch(new RegExp(`^exitpoll compare condition:${a} condition:${b} condition:1-2 --store `));
    expect(await three.locator('[role=alert]').count()).toBe(0);
    await three.setViewportSize({ width: 360, height: 800 });
    await expectNoSidewaysScroll(three);
  });
});
