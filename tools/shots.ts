// Takes pictures of every page of the viewer, light and dark, wide and narrow:
//
//   npm run shots -- --out FOLDER [--store FILE]
//   npm run shots -- --docs          # the few in docs/pictures/, small
//
// Without a store the example study of the browser tests is run first. Needs Chromium (EXITPOLL_CHROMIUM names one).
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { chromium, type Browser } from 'playwright-core';

import { serveStore } from '../src/server/serve.ts';
import { chromiumArgs, chromiumPath } from '../test/browser/support/chromium.ts';
import { makeExampleStore } from '../test/browser/support/example-store.ts';
import { buildStalePages } from '../test/browser/support/fresh-pages.ts';
import { addressIn, pageNames } from '../test/browser/support/page-names.ts';
import { settled } from '../test/browser/support/settled.ts';

interface Shot {
  readonly name: string;
  /** `null` for the page's own address. */
  readonly hash: string | null;
  readonly page: string;
  readonly width: number;
  readonly height: number;
  readonly dark: boolean;
  /** The whole page, however long. */
  readonly whole: boolean;
}

const { values } = parseArgs({
  options: { out: { type: 'string' }, store: { type: 'string' }, docs: { type: 'boolean', default: false } },
});

/** The pictures of the documentation: few and small, in the format that keeps them so. */
const documented: readonly Shot[] = [
  { page: 'overview', hash: null, dark: false },
  { page: 'rates', hash: null, dark: false },
  { page: 'grid', hash: '#/grid?dataset=starter&group=none&order=rate', dark: false, height: 780 },
  { page: 'trials', hash: '#/trials?outcome=bail', dark: true },
  { page: 'audit', hash: '#/audit/read?rater=cy', dark: false },
].map((shot) => ({ height: 620, ...shot, name: `viewer-${shot.page}`, width: 1200, whole: false }));

const every: readonly Shot[] = pageNames.flatMap((page) =>
  [1440, 360].flatMap((width) =>
    [false, true].map((dark) => ({
      name: `${page}-${width}-${dark ? 'dark' : 'light'}`,
      page,
      hash: null,
      width,
      height: 900,
      dark,
      whole: true,
    })),
  ),
);

const executablePath = chromiumPath();
if (executablePath === null) throw new Error('there is no Chromium; EXITPOLL_CHROMIUM names one');
buildStalePages();
const scratch = mkdtempSync(join(tmpdir(), 'exitpoll-shots-'));
const out = values.docs ? resolve(import.meta.dirname, '../docs/pictures') : resolve(values.out ?? 'shots');
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath, args: [...chromiumArgs] });
try {
  const store = values.store ?? (await makeExampleStore(scratch));
  await using serving = await serveStore({ store, port: 0, cacheDir: join(scratch, 'cache') });
  for (const shot of values.docs ? documented : every) {
    await take(browser, serving.url, shot);
    process.stdout.write(`${shot.name}\n`);
  }
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
}

async function take(from: Browser, url: string, shot: Shot): Promise<void> {
  const { name, width, height, dark, whole } = shot;
  const context = await from.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(new URL(shot.hash ?? (await addressIn(url, shot.page)), url).href);
  await settled(page);
  await page.locator('.chart-drawing:empty').first().waitFor({ state: 'detached' });
  // JPEG keeps a page of text and flat colours below 100 kB without another tool.
  await page.screenshot(
    values.docs
      ? { path: join(out, `${name}.jpg`), type: 'jpeg', quality: 70, fullPage: whole }
      : { path: join(out, `${name}.png`), fullPage: whole },
  );
  await context.close();
}
