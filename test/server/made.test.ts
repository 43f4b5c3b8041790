import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { watchStore } from '../../src/server/live/watch-store.ts';
import { madeCache } from '../../src/server/made/made-cache.ts';
import { cachedMade, type MadeKind } from '../../src/server/made/made-source.ts';
import { columnsKind, columnsToBytes } from '../../src/server/trials/columns-bytes.ts';
import { plannedStudy } from '../../src/server/planned.ts';
import { readColumns } from '../../src/server/trials/read-columns.ts';
import { openStore } from '../../src/store/store.ts';
import { runWith } from '../support/library-run.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { smallStore, smallStudy } from '../support/viewer.ts';

const textKind: MadeKind<string> = {
  what: 'text',
  read: (bytes) => (bytes.toString().startsWith('made') ? bytes.toString() : null),
};

async function runAgain(file: string, folder: string): Promise<void> {
  await using store = openStore(file);
  await runWith(store, { ...smallStudy, epochs: 2 }, folder);
}

test('what was made of a store is there at the next opening, until the store is written or the copy is damaged', async () => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  const kept = folder.file('kept');
  let count = 0;
  const open = async (): Promise<string> => {
    await using store = openStore(file, 'read');
    using watch = watchStore(store);
    return await cachedMade(store, watch, madeCache(kept)).of(textKind, smallStudy.name, async () => {
      count += 1;
      const value = `made ${count}`;
      return { value, bytes: () => Buffer.from(value) };
    });
  };
  expect([await open(), await open()]).toEqual(['made 1', 'made 1']);
  await runAgain(file, folder.path);
  expect([await open(), await open()]).toEqual(['made 2', 'made 2']);
  for (const name of readdirSync(kept)) writeFileSync(join(kept, name), 'no such thing');
  expect([await open(), await open()]).toEqual(['made 3', 'made 3']);
});

test('columns of trials come back from bytes as they were', async () => {
  using folder = tempFolder();
  await using store = openStore(await smallStore(folder), 'read');
  const columns = await readColumns(store, await plannedStudy(store, smallStudy.name));
  const bytes = Buffer.from(columnsToBytes(columns));
  expect(columnsKind.read(bytes)).toEqual(columns);
  // Where they begin in memory does not matter.
  const moved = Buffer.concat([Buffer.from('abc'), bytes]).subarray(3);
  expect(columnsKind.read(moved)).toEqual(columns);
});
