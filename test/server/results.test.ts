import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { analyze } from '../../src/analysis/analyze.ts';
import type { ConditionResult, Results } from '../../src/analysis/results.ts';
import type { Problem } from '../../src/server/wire/problem.ts';
import { resultParts, type ResultsHead } from '../../src/server/wire/results.ts';
import type { StoreInfo } from '../../src/server/wire/store-info.ts';
import { openStore } from '../../src/store/store.ts';
import { runWith } from '../support/library-run.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { ask, jsonOf, listenTo, serveSmall, smallStore, smallStudy } from '../support/viewer.ts';

const headOf = async (url: string): Promise<ResultsHead> => jsonOf(await ask(url, '/api/results/head'));
const conditionsOf = async (url: string): Promise<readonly ConditionResult[]> =>
  jsonOf<{ conditions: readonly ConditionResult[] }>(await ask(url, '/api/results/conditions')).conditions;

/** What results a viewer that is opened now gives. */
async function openedHead(file: string): Promise<ResultsHead> {
  await using serving = await serveSmall(file);
  return await headOf(serving.url);
}

async function moreEpochs(folder: TempFolder, file: string, epochs: number): Promise<void> {
  await using store = openStore(file);
  await runWith(store, { ...smallStudy, epochs }, folder.path);
}

test('every part of the results is what a report of the store says', async () => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  await using serving = await serveSmall(file);
  await using store = openStore(file, 'read');
  const { schema: _s, version: _v, intervals: _i, ...results } = await analyze(store);
  const studies = results.studies.map(({ settings: _settings, ...study }) => study);
  const head = await headOf(serving.url);
  const parts: Partial<Results>[] = [];
  for (const part of resultParts) parts.push(jsonOf(await ask(serving.url, `/api/results/${part}`)));
  expect(Object.assign({}, head, ...parts)).toEqual({
    ...JSON.parse(JSON.stringify({ ...results, studies })),
    createdAt: head.createdAt,
  });
});

test('what was worked out is kept for the next viewer until the store is written', async () => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  const first = await openedHead(file);
  expect((await openedHead(file)).createdAt).toBe(first.createdAt);
  await moreEpochs(folder, file, 2);
  const second = await openedHead(file);
  expect(second.createdAt).not.toBe(first.createdAt);
  expect(second.usage.generations).toBeGreaterThan(first.usage.generations);
});

test('what cannot be read of what is kept is worked out again', async () => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  const first = await openedHead(file);
  const cache = join(folder.path, 'cache', 'results');
  const [name = ''] = readdirSync(cache);
  const whole = readFileSync(join(cache, name));
  const damages = [whole.subarray(0, 50), gzipSync('null'), gzipSync('<script>')];
  for (const damaged of damages) {
    writeFileSync(join(cache, name), damaged);
    const again = await openedHead(file);
    expect(again.createdAt).not.toBe(first.createdAt);
    expect(again.usage).toEqual(first.usage);
  }
});

test('a cache that cannot be written is done without', async () => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  mkdirSync(join(folder.path, 'cache'));
  folder.write('cache/results', 'a file where a folder should be');
  expect((await openedHead(file)).studies.map(({ name }) => name)).toEqual(['small']);
});

test('results follow what another process stores', async () => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  await using serving = await serveSmall(file);
  const planned = async (): Promise<number> =>
    (await conditionsOf(serving.url)).reduce((sum, { outcomes }) => sum + outcomes.bail + outcomes.continue, 0);
  const before = await planned();
  await using page = await listenTo(serving.url);
  let { version } = await page.until(() => true);
  await moreEpochs(folder, file, 3);
  while ((await planned()) === before) ({ version } = await page.until((state) => state.version > version));
  expect(await planned()).toBe(3 * before);
});

test('a study that is not there is said, with those that are', async () => {
  using folder = tempFolder();
  await using serving = await serveSmall(await smallStore(folder));
  const answer = await ask(serving.url, '/api/results/head?study=smal');
  expect(answer.status).toBe(400);
  expect(jsonOf<Problem>(answer).problem.message).toContain('Did you mean "small"?');
});

test('a store that has no study yet says so, and has one when a run begins', async () => {
  using folder = tempFolder();
  const file = folder.file('exitpoll.sqlite');
  await openStore(file).close();
  await using serving = await serveSmall(file);
  expect(jsonOf<StoreInfo>(await ask(serving.url, '/api/store')).studies).toEqual([]);
  const answer = await ask(serving.url, '/api/results/head');
  expect(answer.status).toBe(400);
  expect(jsonOf<Problem>(answer).problem.message).toContain('no study yet');
  await using page = await listenTo(serving.url);
  const { version } = await page.until(() => true);
  await smallStore(folder);
  await page.until((state) => state.version > version);
  expect(jsonOf<StoreInfo>(await ask(serving.url, '/api/store')).studies).toMatchObject([{ name: 'small' }]);
  expect((await headOf(serving.url)).studies).toMatchObject([{ name: 'small' }]);
});
