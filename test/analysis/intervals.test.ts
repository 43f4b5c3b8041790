import { expect, test } from 'vitest';

import { analyze } from '../../src/analysis/analyze.ts';
import { openStore } from '../../src/store/store.ts';
import { stats } from '../../src/index.ts';
import { runWith } from '../support/library-run.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('other intervals, where asked for, show what clusters do: as if independent is too short', async () => {
  using folder = tempFolder();
  folder.write('alike.yaml', 'name: alike\nbail: 0.4\nspread: { cluster: 0.6 }\n');
  await using store = openStore(folder.file('store.sqlite'));
  await runWith(
    store,
    {
      name: 'intervals',
      models: ['sim:alike.yaml', 'sim:never'],
      datasets: ['starter'],
      methods: ['baseline', 'bail-tool'],
    },
    folder.path,
  );
  expect((await analyze(store)).intervals).toEqual([]);
  const { intervals, conditions } = await analyze(store, { intervals: true });
  // Originals and twins, without the baseline.
  expect(intervals).toHaveLength(4);
  for (const { condition, rate, wilson, clopperPearson, clusterRobust, bootstrap } of intervals) {
    const own = conditions.find(({ id }) => id === condition);
    expect(rate).toBeCloseTo(own?.rate ?? Number.NaN, 12);
    const width = (ends: { readonly low: number; readonly high: number } | null): number =>
      (ends?.high ?? 1) - (ends?.low ?? 0);
    if (own?.model === 'sim:never') {
      expect(bootstrap?.tooFew).toBe(true);
      expect(wilson).toEqual(stats.wilson(0, own.n));
      continue;
    }
    const report = width({ low: own?.low ?? 0, high: own?.high ?? 1 });
    expect(clusterRobust?.designEffect).toBeGreaterThan(1.5);
    expect(width(wilson)).toBeLessThan(0.8 * report);
    expect(width(clopperPearson)).toBeLessThan(0.85 * report);
    for (const other of [clusterRobust, bootstrap]) {
      expect(width(other) / report).toBeGreaterThan(0.8);
      expect(width(other) / report).toBeLessThan(1.25);
    }
  }
}, 60_000);
