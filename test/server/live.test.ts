import { renameSync, rmSync } from 'node:fs';

import { expect, test } from 'vitest';

import { systemClock } from '../../src/base/clock.ts';
import type { Problem } from '../../src/server/wire/problem.ts';
import { openStore } from '../../src/store/store.ts';
import { completion } from '../support/chat-server.ts';
import { startCli } from '../support/cli.ts';
import { startServer } from '../support/misbehaving-server.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';
import { ask, jsonOf, listenTo, serveSmall, smallStore } from '../support/viewer.ts';

test('every page hears of a run of another process: that it is on, what it stores, and that it is over', async () => {
  using folder = tempFolder();
  folder.write('prompts.csv', promptsCsv(8));
  const go = Promise.withResolvers<void>();
  await using server = await startServer(async (request) => {
    if (request.n > 4) await go.promise;
    return completion();
  });
  folder.study({
    name: 'watched',
    models: [{ baseUrl: server.baseUrl, model: 'test-model', concurrency: 1, tools: false }],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline'],
  });
  const file = folder.file('exitpoll.sqlite');
  await openStore(file).close();
  await using serving = await serveSmall(file);
  await using one = await listenTo(serving.url);
  await using two = await listenTo(serving.url, { 'last-event-id': '"><script>alert(1)</script>' });
  const { version, running } = await one.until(() => true);
  expect(running).toBe(false);

  const run = startCli(['run', 'study.yaml'], { cwd: folder.path });
  const on = await Promise.all(
    [one, two].map((page) => page.until((state) => state.running && state.version > version)),
  );
  expect(on[0]?.problem).toBeNull();
  go.resolve();
  expect((await run.ended).code).toBe(0);
  const over = await Promise.all(
    [one, two].map((page) => page.until((state) => !state.running && state.version > (on[0]?.version ?? 0))),
  );
  expect(over[0]?.version).toBe(over[1]?.version);
});

test('a page that comes back to another server, or late, is told how things stand', async () => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  const versions: number[] = [];
  for (let round = 0; round < 2; round += 1) {
    const begun = systemClock.now();
    while (systemClock.now() === begun);
    await using serving = await serveSmall(file);
    await using page = await listenTo(serving.url, { 'last-event-id': '12' });
    versions.push((await page.until(() => true)).version);
  }
  expect(versions[0]).toBeLessThan(versions[1] ?? 0);
});

test('a store that is deleted or replaced while it is shown is said to be, in place of answers', async () => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  await using serving = await serveSmall(file);
  await using page = await listenTo(serving.url);
  expect((await ask(serving.url, '/api/results/head')).status).toBe(200);
  rmSync(file);
  expect((await page.until(({ problem }) => problem !== null)).problem).toContain('deleted');
  const gone = await ask(serving.url, '/api/results/head');
  expect(gone.status).toBe(400);
  expect(jsonOf<Problem>(gone).problem).toMatchObject({
    message: expect.stringContaining('deleted') as string,
    hint: expect.stringContaining('exitpoll view') as string,
  });
  using other = tempFolder();
  renameSync(await smallStore(other), file);
  await page.until(({ problem }) => problem?.includes('another file') === true);
  expect((await ask(serving.url, '/api/store')).status).toBe(400);
});
