import type { Page } from 'playwright-core';

/** What went wrong on a page, as it happens. */
export interface Watched {
  /** Errors on the console, errors nobody caught, violations of the page's policy. */
  readonly errors: readonly string[];
  /** Requests to other hosts than the page's own. */
  readonly foreign: readonly string[];
}

/** Watches a page from before it is opened. */
export function watch(page: Page, ownHost: string): Watched {
  const errors: string[] = [];
  const foreign: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:' && host !== ownHost) foreign.push(request.url());
  });
  return { errors, foreign };
}
