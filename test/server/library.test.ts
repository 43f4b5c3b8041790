import { expect, test } from 'vitest';

import { serveStore, shareStore } from '../../src/index.ts';
import { ReadFolder } from '../support/read-folder.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { smallStore } from '../support/viewer.ts';

test('a program serves a store and writes its folder as the commands do', async () => {
  using folder = tempFolder();
  const store = await smallStore(folder);
  const published = { file: { source: 'invented', rows: [{ label: 'lab/even', tool: 12.5 }] }, dataset: undefined };
  await using serving = await serveStore({ store, port: 0, cacheDir: folder.file('cache') });
  const told = (await (await fetch(new URL('api/store', serving.url))).json()) as { studies: { name: string }[] };
  expect(told.studies.map(({ name }) => name)).toEqual(['small']);
  const shared = await shareStore({ store, out: folder.file('shared'), trials: 3, published });
  expect(shared).toMatchObject({ studies: ['small'], trials: 3 });
  const read = new ReadFolder(folder.file('shared'));
  expect(read.answers.get('/published?study=small')).toMatchObject({ overlay: { source: 'invented' } });
  await expect(shareStore({ store, out: folder.file('other'), studies: ['smal'] })).rejects.toThrow('no study "smal"');
});
