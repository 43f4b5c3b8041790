import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { runCli, startCli } from '../support/cli.ts';
import { exitTaker } from '../support/exit-server.ts';
import { startServer, type Behaviour } from '../support/misbehaving-server.ts';
import { damage, queryNumber } from '../support/store-facts.ts';
import { promptsCsv, tempFolder, type TempFolder } from '../support/temp-folder.ts';

const items = 12;
const words = ['run', 'study.yaml', '--concurrency', '4'];

function write(folder: TempFolder, baseUrl: string): void {
  folder.write('prompts.csv', promptsCsv(items));
  folder.study({
    name: 'interrupted',
    models: [{ baseUrl, model: 'test-model' }],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['bail-string'],
    limits: { attempts: 2 },
  });
}

const generations = (folder: TempFolder): number =>
  queryNumber(folder.file('exitpoll.sqlite'), 'SELECT count(*) FROM generation');

test('Ctrl-C keeps the replies in flight, exits with 130, and the same command goes on from there', async () => {
  using folder = tempFolder();
  const gate = Promise.withResolvers<void>();
  await using server = await startServer(async (request): Promise<Behaviour> => {
    if (request.n > 4) await gate.promise;
    return exitTaker(request);
  });
  write(folder, server.baseUrl);
  const running = startCli(words, { cwd: folder.path });
  while (server.requests.length < 8) await sleep(1);
  running.child.kill('SIGINT');
  await running.said('Stopping: waiting for the calls in flight');
  gate.resolve();
  const end = await running.ended;
  expect(end.code).toBe(130);
  expect(end.stderr).toContain(`Stopped with ${items - 8} trials left`);
  expect(end.stdout).toContain(`${items - 8} of ${items} planned trials have no outcome yet`);
  expect(generations(folder)).toBe(8);

  expect(await runCli(words, { cwd: folder.path })).toMatchObject({ code: 0 });
  expect(server.requests).toHaveLength(items);
});

test('a second Ctrl-C stops at once, and only the calls in flight are repeated', async () => {
  using folder = tempFolder();
  let answers = 4;
  await using server = await startServer((request) => (request.n > answers ? { kind: 'hang' } : exitTaker(request)));
  write(folder, server.baseUrl);
  const running = startCli(words, { cwd: folder.path });
  while (server.requests.length < 8) await sleep(1);
  running.child.kill('SIGINT');
  await running.said('Press Ctrl-C again');
  running.child.kill('SIGINT');
  expect(await running.ended).toMatchObject({ code: 130, stderr: expect.stringContaining('Stopping now') as string });
  expect(generations(folder)).toBe(4);
  expect(await damage(folder.file('exitpoll.sqlite'))).toEqual([]);

  answers = Infinity;
  expect(await runCli(words, { cwd: folder.path })).toMatchObject({ code: 0 });
  expect(server.requests).toHaveLength(items + 4);
});

test('Ctrl-C does not wait until a server that asks for patience may be asked again', async () => {
  using folder = tempFolder();
  let patience = true;
  await using server = await startServer((request) =>
    patience && request.n > 2
      ? { kind: 'json', status: 429, headers: { 'retry-after': '500' }, body: { error: { message: 'later' } } }
      : exitTaker(request),
  );
  write(folder, server.baseUrl);
  const running = startCli(words, { cwd: folder.path });
  // Once the server has asked for it, nothing goes out; the others wait for their turn, this one to try again.
  while (server.requests.length < 3) await sleep(1);
  running.child.kill('SIGTERM');
  expect(await running.ended).toMatchObject({ code: 130 });
  patience = false;
  expect(await runCli(words, { cwd: folder.path })).toMatchObject({ code: 0 });
});
