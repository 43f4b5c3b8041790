import type { TestProject } from 'vitest/node';

import { tempFolder } from '../../support/temp-folder.ts';
import { fillCache } from './cache-of.ts';
import { makeExampleStore } from './example-store.ts';
import { startBrowser } from './start-browser.ts';

/** Once for a run: builds stale pages, makes the example store and its results, starts one browser for all files. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const browser = await startBrowser(project);
  if (browser === null) return undefined;
  const folder = tempFolder();
  const store = await makeExampleStore(folder.path);
  await fillCache(store);
  project.provide('exampleStore', store);
  return async () => {
    await browser.close();
    folder[Symbol.dispose]();
  };
}
