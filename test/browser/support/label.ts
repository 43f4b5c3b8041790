import type { Page } from 'playwright-core';

/** Presses a key that labels what is shown, and waits until the page says that the label is stored. */
export async function label(page: Page, key: string): Promise<void> {
  const heading = (await page.locator('.audit-exchange h2').textContent()) ?? '';
  await page.locator('.audit-labels button:enabled').first().waitFor();
  await page.keyboard.press(key);
  await page.getByText(`${unitOf(heading)}:`).waitFor();
}

/** What a heading names: `Trial 12`, `Conversation 3`. */
function unitOf(heading: string): string {
  return /^\w+ \d+/.exec(heading)?.[0] ?? heading;
}
