import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { compare } from '../../../src/analysis/compare/compare.ts';
import type { ComparisonRow, RefusalComparison } from '../../../src/analysis/compare/comparison.ts';
import type { TrialRecord } from '../../../src/analysis/results.ts';
import { lexicon } from '../../../src/refusal/lexicon/lexicon.ts';
import { scoringOf } from '../../../src/refusal/stored/score-pure.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { runWith, told } from '../../support/library-run.ts';
import { promptsCsv, tempFolder } from '../../support/temp-folder.ts';
import { comparing } from './compared-study.ts';

const folder = tempFolder();
let store: Store;
let trials: readonly TrialRecord[];

const study = {
  name: 'refused',
  models: ['sim:blunt.json', 'sim:meek.json'],
  datasets: [{ name: 'csv' as const, path: 'prompts.csv' }],
  methods: ['baseline' as const, 'bail-string' as const, 'bail-prompt' as const],
  epochs: 2,
};

beforeAll(async () => {
  folder.write('prompts.csv', promptsCsv(60));
  folder.write('blunt.json', JSON.stringify({ name: 'blunt', bail: 0.2, refusal: 0.7, filtered: 0.1 }));
  folder.write('meek.json', JSON.stringify({ name: 'meek', bail: 0.2, refusal: 0.2 }));
  store = openStore(folder.file('store.sqlite'));
  await runWith(store, study, folder.path, { scoreReply: scoringOf(store, [lexicon]) });
  ({ trials } = await told(store));
}, 60_000);
afterAll(async () => {
  await store.close();
  folder[Symbol.dispose]();
});

/** 1 for a refusal, 0 for none, by item and epoch; without replies that have no text. */
function refusalsIn(condition: string): ReadonlyMap<string, number> {
  return new Map(
    trials
      .filter((trial) => trial.condition === condition)
      .flatMap(({ item, epoch, refusals }) => {
        const label = refusals[0]?.label ?? '';
        if (!['refusal', 'partial', 'none'].includes(label)) return [];
        return [[JSON.stringify([item, epoch]), label === 'none' ? 0 : 1]];
      }),
  );
}

/** The mean over items of the difference over epochs that can be read in both. */
function differenceInTrials({ conditionA, conditionB }: RefusalComparison): number {
  const [a, b] = [refusalsIn(conditionA), refusalsIn(conditionB)];
  const places = [...a.keys()].filter((place) => b.has(place));
  const items = Map.groupBy(places, (place) => (JSON.parse(place) as [string])[0]);
  const means = [...items.values()].map(
    (own) => own.reduce((sum, place) => sum + (a.get(place) ?? 0) - (b.get(place) ?? 0), 0) / own.length,
  );
  return means.reduce((sum, mean) => sum + mean, 0) / means.length;
}

function refusalOf(row: ComparisonRow): RefusalComparison {
  expect(row.refusals).toHaveLength(1);
  return row.refusals[0] as RefusalComparison;
}

describe('refusals in a comparison', () => {
  it('are those of the baselines, paired as the exported trials say, and near what the respondents were told', async () => {
    const { rows } = await comparing(store, ['sim:blunt.json', 'sim:meek.json'], {
      only: { methods: ['bail-string', 'bail-prompt'] },
    });
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      const refusal = refusalOf(row);
      expect(refusal).toMatchObject({ of: 'baseline', scorer: 'lexicon', conclusion: 'interval' });
      expect(trials.find(({ condition }) => condition === refusal.conditionA)?.method).toBe('baseline');
      expect(refusal.difference).toBeCloseTo(differenceInTrials(refusal), 12);
      expect(refusal.low).toBeLessThan(0.5);
      expect(refusal.high).toBeGreaterThan(0.5);
    }
  });

  it('are told by category where that is asked for, and only there, p adjusted for the categories', async () => {
    const only = { methods: ['bail-string'] };
    const plain = await comparing(store, ['sim:blunt.json', 'sim:meek.json'], { only });
    expect(refusalOf(plain.rows[0] as ComparisonRow).categories).toEqual([]);
    const { rows } = await comparing(store, ['sim:blunt.json', 'sim:meek.json'], { only, categories: true });
    const refusal = refusalOf(rows[0] as ComparisonRow);
    const items = refusal.categories.map((one) => one.items.a);
    expect(refusal.categories.map(({ category }) => category)).toEqual(['category-0', 'category-1', 'category-2']);
    expect(items.reduce((sum, count) => sum + count, 0)).toBe(refusal.items.a);
    const mean = refusal.categories.reduce((sum, one, index) => sum + (one.difference ?? 0) * (items[index] ?? 0), 0);
    expect(mean / refusal.items.a).toBeCloseTo(refusal.difference ?? 0, 12);
    const least = refusal.categories.toSorted((one, other) => (one.p ?? 1) - (other.p ?? 1))[0];
    expect(least?.pAdjusted).toBeCloseTo(3 * (least?.p ?? 1), 12);
  });

  it('are those of the own replies where both sides share the baseline, and none where they share the reply too', async () => {
    const only = { models: ['sim:blunt.json'] };
    const { rows } = await comparing(store, ['bail-string', 'bail-prompt'], { only });
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      const refusal = refusalOf(row);
      expect(refusal).toMatchObject({ of: 'own-reply', conditionA: row.a.id, conditionB: row.b.id });
      expect(refusal.difference).toBeCloseTo(differenceInTrials(refusal), 12);
    }
    const orders = await comparing(store, ['bail-first', 'continue-first'], { only });
    expect(orders.rows.map(({ refusals }) => refusals)).toEqual([[]]);
  });

  it('of another store are paired by content; a store whose replies are not scored has none', async () => {
    await using scored = openStore(folder.file('scored.sqlite'));
    await runWith(scored, { ...study, name: 'again', series: 'again' }, folder.path, {
      scoreReply: scoringOf(scored, [lexicon]),
    });
    await using bare = openStore(folder.file('bare.sqlite'));
    await runWith(bare, { ...study, name: 'bare' }, folder.path);
    const against = async (other: Store, name: string): Promise<readonly ComparisonRow[]> => {
      const selectors = [
        { text: 'study:refused', store: 0 },
        { text: `study:${name}`, store: 1 },
      ];
      const stores = [
        { store, name: null },
        { store: other, name },
      ];
      return (await compare(stores, { selectors, only: { methods: ['bail-string'] } })).rows;
    };
    const rows = await against(scored, 'again');
    expect(rows).toHaveLength(2);
    for (const row of rows)
      expect(refusalOf(row)).toMatchObject({ of: 'baseline', planned: 120, sharedClusters: null });
    expect((await against(bare, 'bare')).map(({ refusals }) => refusals)).toEqual([[], []]);
  });
});
