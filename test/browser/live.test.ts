import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';

import { serveStore } from '../../src/server/serve.ts';
import { openStore } from '../../src/store/store.ts';
import { wellBehaved } from '../support/chat-server.ts';
import { startCli, type RunningCli } from '../support/cli.ts';
import { startServer, type MisbehavingServer } from '../support/misbehaving-server.ts';
import { promptsCsv, tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { expectAccessible } from './support/expectations.ts';
import { it, serve } from './support/it.ts';

let folder: TempFolder;
let store: string;
let run: RunningCli;
let endpoint: MisbehavingServer;

/** A run that takes its time: a process of its own, which asks a model that is slow to answer. */
beforeAll(async () => {
  endpoint = await startServer(async (request) => {
    await setTimeout(150);
    return wellBehaved(request);
  });
  folder = tempFolder();
  store = folder.file('store.sqlite');
  folder.write('items.csv', promptsCsv(1_000));
  const study = folder.study({
    name: 'slow',
    models: [{ baseUrl: endpoint.baseUrl, model: 'slow-model', name: 'slow', concurrency: 2 }],
    datasets: [{ name: 'csv', path: 'items.csv' }],
    methods: ['bail-tool', 'bail-string'],
    epochs: 2,
  });
  run = startCli(['run', study, '--store', store], { cwd: folder.path });
  await vi.waitFor(async () => expect(await storedTrials()).toBeGreaterThan(0), { timeout: 60_000 });
}, 90_000);
afterAll(async () => {
  run.child.kill('SIGINT');
  await run.ended;
  await endpoint.close();
  folder[Symbol.dispose]();
});

async function storedTrials(): Promise<number> {
  if (!existsSync(store)) return 0;
  try {
    await using opened = openStore(store, 'read');
    return Number(opened.statements.get('SELECT count(*) AS trials FROM trial').get()?.['trials']);
  } catch {
    return 0;
  }
}

const state = (page: Page): Promise<string | null> => page.locator('header .live').getAttribute('data-state');

describe('pages during a run of another process', () => {
  it('the overview and the rates follow it without being loaded again', async ({ openPage }) => {
    const page = await openPage(store, '#/overview');
    const ended = async (): Promise<number> =>
      Number(await page.getByRole('progressbar', { name: 'Trials that have ended' }).getAttribute('value'));
    await expect.poll(() => state(page)).toBe('running');
    const before = await ended();
    await expect.poll(ended, { timeout: 20_000 }).toBeGreaterThan(before);
    await expectAccessible(page);

    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Rates' }).click();
    await page.getByRole('button', { name: 'Table' }).first().click();
    // Its table has the counts: of a run, results are worked out again and again.
    const trials = async (): Promise<string> => page.getByRole('table').first().innerText();
    const first = await trials();
    await expect.poll(trials, { timeout: 90_000 }).not.toBe(first);
  }, 180_000);

  it('a page whose server was started again goes on by itself', async ({ openPage }) => {
    const page = await openPage(store, '#/overview', { expectedErrors: /ERR_|Failed to load/ });
    await expect.poll(() => state(page)).toBe('running');
    const first = await serve(store);
    await first[Symbol.asyncDispose]();
    await expect.poll(() => state(page), { timeout: 20_000 }).toBe('lost');
    const port = Number(new URL(first.url).port);
    await using again = await serveStore({ store, port, cacheDir: folder.file('cache') });
    expect(again.url).toBe(first.url);
    await expect.poll(() => state(page), { timeout: 30_000 }).toBe('running');
    const ended = async (): Promise<number> =>
      Number(await page.getByRole('progressbar', { name: 'Trials that have ended' }).getAttribute('value'));
    const before = await ended();
    await expect.poll(ended, { timeout: 20_000 }).toBeGreaterThan(before);

    run.child.kill('SIGINT');
    await run.ended;
    await expect.poll(() => state(page), { timeout: 20_000 }).toBe('still');
  }, 120_000);
});
