import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { startCli } from '../support/cli.ts';
import { callCounts, exitTaker } from '../support/exit-server.ts';
import { startServer, type Behaviour } from '../support/misbehaving-server.ts';
import { damage } from '../support/store-facts.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';

test('two runs started at once on one new store: no call is made twice, both end well and print the same rates', async () => {
  using folder = tempFolder();
  await using server = await startServer(async (request): Promise<Behaviour> => {
    await sleep(5);
    return exitTaker(request);
  });
  folder.write('prompts.csv', promptsCsv(20));
  folder.study({
    name: 'both',
    models: ['one', 'two'].map((model) => ({ baseUrl: server.baseUrl, model })),
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline', 'bail-prompt', 'bail-tool'],
  });
  const words = ['run', 'study.yaml'];
  const runs = [startCli(words, { cwd: folder.path }), startCli(words, { cwd: folder.path })];
  const [one, other] = await Promise.all(runs.map((run) => run.ended));
  expect([one?.code, other?.code], `${one?.stderr}\n${other?.stderr}`).toEqual([0, 0]);
  expect(one?.stdout).toBe(other?.stdout);
  expect(one?.stdout).not.toContain('have no outcome yet');
  const counts = callCounts(server.requests);
  expect([...counts.values()].filter((count) => count > 1)).toEqual([]);
  expect(counts.size).toBe(2 * 20 * 4);
  expect(await damage(folder.file('exitpoll.sqlite'))).toEqual([]);
});

test('a run waits for the one that has the model, says so, and can be stopped while it waits', async () => {
  using folder = tempFolder();
  const gate = Promise.withResolvers<void>();
  await using server = await startServer(async (request): Promise<Behaviour> => {
    await gate.promise;
    return exitTaker(request);
  });
  folder.write('prompts.csv', promptsCsv(3));
  folder.study({
    name: 'waits',
    models: [{ baseUrl: server.baseUrl, model: 'test-model' }],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['bail-string'],
  });
  const first = startCli(['run', 'study.yaml'], { cwd: folder.path });
  while (server.requests.length < 3) await sleep(1);
  const second = startCli(['run', 'study.yaml'], { cwd: folder.path });
  await second.said(`test-model is in use by run 1 (process ${first.child.pid}`);
  second.child.kill('SIGINT');
  expect((await second.ended).code).toBe(130);
  expect(server.requests).toHaveLength(3);
  gate.resolve();
  expect((await first.ended).code).toBe(0);
  expect(server.requests).toHaveLength(3);
});
