import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

let axeScript: string | null = null;

/** axe finds nothing serious or critical on what is shown now. */
export async function expectAccessible(page: Page): Promise<void> {
  axeScript ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axeScript);
  const { violations } = await page.evaluate<axe.AxeResults>("axe.run(document, { resultTypes: ['violations'] })");
  const found = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.slice(0, 5).map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
    }));
  expect(found).toEqual([]);
}

/** Nothing on the page is wider than the window, once charts are drawn anew for its width. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate<string[]>(tooWide)).toEqual([]);
}

const tooWide = `(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('main *, header *')]
    .filter((one) => one.getBoundingClientRect().right > width + 1)
    .slice(0, 8)
    .map((one) => one.tagName + '.' + one.getAttribute('class') + ' ends at ' + one.getBoundingClientRect().right);
})()`;
