import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, expect, inject, test } from 'vitest';

import { serveStore, type Serving } from '../../../src/server/serve.ts';
import { cacheOf } from './cache-of.ts';
import { settled } from './settled.ts';
import { watch } from './watched.ts';

/** How a page is looked at. */
export interface View {
  /** Of the window, in CSS pixels; 1280 × 900 unless given. */
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** Errors the test means to cause. */
  readonly expectedErrors?: RegExp;
  /** Whether the page is meant to fail: it is not waited for until all is read. */
  readonly isBroken?: boolean;
}

/** The browser of all tests of a run; `null` without one, and then each of them is skipped. */
const browserAddress = inject('browser');

/** The path of a small store with something for every page, for all tests of a run: copy it to write. */
export const exampleStore: string = inject('exampleStore') ?? '';

let connecting: Promise<Browser> | null = null;
const serving = new Map<string, Promise<Serving>>();

/** Serves a store until the tests of this file are over. */
export function serve(store: string): Promise<Serving> {
  const one = serving.get(store) ?? serveStore({ store, port: 0, cacheDir: cacheOf(store) });
  serving.set(store, one);
  return one;
}

afterAll(async () => {
  await (await connecting)?.close();
  for (const one of serving.values()) await (await one)[Symbol.asyncDispose]();
});

/**
 * A test that is given `openAddress`: it opens an address in a profile of its own, and waits until all is read. When the
 * test is over, errors on the page, violations of its policy and requests to other hosts fail it.
 */
const withAddresses = test.extend('openAddress', ({ task }, { onCleanup }) => {
  const ends: (() => Promise<void>)[] = [];
  onCleanup(async () => {
    for (const end of ends) await end();
  });
  return async (address: string, view: View = {}): Promise<Page> => {
    const context = await newProfile(view);
    const page = await context.newPage();
    const watched = watch(page, new URL(address).host);
    ends.push(async () => {
      await context.close();
      const errors = watched.errors.filter((error) => view.expectedErrors?.test(error) !== true);
      expect({ errors, foreign: watched.foreign }, task.name).toEqual({ errors: [], foreign: [] });
    });
    await page.goto(address);
    if (view.isBroken !== true) await settled(page);
    return page;
  };
});

/** The same with `openPage`: it opens an address of the app on a store, `#/rates`. */
const inBrowser = withAddresses.extend(
  'openPage',
  ({ openAddress }) =>
    async (store: string, hash: string, view: View = {}): Promise<Page> =>
      openAddress(new URL(hash, (await serve(store)).url).href, view),
);

async function newProfile({ width = 1280, height = 900, dark = false }: View): Promise<BrowserContext> {
  connecting ??= chromium.connect(browserAddress ?? '');
  const browser = await connecting;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(inject('patienceMs'));
  return context;
}

/** A test in a real browser; skipped where there is none. */
export const it = browserAddress === null ? inBrowser.skip : inBrowser;
