import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from 'playwright-core';

/** Keeps a picture of the whole page in the folder that `EXITPOLL_SCREENSHOTS` names; does nothing where it names none. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env['EXITPOLL_SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
