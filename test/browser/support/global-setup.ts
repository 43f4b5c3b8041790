import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';

import { tempFolder } from '../../support/temp-folder.ts';
import { chromiumArgs, chromiumPath } from './chromium.ts';
import { makeExampleStore } from './example-store.ts';
import { buildStalePages } from './fresh-pages.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** What all files of a run share; `null` where there is no Chromium. */
    readonly shared: { readonly browser: string; readonly exampleStore: string } | null;
  }
}

/** Once for a run: builds stale pages, makes the example store, starts one browser for all files. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const executablePath = chromiumPath();
  if (executablePath === null) {
    process.stderr.write('No Chromium: tests in a browser are skipped (EXITPOLL_CHROMIUM names one elsewhere).\n');
    project.provide('shared', null);
    return undefined;
  }
  buildStalePages();
  const folder = tempFolder();
  const exampleStore = await makeExampleStore(folder.path);
  const server = await chromium.launchServer({ executablePath, args: [...chromiumArgs] });
  project.provide('shared', { browser: server.wsEndpoint(), exampleStore });
  return async () => {
    await server.close();
    folder[Symbol.dispose]();
  };
}
