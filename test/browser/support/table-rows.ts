import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The cells of every row of the first table that is whole on the page, by the heads of their columns. */
export async function tableRows(page: Page): Promise<readonly Readonly<Record<string, string>>[]> {
  const rows = await page.evaluate<Record<string, string>[]>(`(() => {
    const place = document.querySelector('.table-place');
    const heads = [...place.querySelectorAll('thead th')].map((head) => head.innerText.trim());
    return [...place.querySelectorAll('tbody tr[data-index]')].map((row) =>
      Object.fromEntries([...row.children].map((cell, index) => [heads[index], cell.innerText.trim()])),
    );
  })()`);
  expect(rows.length).toBe(Number(await page.locator('.table-place table').getAttribute('aria-rowcount')) - 1);
  return rows;
}
