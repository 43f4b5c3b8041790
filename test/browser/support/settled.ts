import type { Page } from 'playwright-core';

/** Waits until a page has read all it shows. */
export async function settled(page: Page): Promise<void> {
  await page.locator('#main').waitFor();
  await page.waitForFunction("document.querySelector('.waiting') === null");
}
