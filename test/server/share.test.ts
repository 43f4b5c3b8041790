import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Serving } from '../../src/server/serve.ts';
import { shareStore, type Shared } from '../../src/server/share/share-store.ts';
import { stillViewer } from '../../src/server/still-viewer.ts';
import { folderAddress } from '../../src/server/wire/folder.ts';
import { filterToQuery, type TrialFilter } from '../../src/server/wire/trial-filter.ts';
import type { TrialFacets, TrialPage } from '../../src/server/wire/trial-page.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { FolderTrials } from '../../web/source/folder/folder-trials.ts';
import { ReadFolder } from '../support/read-folder.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { ask, jsonOf, serveSmall, smallStore } from '../support/viewer.ts';

const study = 'shared';

let folder: TempFolder;
let store: Store;
let whole: ReadFolder;
let serving: Serving;
const get = async <Body>(address: string): Promise<Body> => jsonOf<Body>(await ask(serving.url, `/api${address}`));
const share = (name: string, trials: number): Promise<Shared> =>
  shareStore(stillViewer(store), { out: folder.file(name), studies: [], trials });

beforeAll(async () => {
  folder = tempFolder();
  folder.write('torn.yaml', 'name: torn\nseed: 3\nbail: 0.5\nrefusal: 0.4\nnonsense: 0.1\nfiltered: 0.1\n');
  const file = await smallStore(folder, {
    name: study,
    models: ['sim:even', 'sim:./torn.yaml'],
    datasets: [{ name: 'starter', take: 12 }],
    methods: ['baseline', 'bail-tool', 'bail-string', 'bail-prompt'],
    epochs: 2,
  });
  store = openStore(file, 'read');
  serving = await serveSmall(file);
  await share('whole', 1e6);
  whole = new ReadFolder(folder.file('whole'));
}, 120_000);
afterAll(async () => {
  await serving[Symbol.asyncDispose]();
  await store[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

describe('a shared folder', () => {
  test('says of every trial and every part of the results what the viewer says', async () => {
    const list = await get<TrialPage>(`/trials?study=${study}&limit=500`);
    expect(list.total).toBe(list.rows.length);
    const trials = list.rows.map(({ condition, trial }) => `/trial/${condition}/${trial}?study=${study}`);
    const parts = ['conditions', 'pairs', 'similarity'].map((part) => `/results/${part}?study=${study}`);
    for (const address of [...trials, ...parts, `/grid?study=${study}`]) {
      expect(whole.answers.get(folderAddress(address)), address).toEqual(await get(address));
    }
  });

  test('lists, counts and searches trials as the viewer does, whatever the filter', async () => {
    const trials = new FolderTrials(whole, study);
    // Texts are indexed in the background.
    await expect.poll(async () => (await get<TrialPage>(`/trials?study=${study}`)).indexing).toBeNull();
    const facets = await get<TrialFacets>(`/trials/facets?study=${study}`);
    const values = (field: keyof TrialFacets): fc.Arbitrary<readonly string[]> =>
      fc.uniqueArray(fc.constantFrom(...(facets[field] ?? []).map(({ value }) => value)), { maxLength: 3 });
    const filters: fc.Arbitrary<TrialFilter> = fc.record({
      lists: fc.record({ outcome: values('outcome'), model: values('model'), category: values('category') }),
      text: fc.constantFrom('', 'the', 'leave', '"to the"', 'nothing-has-this'),
      places: fc.constantFrom([], ['prompt'] as const, ['reply', 'journal'] as const),
      order: fc.constantFrom('plan', 'newest'),
    });
    await fc.assert(
      fc.asyncProperty(filters, fc.nat(40), async (filter, offset) => {
        const query = new URLSearchParams(
          filterToQuery(filter).map(([name, value]): [string, string] => [name, value]),
        );
        query.set('study', study);
        const counts = await get<TrialFacets>(`/trials/facets?${query.toString()}`);
        expect(await trials.facets(query)).toEqual(counts);
        query.set('offset', String(offset));
        const page = await get<TrialPage>(`/trials?${query.toString()}`);
        expect(await trials.page(query)).toEqual(page);
      }),
      { numRuns: 60 },
    );
  });

  test('has some of every outcome of every condition where it has not all, and says so', async () => {
    const few = await share('few', 120);
    expect(few).toMatchObject({ trials: 120 });
    expect(few.leftOut).toEqual([expect.stringContaining('120 of')]);
    const read = new ReadFolder(folder.file('few'));
    const { rows } = await new FolderTrials(read, study).page(new URLSearchParams({ limit: '500' }));
    const all = await get<TrialPage>(`/trials?study=${study}&limit=500`);
    const kinds = (page: TrialPage['rows']): ReadonlySet<string> =>
      new Set(page.map(({ condition, outcome }) => `${condition} ${outcome}`));
    expect(rows).toHaveLength(120);
    expect(kinds(rows)).toEqual(kinds(all.rows));
    expect(read.manifest.info.folder?.leftOut).toEqual(few.leftOut);
  });

  test('without transcripts has none of the words of prompts and replies', async () => {
    await share('figures', 0);
    const { answers } = new ReadFolder(folder.file('figures'));
    const [row] = (await get<TrialPage>(`/trials?study=${study}&limit=1`)).rows;
    const prompt = row?.prompt.map(({ text }) => text).join('') ?? '';
    expect(prompt.length).toBeGreaterThan(10);
    expect(JSON.stringify([...whole.answers])).toContain(JSON.stringify(prompt.slice(0, 40)).slice(1, -1));
    expect(JSON.stringify([...answers])).not.toContain(JSON.stringify(prompt.slice(0, 40)).slice(1, -1));
  });

  test('takes the place of one written before, and of nothing else', async () => {
    await share('again', 5);
    await share('again', 6);
    expect(new ReadFolder(folder.file('again')).manifest.info.folder?.leftOut).toEqual([
      expect.stringContaining('6 of'),
    ]);
    mkdirSync(folder.file('mine/data'), { recursive: true });
    writeFileSync(folder.file('mine/index.html'), 'my own page');
    await expect(share('mine', 5)).rejects.toThrow('no folder that exitpoll wrote');
    expect(readFileSync(folder.file('mine/index.html'), 'utf8')).toBe('my own page');
    expect(readdirSync(folder.file('.')).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test.each(['notes.txt', '.git/HEAD', 'data/mine.csv', '1.js'])(
    'is not replaced once somebody put %s into it',
    async (name) => {
      const out = `kept-${name.replaceAll('/', '-')}`;
      await share(out, 5);
      mkdirSync(dirname(folder.file(`${out}/${name}`)), { recursive: true });
      writeFileSync(folder.file(`${out}/${name}`), 'mine');
      await expect(share(out, 6)).rejects.toThrow(/holds ".*" beside what exitpoll wrote$/);
      expect(readFileSync(folder.file(`${out}/${name}`), 'utf8')).toBe('mine');
    },
  );

  test('behind a link is replaced, and the link stays', async () => {
    await share('behind', 5);
    symlinkSync(folder.file('behind'), folder.file('link'));
    await share('link', 6);
    expect(lstatSync(folder.file('link')).isSymbolicLink()).toBe(true);
    expect(new ReadFolder(folder.file('behind')).manifest.info.folder?.leftOut[0]).toContain('6 of');
  });

  test('is as it was when writing it anew is broken off, with nothing left beside it', async () => {
    await share('broken-off', 5);
    const before = readFileSync(folder.file('broken-off/data/manifest.js'), 'utf8');
    const end = new AbortController();
    const writing = shareStore(stillViewer(store), {
      out: folder.file('broken-off'),
      studies: [],
      trials: 50,
      onProgress: (_what, done) => done === 3 && end.abort(new Error('interrupted')),
      signal: end.signal,
    });
    await expect(writing).rejects.toThrow('interrupted');
    expect(readFileSync(folder.file('broken-off/data/manifest.js'), 'utf8')).toBe(before);
    expect(readdirSync(folder.file('.')).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
