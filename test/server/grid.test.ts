import { describe, expect, it } from 'vitest';

import type { TrialRecord } from '../../src/analysis/results.ts';
import { createApi } from '../../src/server/api/app.ts';
import { keptByVersion } from '../../src/server/kept.ts';
import type { GridAnswer, GridPrompts } from '../../src/server/wire/grid.ts';
import type { Problem } from '../../src/server/wire/problem.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { datasetGrid, tallyOf } from '../../web/pages/grid/grid-data.ts';
import { runWith, told } from '../support/library-run.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';
import { viewerOf } from './viewer-of.ts';

async function ask<Answer>(store: Store, address: string): Promise<Answer> {
  return (await (await createApi(viewerOf(store)).request(address)).json()) as Answer;
}

async function ranStore(folder: ReturnType<typeof tempFolder>): Promise<Store> {
  folder.write('prompts.csv', promptsCsv(9));
  folder.write('who.json', JSON.stringify({ seed: 3, bail: 0.4, nonsense: 0.2, filtered: 0.1 }));
  const store = openStore('grid', 'temporary');
  await runWith(
    store,
    {
      name: 'grid',
      models: ['sim:who.json'],
      datasets: [{ name: 'csv', path: 'prompts.csv' }],
      methods: ['baseline', 'bail-string', 'bail-prompt'],
      epochs: 3,
    },
    folder.path,
  );
  return store;
}

describe('GET /grid', () => {
  it('counts every trial of every condition, as the export has them', async () => {
    using folder = tempFolder();
    await using store = await ranStore(folder);
    const { trials } = await told(store);
    const answer = await ask<GridAnswer>(store, '/grid');
    const [items] = answer.datasets;
    const grid = datasetGrid(answer, items?.dataset ?? '');
    expect(grid?.columns.length).toBe(new Set(trials.map(({ condition }) => condition)).size);
    for (const column of grid?.columns ?? []) {
      for (const [place, item] of (items?.items ?? []).entries()) {
        const own = trials.filter((trial) => trial.condition === column.condition.id && trial.item === item);
        const { planned, ...counts } = tallyOf(column, [place]);
        expect(planned).toBe(own.length);
        for (const [outcome, count] of Object.entries(counts)) {
          expect(count, `${item} ${outcome}`).toBe(own.filter((trial) => trial.outcome === outcome).length);
        }
      }
    }
    expect(categoriesOf(answer)).toEqual(new Map(trials.map(({ item, category }) => [item, category])));
  });

  it('gives the beginnings of prompts in blocks, and says which blocks and datasets there are', async () => {
    using folder = tempFolder();
    await using store = await ranStore(folder);
    const [items] = (await ask<GridAnswer>(store, '/grid')).datasets;
    const { trials } = await told(store);
    const dataset = encodeURIComponent(items?.dataset ?? '');
    const { prompts } = await ask<GridPrompts>(store, `/grid/prompts?dataset=${dataset}&block=0`);
    expect(prompts).toEqual(items?.items.map((item) => promptOf(trials, item)));
    expect((await ask<GridPrompts>(store, `/grid/prompts?dataset=${dataset}&block=1`)).prompts).toEqual([]);
    const wrong = await ask<Problem>(store, '/grid/prompts?dataset=nowhere');
    expect(wrong.problem.message).toContain('nowhere');
    expect(wrong.problem.hint).toContain(items?.dataset);
    expect((await ask<Problem>(store, `/grid/prompts?dataset=${dataset}&block=-1`)).problem.message).toContain('-1');
  });
});

function categoriesOf({ datasets }: GridAnswer): ReadonlyMap<string, string | null> {
  return new Map(
    datasets.flatMap((items) => {
      const grid = datasetGrid({ datasets, conditions: [], scorers: [] }, items.dataset);
      return items.items.map((item, place) => [item, items.categories[grid?.categoryOf[place] ?? -1] ?? null] as const);
    }),
  );
}

function promptOf(trials: readonly TrialRecord[], item: string): string | undefined {
  return trials.find((trial) => trial.item === item)?.conversation.messages.at(-1)?.text;
}

describe('what is kept until the store changes', () => {
  it('is computed once, however many ask, and again after a change or a failure', async () => {
    let computed = 0;
    const live = {
      state: { version: 0, running: false, busy: null, problem: null, hint: null },
      look: () => {},
      subscribe: () => () => {},
    };
    const kept = keptByVersion(live, async (key) => {
      computed += 1;
      if (key === 'bad' && computed === 1) throw new Error('once');
      return computed;
    });
    await expect(kept('bad')).rejects.toThrow('once');
    expect(await Promise.all([kept('bad'), kept('bad')])).toEqual([2, 2]);
    live.state = { ...live.state, version: 1 };
    expect(await kept('bad')).toBe(3);
  });
});
