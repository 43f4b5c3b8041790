import type { Page } from 'playwright-core';

/** Waits until a page has read all it shows. */
export async function settled(page: Page): Promise<void> {
  // No function in the page: its policy forbids what a repeated one would need.
  await page.locator('#main:not(:has(.waiting))').waitFor();
}
