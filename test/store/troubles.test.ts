import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

import { expect, test } from 'vitest';

import { ExitpollError } from '../../src/base/errors.ts';
import { openStore } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { runCli } from '../support/cli.ts';
import { runWith } from '../support/library-run.ts';
import { alter } from '../support/store-facts.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';

const study: StudyInput = {
  name: 'troubles',
  models: ['sim:even'],
  datasets: ['neutral'],
  methods: ['baseline', 'bail-prompt'],
};

/** A folder with a store that holds a finished run. */
async function withStore(): Promise<TempFolder & { readonly store: string }> {
  const folder = tempFolder();
  const store = folder.file('exitpoll.sqlite');
  await using open = openStore(store);
  await runWith(open, study, folder.path);
  return { ...folder, store };
}

async function openingError(file: string, mode: 'read' | 'write'): Promise<ExitpollError> {
  try {
    await openStore(file, mode).close();
  } catch (error) {
    if (error instanceof ExitpollError) return error;
    throw error;
  }
  throw new Error('it was opened');
}

test.each(['read', 'write'] as const)('a store of a newer version is left as it is (%s)', async (mode) => {
  using folder = await withStore();
  alter(folder.store, 'PRAGMA user_version = 99');
  const before = readFileSync(folder.store);
  const error = await openingError(folder.store, mode);
  expect(error).toMatchObject({ code: 'store-newer', hint: expect.stringContaining('newer exitpoll') as string });
  expect(error.message).toMatch(new RegExp(`^${folder.store}: the store has version 99`));
  expect(readFileSync(folder.store).equals(before)).toBe(true);
});

test.each(['read', 'write'] as const)('a folder is not taken for a store on a broken disk (%s)', async (mode) => {
  using folder = tempFolder();
  const error = await openingError(folder.path, mode);
  expect(error).toMatchObject({ code: 'store-cannot-open', message: `${folder.path}: is a folder, not a store` });
});

test.each(['read', 'write'] as const)('a file that is no store is refused and not touched (%s)', async (mode) => {
  using folder = tempFolder();
  const text = folder.write('notes.txt', 'x'.repeat(5_000));
  const foreign = folder.file('shop.sqlite');
  alter(foreign, 'CREATE TABLE sales (id INTEGER); INSERT INTO sales VALUES (1)');
  for (const file of [text, foreign]) {
    const before = readFileSync(file);
    const error = await openingError(file, mode);
    expect(error.code).toBe('store-not-one');
    expect(error.message).toContain(file);
    expect(error.message).not.toContain('\n');
    expect(readFileSync(file).equals(before)).toBe(true);
  }
});

test('a damaged store gives one line with its name and what to do, and no stack', async () => {
  using folder = await withStore();
  alter(folder.store, 'PRAGMA wal_checkpoint(TRUNCATE)');
  const size = readFileSync(folder.store).length;
  const handle = openSync(folder.store, 'r+');
  // Every page but the first, which holds the identity.
  writeSync(handle, Buffer.alloc(size - 16_384, 0xa5), 0, size - 16_384, 16_384);
  closeSync(handle);
  for (const words of [['report'], ['run', folder.study(study)]]) {
    const end = await runCli(words, { cwd: folder.path });
    expect(end.code).toBe(1);
    const said = end.stderr.split('\n').filter((line) => line.startsWith('exitpoll: '));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/exitpoll\.sqlite: the store is damaged/);
    expect(end.stderr).toContain('.recover');
    expect(end.stderr).not.toMatch(/\n\s+at /);
  }
});

test('a folder, or a folder that is not there, is named when no store can be made in it', async () => {
  using folder = tempFolder();
  for (const file of [folder.path, folder.file('nowhere/exitpoll.sqlite')]) {
    const error = await openingError(file, 'write');
    expect(error).toMatchObject({ code: 'store-cannot-open' });
    expect(error.message).toContain(file);
  }
});

test.skipIf(process.getuid?.() === 0)('a store in files nobody may write is named, and can still be read', async () => {
  using folder = await withStore();
  const { chmodSync } = await import('node:fs');
  chmodSync(folder.store, 0o444);
  const error = await openingError(folder.store, 'write');
  expect(error.code).toBe('store-read-only');
  expect(error.message).toContain(folder.store);
});

/** Another program that holds the store for itself. It lets go when its input ends. */
async function lockedBy(file: string): Promise<{ letGo: () => Promise<void> }> {
  const code = `
    const { DatabaseSync } = require('node:sqlite');
    const database = new DatabaseSync(process.argv[1]);
    database.exec('BEGIN EXCLUSIVE');
    process.stdout.write('locked');
    process.stdin.on('end', () => { database.exec('ROLLBACK'); database.close(); });
    process.stdin.resume();
  `;
  const child = spawn(process.execPath, ['-e', code, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return {
    letGo: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

test('a store that another program locks is named; once it is free everything goes on', async () => {
  using folder = await withStore();
  await using store = openStore(folder.store);
  // No patience, so that the test need not have it.
  store.statements.fresh('PRAGMA busy_timeout = 0').all();
  const lock = await lockedBy(folder.store);
  const error = await runWith(store, { ...study, epochs: 2 }, folder.path).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ExitpollError);
  expect(error).toMatchObject({ code: 'store-locked', hint: expect.stringContaining('nothing is lost') as string });
  expect((error as ExitpollError).message).toContain(folder.store);
  await lock.letGo();
  expect(await runWith(store, { ...study, epochs: 2 }, folder.path)).toMatchObject({ ending: 'done', pending: 0 });
});

test('a run waits for a program that locks the store only for a while', async () => {
  using folder = await withStore();
  const lock = await lockedBy(folder.store);
  const running = runCli(['run', folder.study(study)], { cwd: folder.path });
  await lock.letGo();
  expect(await running).toMatchObject({ code: 0, stderr: expect.stringContaining('Nothing left to do') as string });
});

test('names that SQLite takes for stores in memory are files like any other', async () => {
  using folder = tempFolder();
  const end = await runCli(['run', folder.study(study), '--store', ':memory:'], { cwd: folder.path });
  expect(end.code).toBe(0);
  expect(readFileSync(folder.file(':memory:')).toString('latin1', 0, 15)).toBe('SQLite format 3');
});
