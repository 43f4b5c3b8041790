import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject } from 'vitest';

import type { TrialPage } from '../../src/server/wire/trial-page.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { hostileTexts, makeHostileStore } from './support/hostile-store.ts';
import { it, serve } from './support/it.ts';
import { settled } from './support/settled.ts';

let folder: TempFolder;
let store: string;

beforeAll(async () => {
  folder = tempFolder();
  store = inject('browser') === null ? '' : await makeHostileStore(folder);
});
afterAll(() => folder[Symbol.dispose]());

/** The addresses of the trials, by the hostile text they hold. */
async function addresses(): Promise<ReadonlyMap<string, string>> {
  const answer = await fetch(new URL('api/trials?method=baseline&limit=100', (await serve(store)).url));
  const { rows } = (await answer.json()) as TrialPage;
  return new Map(
    rows.map(({ prompt, condition, trial }) => [
      prompt
        .map(({ text }) => text)
        .join('')
        .split(':')[0] ?? '',
      `#/trial/${condition}/${trial}`,
    ]),
  );
}

/** Dialogs that a page opens; there must be none. */
function dialogsOf(page: Page): string[] {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  return dialogs;
}

/** The names of the elements that texts from outside are made of, and whether any code of theirs ran. */
const elementsSource = `({
  ran: window.attacked === true,
  elements: [...new Set([...document.querySelectorAll('.text *, .snippet *, bdi *')].map((one) => one.localName))].sort(),
  foreign: document.querySelectorAll('iframe, img, script:not([src]), base, style, object, a[href^="javascript"], a[href^="http"]').length,
})`;
interface Found {
  readonly ran: boolean;
  readonly elements: readonly string[];
  readonly foreign: number;
}

async function expectInert(page: Page, dialogs: readonly string[]): Promise<void> {
  const { ran, elements, foreign } = await page.evaluate<Found>(elementsSource);
  expect(dialogs).toEqual([]);
  expect(ran).toBe(false);
  expect(foreign).toBe(0);
  expect(new Set(elements).difference(new Set(['div', 'span', 'mark']))).toEqual(new Set());
}

describe('a store full of hostile texts', () => {
  it('is listed, searched and filtered as text', async ({ openPage }) => {
    const page = await openPage(store, '#/trials');
    const dialogs = dialogsOf(page);
    await expect.poll(() => page.locator('[data-row]').count()).toBeGreaterThan(5);
    await page.getByRole('searchbox', { name: 'Words in what was said' }).fill('script alert');
    await page.locator('.totals', { hasText: ' of ' }).waitFor();
    await expectInert(page, dialogs);
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.locator('summary', { hasText: 'Category' }).click();
    await page.getByText('<b>html</b>').first().waitFor();
    await expectInert(page, dialogs);
  });

  it.for(Object.keys(hostileTexts))(
    'shows one of kind "%s" as it is, and it does nothing',
    async (name, { openPage }) => {
      const page = await openPage(store, (await addresses()).get(name) ?? '#/none');
      const dialogs = dialogsOf(page);
      for (const summary of await page.locator('.turn summary').all()) await summary.click();
      await settled(page);
      await expectInert(page, dialogs);
      const begin = hostileTexts[name]?.match(/^[\x20-\x7e]{3,40}/)?.[0];
      if (begin !== undefined) await page.locator('[data-kind=reply] > .model-text', { hasText: begin }).waitFor();
    },
  );

  it('names what cannot be seen', async ({ openPage }) => {
    const named: Readonly<Record<string, readonly string[]>> = {
      ansi: ['U+001B', 'U+0007', 'U+009B'],
      bidi: ['U+202E', 'U+2066', 'U+200F', 'U+061C'],
      hidden: ['U+200B × 5,000', 'U+FEFF', 'U+E0041', 'U+3164', 'U+00AD'],
      broken: ['U+0000', 'U+D83D', 'U+DE00'],
    };
    for (const [name, wanted] of Object.entries(named)) {
      const page = await openPage(store, (await addresses()).get(name) ?? '#/none');
      const shown = await page.locator('[data-kind=reply] > .model-text .hidden-char').allTextContents();
      expect(new Set(wanted).difference(new Set(shown))).toEqual(new Set());
    }
  });

  it('keeps what is piled on a character in its line', async ({ openPage }) => {
    const page = await openPage(store, (await addresses()).get('piled') ?? '#/none');
    const box = await page.locator('[data-kind=reply] > .model-text .text').boundingBox();
    expect(box?.height).toBeLessThan(120);
    await page.locator('[data-kind=reply] > .model-text .hidden-char', { hasText: 'more marks' }).first().waitFor();
  });

  it('lays ten megabytes out while the page goes on working', { timeout: 180_000 }, async ({ openPage }) => {
    const page = await openPage(store, (await addresses()).get('long') ?? '#/none');
    const text = page.locator('[data-kind=reply] > .model-text');
    await page.getByRole('button', { name: /^Read all/ }).click();
    await page.locator('.cut-texts').waitFor({ state: 'detached', timeout: 120_000 });
    await text.getByRole('button', { name: 'Show all (10,485,760 characters)' }).click();
    await expect.poll(() => text.locator('.chunk').count()).toBeGreaterThan(10);
    // Not as a pointer would: it waits until the button stands still, and it moves on with the text.
    await text.getByRole('button', { name: 'Stop' }).dispatchEvent('click');
    await text.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => text.getByRole('button').allTextContents(), { timeout: 40_000 }).toEqual(['Show less']);
    await text.getByRole('button', { name: 'Show less' }).click();
    await text.getByRole('button', { name: /Show all/ }).waitFor();
  });
});
