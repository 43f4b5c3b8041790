import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';

import { exampleStore, it } from './support/it.ts';
import { settled } from './support/settled.ts';

const totals = async (page: Page): Promise<string> => (await page.locator('.totals b').textContent()) ?? '';
const current = (page: Page) => page.locator('[data-row] [aria-current=true]');
/** Chooses a value of a field in its menu. */
async function choose(page: Page, field: string, value: string): Promise<void> {
  await page.locator('summary', { hasText: new RegExp(`^${field}( \\d+)?$`) }).click();
  await page.locator('.filter-menu[open] li', { hasText: value }).getByRole('checkbox').check();
}

describe('the list of trials', () => {
  it('is filtered by clicks, each part of the filter can be taken away, and the address brings it back', async ({
    openPage,
  }) => {
    const page = await openPage(exampleStore, '#/trials');
    const all = await totals(page);
    await choose(page, 'Outcome', 'bail');
    await choose(page, 'Method', 'bail-string');
    await page.getByRole('button', { name: 'Remove Outcome: bail' }).waitFor();
    await expect
      .poll(() => page.locator('[data-row] .outcome').allTextContents())
      .toSatisfy((seen: string[]) => seen.length > 0 && seen.every((text) => text.trim() === 'bail'));
    const found = await totals(page);
    expect(found).toMatch(/^\d+ of /);

    const again = await openPage(exampleStore, new URL(page.url()).hash);
    expect(await totals(again)).toBe(found);
    await again.getByRole('button', { name: 'Remove Method: bail-string' }).click();
    await again.getByRole('button', { name: 'Remove Outcome: bail' }).click();
    await expect.poll(() => totals(again)).toBe(all);
  });

  it('is printed as the rows around those in view, and says so', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/trials');
    await page.locator('[data-row]').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => page.getByText('Printed: the trials around those in view').isVisible()).toBe(true);
    // Rows stand below each other in the list's own height, however many came into view with the paper.
    const rest = async (): Promise<number> => {
      const list = (await page.locator('.tall-list').boundingBox())?.height ?? 0;
      const found = await page.locator('[data-row]').all();
      const boxes = await Promise.all(found.map((row) => row.boundingBox()));
      return Math.abs(list - boxes.reduce((sum, box) => sum + (box?.height ?? 0), 0));
    };
    await expect.poll(rest, { timeout: 15_000 }).toBeLessThan(20);
  });

  it('is printed from the first trial on with Ctrl-P, and says how many are not on paper', async ({ openPage }) => {
    for (const [hash, most] of [
      ['#/trials', 1000],
      ['#/trials?outcome=bail&method=bail-string', 1e6],
    ] as const) {
      const page = await openPage(exampleStore, hash);
      await page.locator('[data-row]').first().waitFor();
      const total = Number((await totals(page)).match(/^[\d,]+/)?.[0].replaceAll(',', ''));
      await page.keyboard.press('Control+p');
      await page.emulateMedia({ media: 'print' });
      const printed = Math.min(most, total);
      await expect.poll(() => page.locator('[data-row] a').count(), { timeout: 20_000 }).toBe(printed);
      expect(await page.locator('[data-row]').last().getAttribute('data-row')).toBe(String(printed - 1));
      const note = page.getByText('Printed: the first');
      if (printed === total) expect(await note.count()).toBe(0);
      else
        expect(await note.innerText()).toContain(`${(total - printed).toLocaleString('en-US')} are not. The CSV file`);
    }
  });

  it('is searched and walked through by keys alone', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/trials?outcome=continue');
    await expect.poll(() => page.locator('[data-row]').count()).toBeGreaterThan(5);
    await page.keyboard.press('/');
    await page.keyboard.type('answer');
    await expect.poll(() => page.locator('.snippet mark').count()).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await expect.poll(() => page.locator('[data-row="1"] [aria-current=true]').count()).toBe(1);
    await page.keyboard.press('End');
    const [, last = ''] = (await totals(page)).match(/^([\d,]+)/) ?? [];
    await page.getByText(`${last} of ${last}`).waitFor({ state: 'attached' });
    await page.keyboard.press('x');
    await expect.poll(() => new URL(page.url()).hash).not.toContain('text=');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  });

  it('leads to a trial, on to the next of the list, and back to the same place', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/trials?outcome=bail');
    await expect.poll(() => page.locator('[data-row="3"]').count()).toBe(1);
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('j');
    const name = await current(page).textContent();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: name ?? '' }).waitFor();
    await page.getByText(/^4 of [\d,]+$/).waitFor();
    await page.keyboard.press('j');
    await page.getByText(/^5 of [\d,]+$/).waitFor();
    await page.keyboard.press('k');
    await page.getByText(/^4 of [\d,]+$/).waitFor();
    await page.getByRole('link', { name: '← The list' }).click();
    await expect.poll(async () => (await current(page).count()) === 1 && current(page).textContent()).toBe(name);
    expect(new URL(page.url()).hash).toContain('outcome=bail');
  });

  it('is in the same place after going back', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/trials');
    await expect.poll(() => page.locator('[data-row]').count()).toBeGreaterThan(5);
    await page.locator('.tall-list').evaluate((list) => {
      (list as { scrollTop: number }).scrollTop = 20_000;
    });
    const row = page.locator('[data-row="296"]');
    await row.getByRole('link').click();
    await page.getByText('297 of 7,', { exact: false }).waitFor();
    await page.goBack();
    await expect.poll(() => page.locator('[data-row="296"] [aria-current=true]').count()).toBe(1);
    await expect.poll(async () => (await row.boundingBox())?.y ?? -1).toBeGreaterThan(0);
  });
});

describe('a trial', () => {
  it('can be pasted to a colleague, and shows what decided, who said what and what was sent', async ({ openPage }) => {
    const list = await openPage(exampleStore, '#/trials?outcome=bail&method=bail-prompt&replyAuthor=self');
    await list.locator('[data-row="0"] a').click();
    const page = await openPage(exampleStore, new URL(list.url()).hash);
    await settled(page);
    await page.locator('[data-kind=reply] mark.evidence').first().waitFor();
    expect(await page.locator('.turn[data-kind=ours]').count()).toBeGreaterThan(0);
    await page.locator('.exchange .turn summary', { hasText: 'Request' }).last().click();
    await page.getByText('"messages": [').waitFor();
    await page.getByRole('button', { name: 'Copy as JSON' }).waitFor();
    const beside = page.locator('.beside a:not([aria-current])').first();
    await beside.click();
    await page.locator('.beside a[aria-current=true]').waitFor();
  });

  it('hides what others said of it until it is asked for', async ({ openPage }) => {
    const list = await openPage(exampleStore, '#/trials?label=leaves');
    await list.locator('[data-row="0"] a').click();
    const button = list.getByRole('button', { name: /^Show \d+ labels?$/ });
    await button.waitFor();
    expect(await list.getByText('the model chose to leave').count()).toBe(0);
    await button.click();
    await list.getByText('the model chose to leave').first().waitFor();
  });
});
