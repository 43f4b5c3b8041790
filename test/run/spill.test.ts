import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

import { expect, test, vi } from 'vitest';

import type { RunResult } from '../../src/run/run-study.ts';
import { openStore } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { completion } from '../support/chat-server.ts';
import { prepareWith, runWith } from '../support/library-run.ts';
import { startServer, type Behaviour } from '../support/misbehaving-server.ts';
import { damage, queryNumber } from '../support/store-facts.ts';
import { promptsCsv, tempFolder, type TempFolder } from '../support/temp-folder.ts';

const items = 30;
const rescue = { tries: 2, delayMs: 5 };
/** A reply that fills a few pages of the store. */
const large: Behaviour = completion({ content: 'word '.repeat(10_000) });

function study(folder: TempFolder, baseUrl: string): StudyInput {
  folder.write('prompts.csv', promptsCsv(items));
  return {
    name: 'spilled',
    models: [{ baseUrl, model: 'test-model' }],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['bail-string'],
  };
}

/** Runs until the store is full; the replies it refuses go to `spill`. */
async function fillUp(folder: TempFolder, baseUrl: string, spill: string): Promise<RunResult> {
  await using store = openStore(folder.file('store.sqlite'));
  await prepareWith(store, study(folder, baseUrl), folder.path);
  store.limitPages(queryNumber(store.file, 'PRAGMA page_count') + 40);
  return await runWith(store, study(folder, baseUrl), folder.path, { concurrency: 4, rescue, spill });
}

test('a spill file that was cut off is read as far as it goes, said to be, and read a second time without harm', async () => {
  using folder = tempFolder();
  await using server = await startServer(() => large);
  const spill = folder.file('spill.jsonl');
  const { storeFailure } = await fillUp(folder, server.baseUrl, spill);
  const replies = storeFailure?.spilled[0]?.replies ?? 0;
  expect(storeFailure).toMatchObject({ lost: 0, spilled: [{ file: spill }] });
  expect(replies).toBeGreaterThan(1);
  const whole = readFileSync(spill);
  truncateSync(spill, whole.length - 1_000);

  const told: string[] = [];
  const onNotice = (text: string): void => void told.push(text);
  await using store = openStore(folder.file('store.sqlite'));
  expect(await runWith(store, study(folder, server.baseUrl), folder.path, { spill, onNotice })).toMatchObject({
    ending: 'done',
  });
  expect(told.join()).toContain(`read in from ${spill}: ${replies - 1}; 1 could not be read.`);
  expect(existsSync(spill)).toBe(false);
  expect(server.requests).toHaveLength(items + 1);

  writeFileSync(spill, whole, { mode: 0o600 });
  const again = await runWith(store, study(folder, server.baseUrl), folder.path, { spill, onNotice });
  expect(again).toMatchObject({ tallies: { calls: 0 }, pending: 0 });
  expect(queryNumber(store.file, 'SELECT count(*) FROM generation')).toBe(items);
  // With the form that each request went out in.
  expect(queryNumber(store.file, 'SELECT count(*) FROM sent_form')).toBe(items);
  expect(existsSync(spill)).toBe(false);
});

test('a place where replies could not be kept is refused before anything is sent', async () => {
  using folder = tempFolder();
  await using server = await startServer(() => completion({ content: 'Hello.' }));
  const notes = folder.write('notes.txt', 'dear diary\n');
  await using store = openStore(folder.file('store.sqlite'));
  const run = (spill: string): Promise<RunResult> =>
    runWith(store, study(folder, server.baseUrl), folder.path, { spill });
  await expect(run(folder.file('nowhere/spill.jsonl'))).rejects.toThrow(/nowhere\/spill\.jsonl: .*there is no folder/);
  await expect(run(folder.path)).rejects.toThrow(/it is no file/);
  await expect(run(notes)).rejects.toThrow(/notes\.txt: .*it holds something else/);
  expect(readFileSync(notes, 'utf8')).toBe('dear diary\n');
  expect(server.requests).toHaveLength(0);
});

/** A server that takes the folder of the spill file away before the disk is full. */
function takingAway(folder: TempFolder): () => Behaviour {
  mkdirSync(folder.file('gone'));
  return () => {
    rmSync(folder.file('gone'), { recursive: true, force: true });
    return large;
  };
}

test('where the chosen place cannot be written when it is needed, replies go to the temporary folder, and come back', async () => {
  using folder = tempFolder();
  await using server = await startServer(takingAway(folder));
  const { storeFailure } = await fillUp(folder, server.baseUrl, folder.file('gone/spill.jsonl'));
  expect(storeFailure).toMatchObject({ lost: 0, spilled: [{ file: expect.stringContaining(tmpdir()) }] });
  await using store = openStore(folder.file('store.sqlite'));
  expect(await runWith(store, study(folder, server.baseUrl), folder.path)).toMatchObject({
    ending: 'done',
    pending: 0,
  });
  expect(server.requests).toHaveLength(items);
});

test('where nothing can be written the loss is named', async () => {
  using folder = tempFolder();
  await using server = await startServer(takingAway(folder));
  vi.stubEnv('TMPDIR', folder.file('nowhere'));
  const { storeFailure } = await fillUp(folder, server.baseUrl, folder.file('gone/spill.jsonl')).finally(() =>
    vi.unstubAllEnvs(),
  );
  expect(storeFailure?.spilled).toEqual([]);
  expect(storeFailure?.lost).toBeGreaterThan(0);
  await using store = openStore(folder.file('store.sqlite'));
  const kept = queryNumber(store.file, 'SELECT count(*) FROM generation');
  expect(server.requests.length).toBe(kept + (storeFailure?.lost ?? 0));
});

/** A small file system of its own, where this process may mount one; else `null`. */
function smallDisk(folder: TempFolder): (Disposable & { readonly path: string }) | null {
  const path = folder.file('disk');
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return { path, [Symbol.dispose]: () => void execFileSync('umount', [path]) };
}

test('on a disk that is really full nothing is lost: the replies go to the temporary folder, and come back', async (context) => {
  using folder = tempFolder();
  using disk = smallDisk(folder);
  if (disk === null) {
    context.skip('this process may not mount a file system');
    return;
  }
  await using server = await startServer(() => large);
  const input = study(folder, server.baseUrl);
  const file = `${disk.path}/store.sqlite`;
  {
    await using store = openStore(file);
    await prepareWith(store, input, folder.path);
    // Leaves room for a few replies.
    appendFileSync(`${disk.path}/ballast`, Buffer.alloc(2_200_000));
    const result = await runWith(store, input, folder.path, { concurrency: 4, rescue });
    expect(result.ending).toBe('stopped');
    expect(result.storeFailure).toMatchObject({ lost: 0, error: { code: 'store-full' } });
    const spilled = result.storeFailure?.spilled[0]?.replies ?? 0;
    expect(spilled).toBeGreaterThan(0);
    expect(queryNumber(file, 'SELECT count(*) FROM generation') + spilled).toBe(server.requests.length);
  }
  truncateSync(`${disk.path}/ballast`, 0);
  await using store = openStore(file);
  const rest = await runWith(store, input, folder.path, { concurrency: 4, rescue });
  expect(rest.pending === 0 || rest.storeFailure !== null).toBe(true);
  expect(await damage(file)).toEqual([]);
  expect(server.requests.length).toBeLessThanOrEqual(items);
});
