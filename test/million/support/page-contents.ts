import type { Page } from 'playwright-core';
import { expect } from 'vitest';

import { count, countOf, percent } from '../../../src/report/format.ts';
import { tableRows } from '../../browser/support/table-rows.ts';
import { sumOf, type MillionStore } from './million-store.ts';

/** What must stand on a page of the app, by its name; all of it is known from how the store was made. */
export const pageContents: Readonly<Record<string, (page: Page, made: MillionStore) => Promise<void>>> = {
  overview: async (page, { conditions }) => {
    const [trials, bails] = [sumOf(conditions, 'trials'), sumOf(conditions, 'bails')];
    await page.getByText(`Together ${count(trials)} planned trials`).waitFor();
    const totals = page.locator('.outcome-totals');
    expect(await totals.locator('.outcome').allInnerTexts()).toEqual(['bail', 'continue']);
    expect(await totals.locator('strong').allInnerTexts()).toEqual([count(bails), count(trials - bails)]);
  },
  rates: async (page, { conditions }) => {
    await page.locator('.chart-drawing svg').waitFor();
    await page.getByRole('button', { name: 'Table' }).first().click();
    await page.locator('.table-place table').waitFor();
    const rows = (await tableRows(page)).map((row) => [row['Bail rate, %'], row['bail'], row['Planned']].join(' '));
    const offered = conditions.filter(({ method }) => method !== 'baseline');
    const known = offered.map(({ trials, bails }) => [percent(bails / trials), count(bails), count(trials)].join(' '));
    expect(rows.toSorted()).toEqual(known.toSorted());
  },
  grid: async (page, { conditions, items }) => {
    const columns = conditions.filter(({ method }) => method !== 'baseline').length;
    await page.getByText(`${countOf(items, 'item')} of items, ${columns} conditions`).waitFor();
  },
  trials: async (page, { conditions }) => {
    await page.locator('.totals', { hasText: countOf(sumOf(conditions, 'trials'), 'trial') }).waitFor();
    expect(await page.locator('[data-row] .outcome').count()).toBeGreaterThan(5);
  },
  trial: async (page) => {
    await page.locator('.turn[data-kind=reply]', { hasText: /Reply \d+: as far as I can tell/ }).waitFor();
  },
  compare: async (page) => {
    // A pair that is suggested.
    await page.locator('.presets summary').first().click();
    await page.locator('.presets[open] a').first().click();
    await page.getByRole('heading', { name: 'Difference of bail rates' }).waitFor();
    await page.locator('.side-by-side tbody a').first().waitFor();
  },
  conversations: async (page) => {
    await page.getByText('This study asks about prompts of a single turn').waitFor();
  },
  audit: async (page) => {
    await page.getByRole('button', { name: 'Draw', exact: true }).waitFor();
  },
  study: async (page, { items }) => {
    const row = page.getByRole('table', { name: 'Datasets of the study' }).locator('tbody tr');
    expect(await row.locator('td, th').allInnerTexts()).toEqual(expect.arrayContaining(['items', count(items), '50']));
  },
};
