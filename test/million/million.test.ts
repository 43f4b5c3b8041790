import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject } from 'vitest';

import { count } from '../../src/report/format.ts';
import { it } from '../browser/support/it.ts';
import { addressIn, pageNames } from '../browser/support/page-names.ts';
import { settled } from '../browser/support/settled.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { makeMillionStore, sumOf, type MillionStore } from './support/million-store.ts';
import { pageContents } from './support/page-contents.ts';
import { planted } from './support/planted-texts.ts';
import { startViewer, type ViewerProcess } from './support/viewer-process.ts';

const trials = 1_000_000;
/** Of the server's process, and of it with all that it starts. */
const mostBytes = { server: 400 * 2 ** 20, all: 500 * 2 ** 20 };

let folder: TempFolder;
let made: MillionStore;
let viewer: ViewerProcess;

beforeAll(async () => {
  if (inject('browser') === null) return;
  folder = tempFolder();
  made = await makeMillionStore(folder.path, trials);
  viewer = await startViewer(folder, made.file);
});
afterAll(async () => {
  await viewer?.[Symbol.asyncDispose]();
  folder?.[Symbol.dispose]();
});

/** Waits until the list says that so many trials pass its filter. */
async function expectTotal(page: Page, total: number): Promise<void> {
  const said = `${count(total)} of ${count(trials)} trials`;
  await page.locator('.totals:not([data-old]) b', { hasText: new RegExp(`^${said}$`) }).waitFor();
}
const address = (hash: string): string => new URL(hash, viewer.url).href;
const rows = (page: Page) => page.locator('[data-row]:not(:has(.waiting))');
const current = (page: Page) => page.locator('[data-row] [aria-current=true]');

