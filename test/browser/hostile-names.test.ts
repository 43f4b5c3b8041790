import { pathToFileURL } from 'node:url';

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

import { hiddenCharacters } from '../../src/base/hidden-characters.ts';
import { shareStore } from '../../src/server/share/share-store.ts';
import { stillViewer } from '../../src/server/still-viewer.ts';
import { openStore } from '../../src/store/store.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { everyPage } from './support/every-page.ts';
import { renameAll } from './support/hostile-names.ts';
import { exampleStore, it, serve } from './support/it.ts';
import { addressIn } from './support/page-names.ts';
import { settled } from './support/settled.ts';

let folder: TempFolder;
let store: string;
let shared: string;

beforeAll(async () => {
  folder = tempFolder();
  store = folder.file('renamed.sqlite');
  if (exampleStore === '') return;
  renameAll(exampleStore, store);
  await using opened = openStore(store, 'read');
  // A folder's own name may be odd as well.
  const out = folder.file('100 % #1 <ü>');
  await shareStore(stillViewer(opened), { out, studies: [], trials: 200 });
  shared = pathToFileURL(`${out}/index.html`).href;
}, 120_000);
afterAll(() => folder[Symbol.dispose]());

/** What a page says and what stands in its attributes, and what of it would be foreign code or lead out of the app. */
const foundSource = `({
  ran: window.attacked === true,
  foreign: [...document.querySelectorAll('iframe, img, script:not([src]), base, style, object, form[action], a')]
    .filter((one) => one.localName !== 'a' || !/^#|^blob:|^api\\/report\\?study=[^/:]*$|^report-\\d+\\.html$/.test(one.getAttribute('href') ?? '#'))
    .map((one) => one.outerHTML.slice(0, 100)),
  words: [document.title, document.body.innerText],
  attributes: [...document.querySelectorAll('*')].flatMap((one) => [...one.attributes].flatMap(({ name, value }) => (name === 'value' ? [] : [value]))),
})`;
interface Found {
  readonly ran: boolean;
  readonly foreign: readonly string[];
  readonly words: readonly string[];
  readonly attributes: readonly string[];
}

/** What hides in a text, with what stands before it. */
function hiddenIn(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) =>
    [...text.matchAll(hiddenCharacters)]
      .filter(([character]) => character !== '\n' && character !== '\t')
      .slice(0, 3)
      .map(({ 0: character, index }) => JSON.stringify(text.slice(Math.max(0, index - 60), index) + character)),
  );
}

async function expectHarmless(page: Page): Promise<void> {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  for (const summary of await page.locator('main details:not([open]) > summary').all()) {
    if (await summary.isVisible()) await summary.evaluate((one) => (one as unknown as { click(): void }).click());
  }
  await settled(page);
  const { ran, foreign, words, attributes } = await page.evaluate<Found>(foundSource);
  expect({ ran, foreign, dialogs }).toEqual({ ran: false, foreign: [], dialogs: [] });
  expect(hiddenIn(words)).toEqual([]);
  expect(hiddenIn(attributes)).toEqual([]);
  expect(words[1]?.length).toBeGreaterThan(200);
}

describe('a store in which every name is hostile', () => {
  it.for(everyPage)('shows names on the page %s as they are, and they do nothing', async (path, { openPage }) => {
    await expectHarmless(await openPage(store, await addressIn((await serve(store)).url, path)));
  });

  it('does the same in a folder opened from the disk, whatever that is called', async ({ openAddress }) => {
    for (const path of ['overview', 'trials', 'trial']) {
      await expectHarmless(await openAddress(`${shared}${await addressIn((await serve(store)).url, path)}`));
    }
  });

  it('leads to the trials of a name, whatever signs are in it', async ({ openPage }) => {
    const page = await openPage(store, '#/trials');
    await page.locator('summary', { hasText: 'Category' }).click();
    const boxes = page.locator('details[open] li label');
    const [all, wanted] = [await boxes.count(), boxes.filter({ hasText: 'a/b?c#d&e%f' }).first()];
    expect(all).toBeGreaterThan(2);
    const trials = Number((await wanted.locator('.count').innerText()).replaceAll(/\D/g, ''));
    await wanted.click();
    await settled(page);
    await page.reload();
    await settled(page);
    await page.locator('.totals', { hasText: `${trials} of` }).waitFor();
  });
});
