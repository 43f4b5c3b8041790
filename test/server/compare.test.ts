import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { compare } from '../../src/analysis/compare/compare.ts';
import type { Comparison } from '../../src/analysis/compare/comparison.ts';
import { createApi } from '../../src/server/api/app.ts';
import { watchStore } from '../../src/server/live/watch-store.ts';
import { madeCache } from '../../src/server/made/made-cache.ts';
import { cachedMade } from '../../src/server/made/made-source.ts';
import { workOut } from '../../src/server/results/analysis-work.ts';
import { readAnalysis } from '../../src/server/results/analysis-process.ts';
import type { Problem } from '../../src/server/wire/problem.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { runWith } from '../support/library-run.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';
import { viewerOf } from './viewer-of.ts';

const folder = tempFolder();
let store: Store;

beforeAll(async () => {
  folder.write('prompts.csv', promptsCsv(40, 1));
  folder.write('who.json', JSON.stringify({ seed: 3, bail: 0.4, nonsense: 0.1 }));
  store = openStore(folder.file('store.sqlite'));
  await runWith(
    store,
    {
      name: 'two-of-a-kind',
      models: ['sim:who.json'],
      datasets: [{ name: 'csv', path: 'prompts.csv' }],
      methods: ['bail-tool', 'bail-string', 'bail-prompt'],
      epochs: 2,
    },
    folder.path,
  );
});
afterAll(async () => {
  await store.close();
  folder[Symbol.dispose]();
});

async function ask<Answer>(address: string): Promise<Answer> {
  return (await (await createApi(viewerOf(store)).request(address)).json()) as Answer;
}

async function ids(): Promise<readonly string[]> {
  const { conditions } = await ask<{ conditions: { id: string }[] }>('/conditions');
  return conditions.map(({ id }) => id);
}

describe('GET /compare', () => {
  it('is worked out once for as long as the store is not written, whoever opens it', async () => {
    const cache = madeCache(folder.file('kept'));
    const open = async (address: string): Promise<Comparison> => {
      using watch = watchStore(store);
      const api = createApi({ ...viewerOf(store), made: cachedMade(store, watch, cache) });
      return (await (await api.request(address)).json()) as Comparison;
    };
    const [a = '', b = '', c = ''] = await ids();
    const first = await open(`/compare?a=${a}&b=${b}`);
    // What is made anew has another time.
    expect(await open(`/compare?a=${a}&b=${b}`)).toEqual(first);
    expect((await open(`/compare?a=${b}&b=${a}`)).rows[0]?.a.id).toBe(b);
    expect((await open(`/compare?a=${a}&b=${b}&b=${c}`)).rows).toHaveLength(3);
  });

  it('says of two conditions what `exitpoll compare` says', async () => {
    const [a = '', b = ''] = await ids();
    const { createdAt: _then, ...answer } = await ask<Comparison>(`/compare?a=${a}&b=${b}`);
    const { createdAt: _now, ...own } = await compare([{ store, name: null }], {
      selectors: [a, b].map((id) => ({ store: 0, text: `condition:${id}` })),
      items: 100,
      categories: true,
    });
    expect(answer.rows).toEqual(own.rows);
    expect(answer.rows[0]?.a.id).toBe(a);
    expect(answer.rows[0]?.changed.some(({ difference }) => difference > 0)).toBe(true);
    expect(answer.rows[0]?.changed.some(({ difference }) => difference < 0)).toBe(true);
  });

  it('holds each of several against each, the first minus the later', async () => {
    const [a = '', b = '', c = ''] = await ids();
    const { rows } = await ask<Comparison>(`/compare?a=${a}&b=${b}&b=${c}`);
    expect(rows.map((row) => [row.a.id, row.b.id])).toEqual([
      [a, b],
      [a, c],
      [b, c],
    ]);
  });

  it('says what is wrong with what is asked', async () => {
    const [a = ''] = await ids();
    for (const [address, message] of [
      ['/compare', '0 conditions'],
      [`/compare?a=${a}&b=${a}`, '1 condition'],
      [`/compare?a=${a}&b=nowhere`, '"nowhere"'],
    ] as const) {
      const { problem } = await ask<Problem>(address);
      expect(problem.message).toContain(message);
      expect(problem.hint).not.toBeNull();
    }
  });
});

describe('what is worked out apart', () => {
  it('is what is worked out in the server', async () => {
    const study = 'two-of-a-kind';
    const [a = '', b = ''] = await ids();
    for (const work of [
      { what: 'grid', study },
      { what: 'comparison', study, conditions: [a, b] },
    ] as const) {
      const apart = (await readAnalysis({ file: store.file, work }, AbortSignal.timeout(60_000))) as object;
      const here = await workOut(store, work);
      expect({ ...apart, createdAt: null }).toEqual({ ...JSON.parse(JSON.stringify(here)), createdAt: null });
    }
  });

  it('says what is wrong, as in the server', async () => {
    const work = { what: 'grid', study: 'nowhere' } as const;
    await expect(readAnalysis({ file: store.file, work }, AbortSignal.timeout(60_000))).rejects.toThrow('nowhere');
    await expect(workOut(store, work)).rejects.toThrow('nowhere');
  });
});
