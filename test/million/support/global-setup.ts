import type { TestProject } from 'vitest/node';

import { startBrowser } from '../../browser/support/start-browser.ts';

/** Once for a run: builds stale pages, starts the browser. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const browser = await startBrowser(project);
  return browser === null ? undefined : () => browser.close();
}
