import { expect, it } from 'vitest';

import { analyze } from '../../src/analysis/analyze.ts';
import { createApi } from '../../src/server/api/app.ts';
import type { Published } from '../../src/server/wire/published.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { runWith } from '../support/library-run.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';
import { viewerOf } from './viewer-of.ts';

async function ranStore(folder: ReturnType<typeof tempFolder>): Promise<Store> {
  folder.write('prompts.csv', promptsCsv(6));
  const store = openStore('published', 'temporary');
  await runWith(
    store,
    {
      name: 'published',
      models: ['sim:even'],
      datasets: [{ name: 'csv', as: 'ours', path: 'prompts.csv' }],
      methods: ['bail-string', 'bail-prompt'],
    },
    folder.path,
  );
  return store;
}

const file = {
  source: 'an invented table',
  rows: [{ label: 'some-lab/Even', string: 12.5, string_err: 0.5, promptBailFirst: 31 }],
};

async function publishedOf(store: Store, dataset: string | null): Promise<Published> {
  const viewer = viewerOf(store);
  const api = createApi(dataset === null ? viewer : { ...viewer, published: { file, dataset } });
  return (await (await api.request('/published')).json()) as Published;
}

it('lays published rates beside the conditions they can be compared with, and says where they come from', async () => {
  using folder = tempFolder();
  await using store = await ranStore(folder);
  const { conditions } = await analyze(store);
  const { overlay, rates } = await publishedOf(store, 'ours');
  expect(overlay).toMatchObject({ source: 'an invented table', dataset: 'ours', matched: ['sim:even'], conditions: 2 });
  const beside = conditions.map(({ id }) => rates.find(({ condition }) => condition === id)?.rate);
  const expected = conditions.map(({ method, order }) =>
    method === 'bail-string' ? 0.125 : order === 'bail-first' ? 0.31 : undefined,
  );
  expect(beside).toEqual(expected);
});

it('lays none beside conditions on other data, and none where the viewer was given none', async () => {
  using folder = tempFolder();
  await using store = await ranStore(folder);
  const other = await publishedOf(store, 'theirs');
  expect(other).toMatchObject({ overlay: { conditions: 0 }, rates: [] });
  expect(await publishedOf(store, null)).toEqual({ overlay: null, rates: [] });
});
