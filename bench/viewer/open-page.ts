import { chromium, type CDPSession, type Page } from 'playwright-core';

import { chromiumArgs, chromiumPath } from '../../test/browser/support/chromium.ts';

/** What opening a page took, from the first request on; bytes are those that were sent, compressed. */
export interface OpenedPage {
  readonly paintMs: number;
  /** Until the page shows its own content: no note any more that something is being read. */
  readonly contentMs: number;
  /** Of the page's main thread. */
  readonly pageCpuMs: number;
  readonly longestMs: number;
  readonly scriptBytes: number;
  readonly bytes: number;
  readonly requests: number;
}

/** A browser that has nothing cached when it opens a page. */
export interface OpenedBrowser extends AsyncDisposable {
  open(address: string): Promise<OpenedPage>;
  /** Opens the list of trials. @returns what shows it at another address; until its rows are drawn, in milliseconds. */
  list(address: string): Promise<{ change(hash: string): Promise<number> }>;
}

/** Opens a browser. @throws when there is none. */
export async function openBrowser(): Promise<OpenedBrowser> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error('there is no Chromium: name one with EXITPOLL_CHROMIUM');
  const browser = await chromium.launch({ executablePath, args: [...chromiumArgs] });
  const openIn = async (page: Page, address: string): Promise<OpenedPage> => {
    const session = await page.context().newCDPSession(page);
    const loaded = await watchLoads(session);
    await session.send('Performance.enable');
    await page.goto(address, { waitUntil: 'commit' });
    await page.waitForFunction('window.seen.contentMs > 0 && performance.now() - window.seen.contentMs > 600', null, {
      timeout: 120_000,
    });
    const seen = (await page.evaluate('window.seen')) as Pick<OpenedPage, 'paintMs' | 'contentMs' | 'longestMs'>;
    const { metrics } = await session.send('Performance.getMetrics');
    const pageCpuMs = 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
    return { ...seen, pageCpuMs, ...loaded };
  };
  const newPage = async (): Promise<Page> => {
    // What looks at the page from outside is no script of its own.
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
    await page.addInitScript(watching);
    return page;
  };
  return {
    open: async (address) => {
      const page = await newPage();
      const opened = await openIn(page, address);
      await page.close();
      return opened;
    },
    list: async (address) => {
      const page = await newPage();
      await openIn(page, address);
      return {
        change: async (hash) => (await page.evaluate(changing(hash))) as number,
      };
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

async function watchLoads(session: CDPSession): Promise<{ scriptBytes: number; bytes: number; requests: number }> {
  const loaded = { scriptBytes: 0, bytes: 0, requests: 0 };
  const scripts = new Set<string>();
  session.on('Network.responseReceived', ({ requestId, type }) => {
    loaded.requests += 1;
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    loaded.bytes += encodedDataLength;
    if (scripts.has(requestId)) loaded.scriptBytes += encodedDataLength;
  });
  await session.send('Network.enable');
  return loaded;
}

/** In the page: notes when it was painted first, and since when nothing in it waits, looking at every frame. */
const watching = `
  window.seen = { paintMs: 0, contentMs: 0, longestMs: 0 };
  new PerformanceObserver((list) => {
    for (const one of list.getEntries())
      if (one.name === 'first-contentful-paint') window.seen.paintMs = one.startTime;
  }).observe({ type: 'paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.seen.longestMs = Math.max(window.seen.longestMs, duration);
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    const isThere = document.querySelector('main h1') !== null && document.querySelector('.waiting, [aria-busy=true]') === null;
    if (!isThere) window.seen.contentMs = 0;
    else if (window.seen.contentMs === 0) window.seen.contentMs = performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);`;

/** In the page: goes to another address and waits until totals and rows are those of it. */
function changing(hash: string): string {
  return `new Promise((resolve) => {
    const begun = performance.now();
    location.hash = ${JSON.stringify(hash)};
    const isOld = () => document.querySelector('.totals[data-old], .trial-line.waiting') !== null;
    let wasOld = false;
    const look = () => {
      wasOld ||= isOld();
      if (wasOld && !isOld()) resolve(performance.now() - begun);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  })`;
}
