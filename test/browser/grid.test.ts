import { copyFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { buffer } from 'node:stream/consumers';

import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';

import { tempFolder } from '../support/temp-folder.ts';
import { exampleStore, it } from './support/it.ts';
import { settled } from './support/settled.ts';

/** What is said aloud of the cell under the cursor. */
function said(page: Page): Promise<string> {
  return page.locator('.grid-map [role=status]').innerText();
}

async function saved(page: Page, form: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('group', { name: 'This map as a file' }).getByRole('button', { name: form }).click(),
  ]);
  return buffer(await download.createReadStream());
}

/** Where a box ends at the right. */
function ends(box: { readonly x: number; readonly width: number } | null): number {
  return box === null ? Number.NaN : box.x + box.width;
}

describe('the grid', () => {
  it('is gone over with the keyboard, which says each cell and opens its trials', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/grid?dataset=starter&order=rate&group=none');
    await page.getByRole('application').focus();
    const first = await said(page);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => said(page)).not.toBe(first);
    const second = await said(page);
    expect(second.split(',')[0]).toBe(first.split(',')[0]);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => said(page)).not.toBe(second);
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+Home');
    await expect.poll(() => said(page)).toBe(first);
    const item = first.split(',')[0] ?? '';
    await expect.poll(() => page.getByRole('region', { name: 'Cell' }).getByRole('heading').innerText()).toBe(item);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('#/trials');
    expect(new URLSearchParams(page.url().split('?')[1]).get('item')).toBe(item);
  });

  it('keeps its menus inside the window, however long the names are', async ({ openPage }) => {
    using folder = tempFolder();
    const file = folder.file('long.sqlite');
    copyFileSync(exampleStore, file);
    const database = new DatabaseSync(file);
    database.exec(`UPDATE plan_line SET model_label = model_label || '${'-long'.repeat(40)}'`);
    database.close();
    for (const width of [1280, 900, 360]) {
      const page = await openPage(file, '#/grid', { width });
      for (const summary of await page.locator('details.multi-select > summary').all()) {
        await summary.click();
        const list = summary.locator('xpath=../fieldset');
        await expect.poll(async () => ends(await list.boundingBox())).toBeLessThanOrEqual(width);
        expect(
          await list.evaluate((one: { scrollWidth: number; clientWidth: number }) => one.scrollWidth - one.clientWidth),
        ).toBe(0);
        await summary.click();
      }
    }
  });

  it('shows the cell under the pointer, and opens it with a click', async ({ openPage }) => {
    // Without headings between the rows, so that there is a cell wherever the pointer is.
    const page = await openPage(exampleStore, '#/grid?dataset=starter&size=named&group=none');
    const map = page.getByRole('application');
    await map.scrollIntoViewIfNeeded();
    const box = await map.boundingBox();
    if (box === null) throw new Error('there is no map');
    await page.mouse.move(box.x + 180, box.y + box.height - 30);
    const trials = page.getByRole('link', { name: 'Trials of this cell' });
    const address = await trials.getAttribute('href');
    await page.mouse.click(box.x + 180, box.y + box.height - 30);
    await expect.poll(() => page.url()).toContain(address ?? '');
  });

  it('says the whole name of the column that is pointed at, above the map and beside the pointer', async ({
    openPage,
  }) => {
    for (const width of [1440, 360]) {
      const page = await openPage(exampleStore, '#/grid?dataset=starter', { width });
      const map = page.getByRole('application');
      await map.scrollIntoViewIfNeeded();
      const box = await map.boundingBox();
      if (box === null) throw new Error('there is no map');
      const line = page.locator('.column-line');
      const height = (await line.boundingBox())?.height;
      // On the names above the first column.
      await page.mouse.move(box.x + 180, box.y + 8);
      await expect.poll(() => line.innerText()).toMatch(/ · bail-.* of \d+ items$/);
      const note = page.locator('.pointer-note');
      expect((await line.innerText()).startsWith(await note.locator('p').first().innerText())).toBe(true);
      const at = await note.boundingBox();
      expect(at?.x).toBeGreaterThanOrEqual(0);
      expect(ends(at)).toBeLessThanOrEqual(width);
      // The map stays where it is under the pointer.
      expect((await line.boundingBox())?.height).toBe(height);
      await page.mouse.move(2, 2);
      await expect.poll(() => note.isVisible()).toBe(false);
    }
  });

  it('keeps what is shown in the address, and brings it back', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/grid?dataset=starter');
    await page.getByLabel('Categories').check();
    await page.getByLabel('Unanswered').check();
    expect(page.url()).toContain('rows=categories');
    expect(page.url()).toContain('measure=unanswered');
    await page.reload();
    await settled(page);
    expect(await page.getByLabel('Categories').isChecked()).toBe(true);
    expect(await page.getByRole('application').getAttribute('aria-label')).toContain('Unanswered');
  });

  it('is saved as CSV with every count, as SVG and as PNG', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/grid?dataset=starter');
    const [head = '', ...lines] = (await saved(page, 'CSV')).toString().trim().split(/\r?\n/);
    expect(head.split(',')).toEqual(expect.arrayContaining(['bail', 'continue', 'unparsed', 'pending', 'planned']));
    const shown = await page.locator('.map-head .note').innerText();
    const [items = 0, conditions = 0] = [...shown.matchAll(/(\d+) (?:items|conditions)/g)].map((found) =>
      Number(found[1]),
    );
    expect(lines).toHaveLength(items * conditions);
    expect((await saved(page, 'SVG')).toString()).toMatch(/^<svg [^]*<\/svg>\n$/);
    expect((await saved(page, 'PNG')).subarray(1, 4).toString()).toBe('PNG');
  });

  it('gives the similarity of models and the agreement of methods as files', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/grid?dataset=starter');
    for (const [name, column] of [
      [/^CSV of: Which models/, 'correlation'],
      [/^CSV of: Do the ways/, 'kappa'],
    ] as const) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
      const csv = (await buffer(await download.createReadStream())).toString('utf8');
      expect(csv).toContain(column);
      expect(csv.split('\n').length).toBeGreaterThan(2);
    }
  });
});
