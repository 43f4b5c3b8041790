import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Serving } from '../../src/server/serve.ts';
import { shareStore, type Shared } from '../../src/server/share/share-store.ts';
import { spreadPairs } from '../../src/server/share/spread-pairs.ts';
import { stillViewer } from '../../src/server/still-viewer.ts';
import type { ComparisonsKept } from '../../src/server/wire/compare.ts';
import type { ConditionName } from '../../src/server/wire/conditions.ts';
import { folderAddress } from '../../src/server/wire/folder.ts';
import { filterToQuery, type TrialFilter } from '../../src/server/wire/trial-filter.ts';
import type { TrialFacets, TrialPage } from '../../src/server/wire/trial-page.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { FolderTrials } from '../../web/source/folder/folder-trials.ts';
import { runCli, startCli } from '../support/cli.ts';
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

  test('after `kill -9` is cleared of what was left beside it, which is said; nothing else there is touched', async () => {
    using place = tempFolder();
    await share('torn', 5);
    renameSync(folder.file('torn'), place.file('torn'));
    const hidden = (): readonly string[] => readdirSync(place.path).filter((name) => name.startsWith('.torn'));
    const words = ['share', '--store', store.file, '--out', 'torn'];
    const running = startCli(words, { cwd: place.path });
    while (hidden().length === 0 && running.child.exitCode === null) await sleep(1);
    running.child.kill('SIGKILL');
    expect((await running.ended).signal).toBe('SIGKILL');
    const [left = ''] = hidden();
    expect(left).toContain(`-${running.child.pid}-`);
    // Of a process that is there, of another machine, and of somebody else.
    const others = [
      left.replace(`-${running.child.pid}-`, `-${process.pid}-`),
      left.replace(/-exitpoll-[0-9a-f]{8}-/, '-exitpoll-00000000-'),
      '.torn-notes',
    ];
    for (const name of others) mkdirSync(place.file(name));
    // Killed between the two steps of taking its place: the folder is away, and the new one not there.
    renameSync(place.file('torn'), place.file(`${left}-old`));
    const again = await runCli(words, { cwd: place.path });
    expect(again.code, again.stderr).toBe(0);
    expect(again.stdout).toContain('Removed 1 unfinished folder');
    expect(again.stdout).toContain('Put back the folder');
    expect(hidden().toSorted()).toEqual(others.toSorted());
    expect(new ReadFolder(place.file('torn')).manifest.info.folder).not.toBeNull();
  });

  test('has suggested comparisons of every kind, and says which', async () => {
    const { pairs } = whole.answers.get(folderAddress(`/compare/kept?study=${study}`)) as ComparisonsKept;
    expect(pairs?.length).toBeGreaterThan(10);
    for (const [a, b] of pairs ?? []) {
      expect(whole.answers.get(folderAddress(`/compare?a=${a}&b=${b}&study=${study}`))).toBeDefined();
    }
    expect(await get(`/compare/kept?study=${study}`)).toEqual({ pairs: null });
  });

  test('takes as many pairs of each kind as there is room for, none twice', () => {
    const named = (id: string): ConditionName => ({ id }) as ConditionName;
    const pair = fc.tuple(fc.nat(9), fc.nat(9)).map(([a, b]) => ({ a: named(`a${a}`), b: named(`b${b}`) }));
    const groups = fc.array(fc.record({ title: fc.string(), presets: fc.array(pair, { maxLength: 20 }) }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(groups, fc.nat(30), (kinds, most) => {
        const key = ({ a, b }: { a: ConditionName; b: ConditionName }): string => `${a.id} ${b.id}`;
        const all = new Set(kinds.flatMap(({ presets }) => presets.map(key)));
        const chosen = spreadPairs(kinds, most).map(key);
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(chosen).toHaveLength(Math.min(most, all.size));
        if (most >= kinds.length) {
          for (const { presets } of kinds)
            expect(presets.length === 0 || presets.map(key).some((one) => chosen.includes(one))).toBe(true);
        }
      }),
    );
  });
});