describe('a store of a million trials', () => {
  it('has that many', () => {
    expect(sumOf(made.conditions, 'trials')).toBe(trials);
    expect(Object.keys(pageContents).toSorted()).toEqual(pageNames.toSorted());
  });

  it.for(pageNames)('shows the page %s with what is known to be in it', async (name, { openAddress }) => {
    const page = await openAddress(address(await addressIn(viewer.url, name)));
    expect(await page.locator('[role=alert]').allTextContents()).toEqual([]);
    await pageContents[name]?.(page, made);
  });

  it('is filtered by outcome and condition to exactly the trials that are so', async ({ openAddress }) => {
    const page = await openAddress(address('#/trials'));
    const choose = async (field: string, value: string): Promise<void> => {
      await page.locator('summary', { hasText: new RegExp(`^${field}( \\d+)?$`) }).click();
      await page.locator('.filter-menu[open] li', { hasText: value }).getByRole('checkbox').check();
      // What lies under the list can be clicked again.
      await page.keyboard.press('Escape');
    };
    let chosen = made.conditions;
    await choose('Outcome', 'bail');
    await expectTotal(page, sumOf(chosen, 'bails'));
    await choose('Method', 'bail-prompt');
    chosen = chosen.filter(({ method }) => method === 'bail-prompt');
    await expectTotal(page, sumOf(chosen, 'bails'));
    await choose('Model', 'sim:even');
    await choose('Order', 'bail-first');
    chosen = chosen.filter(({ model, order }) => model === 'sim:even' && order === 'bail-first');
    expect(chosen).toHaveLength(1);
    await expectTotal(page, sumOf(chosen, 'bails'));
    await page.getByRole('button', { name: 'Remove Outcome: bail' }).click();
    await expectTotal(page, sumOf(chosen, 'trials'));
  });

  it('is searched for one word and for several, with exactly the trials that have them, marked', async ({
    openAddress,
  }) => {
    const page = await openAddress(address('#/trials'));
    await expect.poll(() => page.locator('.totals').textContent()).not.toContain('searches see');
    const search = async (words: string): Promise<void> => {
      await page.keyboard.press('/');
      await page.keyboard.type(words);
      await page.keyboard.press('Escape');
    };
    const marks = async (): Promise<readonly string[]> => {
      const found = await page.locator('[data-row="0"] .snippet mark').allTextContents();
      return [...new Set(found.map((word) => word.toLowerCase()))];
    };
    await search(planted.rare);
    await expectTotal(page, made.planted.rare);
    await expect.poll(marks).toEqual([planted.rare]);
    await search(planted.common.join(' '));
    await expectTotal(page, made.planted.common);
    await expect.poll(marks).toEqual(planted.common);
    await page.goto(`${page.url()}&outcome=bail`);
    await expectTotal(page, made.planted.commonOfBails);
    await search('nobodysaidthis');
    await page.getByText('No trial passes this filter.').waitFor();
  });

  it('is gone over by keys to the last trial and back', async ({ openAddress }) => {
    const page = await openAddress(address('#/trials'));
    await rows(page).first().waitFor();
    await page.keyboard.press('End');
    await page.getByText(`${count(trials)} of ${count(trials)}`).waitFor({ state: 'attached' });
    await current(page).waitFor();
    const last = (await current(page).textContent()) ?? '';
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: last, exact: true }).waitFor();
    await page.getByText(`${count(trials)} of ${count(trials)}`).waitFor();
    // Of the last item's trials, which were stored last.
    const said = await page.locator('.turn[data-kind=reply]').first().innerText();
    expect(Number(/Reply (\d+):/.exec(said)?.[1])).toBeGreaterThan(trials - made.conditions.length);
    await page.keyboard.press('k');
    await page.getByText(`${count(trials - 1)} of ${count(trials)}`).waitFor();
    await page.keyboard.press('u');
    await expect.poll(() => current(page).count()).toBe(1);
    await page.keyboard.press('Home');
    await page.getByText(`1 of ${count(trials)}`, { exact: true }).waitFor({ state: 'attached' });
    await page.locator('[data-row="0"]', { hasText: 'Reply 1:' }).waitFor();
  });

  it('is sorted, the last that was stored first', async ({ openAddress }) => {
    const page = await openAddress(address('#/trials'));
    const first = page.locator('[data-row="0"]');
    await first.getByText('Reply 1:').waitFor();
    await page.getByLabel('Sort').selectOption('newest');
    await first.getByText(`Reply ${trials}:`).waitFor();
  });

  it('leads from a cell of the grid to its trials', async ({ openAddress }) => {
    const page = await openAddress(address('#/grid?size=named'));
    const box = await page.getByRole('application').boundingBox();
    if (box === null) throw new Error('there is no map');
    const at = [box.x + 180, box.y + 300] as const;
    await page.mouse.move(...at);
    const cell = page.getByRole('region', { name: 'Cell' });
    const item = await cell.getByRole('heading').innerText();
    const counts = await cell.locator('.counts tr').allInnerTexts();
    const bails = Number(counts.find((line) => line.startsWith('bail'))?.replaceAll(/\D/g, '') ?? 0);
    await page.mouse.click(...at);
    await expectTotal(page, 10);
    await settled(page);
    await expect.poll(() => rows(page).locator('a').allInnerTexts()).toEqual(Array<string>(10).fill(item));
    expect(await rows(page).locator('.outcome[data-outcome=bail]').count()).toBe(bails);
    await rows(page).first().locator('a').click();
    await page.getByRole('heading', { level: 1, name: item, exact: true }).waitFor();
    // Its prompt is that of the item, by the number the dataset has it under.
    await page.locator('.turn[data-kind=user]', { hasText: `Request ${item}.` }).waitFor();
  });

  it('is served in bounded memory, whatever was asked', () => {
    const { server, all } = viewer.peaks();
    expect(server).toBeLessThan(mostBytes.server);
    // Beside the server, results, comparisons and the index of texts are made by processes of their own.
    expect(all).toBeLessThan(mostBytes.all);
    expect(all).toBeGreaterThan(2 ** 26);
  });
});
