import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';

import { chromiumArgs, chromiumPath } from './chromium.ts';
import { buildStalePages } from './fresh-pages.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the browser that all files of a run share; `null` where there is no Chromium. */
    readonly browser: string | null;
    /** The store that all files of the project `browser` share; not there in other projects, or without a browser. */
    readonly exampleStore: string;
    /** How long a page may take for what is waited for, in milliseconds. */
    readonly patienceMs: number;
  }
}

/** A browser for the tests of a run. */
export interface StartedBrowser {
  close(): Promise<void>;
}

/** Builds stale pages, and starts the browser of a project's tests. @returns `null`, having said so, where there is none. */
export async function startBrowser(project: TestProject): Promise<StartedBrowser | null> {
  const executablePath = chromiumPath();
  if (executablePath === null) {
    process.stderr.write('No Chromium: tests in a browser are skipped (EXITPOLL_CHROMIUM names one elsewhere).\n');
    project.provide('browser', null);
    return null;
  }
  buildStalePages();
  const server = await chromium.launchServer({ executablePath, args: [...chromiumArgs] });
  project.provide('browser', server.wsEndpoint());
  return { close: () => server.close() };
}
