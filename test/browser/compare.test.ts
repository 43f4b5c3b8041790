import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';

import { expectAccessible, expectNoSidewaysScroll } from './support/expectations.ts';
import { exampleStore, it } from './support/it.ts';
import { settled } from './support/settled.ts';

/** Opens the list of one picker, and chooses the first that a search finds. */
async function choose(page: Page, letter: string, search: string): Promise<void> {
  await page
    .locator('.condition-picker > summary')
    .filter({ hasText: new RegExp(`^${letter} `) })
    .click();
  await page.getByLabel(`Search conditions for ${letter}`).fill(search);
  await page.locator('.condition-picker[open] input[type=radio]:enabled').first().check();
}

describe('comparing', () => {
  it('finds two conditions by name, tells their difference, and lays an item’s transcripts side by side', async ({
    openPage,
  }) => {
    const page = await openPage(exampleStore, '#/compare');
    await choose(page, 'A', 'misread bail-tool starter default');
    await choose(page, 'B', 'misread bail-string starter default');
    await expect.poll(() => page.url()).toMatch(/[?&]a=[^&]+&b=/);
    await page.getByRole('heading', { name: 'Difference of bail rates' }).waitFor();
    await page.locator('.side-by-side tbody a').first().click();
    await expect.poll(() => page.locator('.transcripts article').count()).toBe(2);
    await settled(page);
    await expect.poll(() => page.locator('.transcripts .outcome').count()).toBe(2);
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 800 });
    await expectNoSidewaysScroll(page);
  });

  it('draws every pair of several once, and one of them in detail', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/compare');
    await choose(page, 'A', 'misread bail-tool starter default');
    await choose(page, 'B', 'misread bail-string starter default');
    await choose(page, 'C', 'misread bail-prompt starter default');
    const chart = page.getByRole('figure', { name: 'Difference of bail rates', exact: true });
    await expect.poll(() => chart.locator('svg.marks').textContent()).toContain('B − C: bail-string');
    expect(await chart.locator('svg.marks').textContent()).toMatch(/A − B: bail-tool.*A − C: bail-tool/);
    const byCategory = page.getByRole('figure', { name: 'Difference of bail rates by category' });
    await byCategory.getByText('A − B').first().waitFor();
    await page.getByLabel('Pair').selectOption('3');
    await byCategory.getByText('B − C').first().waitFor();
    expect(page.url()).toContain('pair=3');
    expect(await page.getByRole('region', { name: 'Items that changed: B − C' }).count()).toBe(1);
    await expectAccessible(page);
  });

  it('keeps its lists of conditions inside the window', async ({ openPage }) => {
    for (const width of [1280, 700, 360]) {
      const page = await openPage(exampleStore, '#/compare', { width });
      for (const summary of await page.locator('.condition-picker > summary').all()) {
        await summary.click();
        const list = summary.locator('xpath=../fieldset');
        await expect
          .poll(async () => {
            const box = await list.boundingBox();
            return box !== null && box.x >= 0 && box.x + box.width <= width;
          })
          .toBe(true);
        await summary.click();
      }
      await expectNoSidewaysScroll(page);
    }
  });

  it('takes a pair that differs in one thing, and turns it around', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/compare');
    await page.locator('.presets', { hasText: 'With a lead-in against none' }).locator('summary').click();
    await page.locator('.presets[open] a').first().click();
    await page.getByRole('heading', { name: 'Difference of bail rates' }).waitFor();
    const ids = (): readonly string[] => {
      const query = new URLSearchParams(page.url().split('?')[1]);
      return [...query.getAll('a'), ...query.getAll('b')];
    };
    const before = ids();
    await page.getByRole('button', { name: 'Turn around' }).click();
    await expect.poll(ids).toEqual(before.toReversed());
  });
});
