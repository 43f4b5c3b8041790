import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { StopSwitch } from '../../src/run/stop-switch.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { completion } from '../support/chat-server.ts';
import { callCounts } from '../support/exit-server.ts';
import { prepareWith, runWith } from '../support/library-run.ts';
import { startServer, type Behaviour } from '../support/misbehaving-server.ts';
import { damage, queryNumber } from '../support/store-facts.ts';
import { promptsCsv, tempFolder, type TempFolder } from '../support/temp-folder.ts';

const items = 30;
const noLimit = 1_000_000;
/** A reply that fills a few pages of the store. */
const large: Behaviour = completion({ content: 'word '.repeat(10_000) });

function study(folder: TempFolder, baseUrl: string): StudyInput {
  folder.write('prompts.csv', promptsCsv(items));
  return {
    name: 'full',
    models: [{ baseUrl, model: 'test-model' }],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['bail-string'],
  };
}

/** Leaves room for so many pages more than the store has. */
function leaveRoom(store: Store, pages: number): void {
  store.limitPages(queryNumber(store.file, 'PRAGMA page_count') + pages);
}

const count = (store: Store, table: string): number => queryNumber(store.file, `SELECT count(*) FROM ${table}`);

test('a full disk ends the run with one clear error; what was stored stays, and the run goes on once there is room', async () => {
  using folder = tempFolder();
  await using server = await startServer(() => large);
  await using store = openStore(folder.file('store.sqlite'));
  const input = study(folder, server.baseUrl);
  await prepareWith(store, input, folder.path);
  leaveRoom(store, 40);
  const result = await runWith(store, input, folder.path, { concurrency: 4, rescue: { tries: 2, delayMs: 5 } });
  expect(result.storeFailure?.error).toMatchObject({
    code: 'store-full',
    message: `${store.file}: no room left to write the store`,
  });
  expect(result.ending).toBe('stopped');
  const kept = count(store, 'generation');
  expect(kept).toBeGreaterThan(0);
  const spilled = result.storeFailure?.spilled[0];
  expect(result.storeFailure?.lost).toBe(0);
  expect(server.requests.length).toBe(kept + (spilled?.replies ?? 0));
  expect(statSync(spilled?.file ?? '').mode & 0o777).toBe(0o600);
  expect(await damage(store.file)).toEqual([]);

  store.limitPages(noLimit);
  const before = server.requests.length;
  const told: string[] = [];
  const options = { onNotice: (text: string) => told.push(text) };
  expect(await runWith(store, input, folder.path, options)).toMatchObject({ ending: 'done', pending: 0, errors: 0 });
  expect(told.join()).toContain(`read in from ${spilled?.file}: ${spilled?.replies}.`);
  expect(existsSync(spilled?.file ?? '')).toBe(false);
  expect(server.requests.length).toBe(items);
  expect(before).toBeLessThan(items);
  expect(count(store, 'generation')).toBe(items);
});

test('replies that come in while the disk is full are kept when room is made in time', async () => {
  using folder = tempFolder();
  await using server = await startServer(() => large);
  await using store = openStore(folder.file('store.sqlite'));
  const input = study(folder, server.baseUrl);
  await prepareWith(store, input, folder.path);
  leaveRoom(store, 20);
  const stop = new StopSwitch();
  stop.softSignal.addEventListener('abort', () => setImmediate(() => store.limitPages(noLimit)));
  const options = { concurrency: 4, stop, rescue: { tries: 1_000, delayMs: 5 } };
  const result = await runWith(store, input, folder.path, options);
  expect(result.storeFailure).toMatchObject({ lost: 0, error: { code: 'store-full' } });
  expect(count(store, 'generation')).toBe(server.requests.length);
  expect(await runWith(store, input, folder.path)).toMatchObject({ ending: 'done' });
  expect([...callCounts(server.requests).values()].every((calls) => calls === 1)).toBe(true);
});

test('a disk that fills up a second time, while the last replies come in, does not hang the run', async () => {
  using folder = tempFolder();
  const gate = Promise.withResolvers<void>();
  await using server = await startServer(async (request): Promise<Behaviour> => {
    if (request.n > 1) await gate.promise;
    return large;
  });
  await using store = openStore(folder.file('store.sqlite'));
  const input = study(folder, server.baseUrl);
  await prepareWith(store, input, folder.path);
  leaveRoom(store, 0);
  const stop = new StopSwitch();
  const filledUp = once(stop.softSignal, 'abort');
  const options = { concurrency: 4, stop, rescue: { tries: 1_000, delayMs: 5 } };
  const running = runWith(store, input, folder.path, options);
  await filledUp;
  store.limitPages(noLimit);
  while (count(store, 'generation') === 0) await sleep(1);
  leaveRoom(store, 0);
  gate.resolve();
  // Long enough for the replies to be refused; were it not, they would be kept all the same.
  await sleep(200);
  store.limitPages(noLimit);
  const result = await running;
  expect(result.storeFailure?.lost).toBe(0);
  expect(count(store, 'generation')).toBe(server.requests.length);
});
