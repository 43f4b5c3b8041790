import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { compare } from '../../../src/analysis/compare/compare.ts';
import type { ComparedCondition, ComparisonRow } from '../../../src/analysis/compare/comparison.ts';
import type { TrialRecord } from '../../../src/analysis/results.ts';
import { pairedDifference } from '../../../src/stats/paired.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { prepareWith, runWith, told } from '../../support/library-run.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { differenceFromTrials } from '../from-trials.ts';
import { comparedStudy, comparing } from './compared-study.ts';

const folder = tempFolder();
let store: Store;
let trials: readonly TrialRecord[];

beforeAll(async () => {
  store = openStore(folder.file('store.sqlite'));
  await runWith(store, comparedStudy(folder), folder.path);
  ({ trials } = await told(store));
}, 60_000);
afterAll(async () => {
  await store.close();
  folder[Symbol.dispose]();
});

/** A row's place, without what is compared. */
function placeOf({ a, b }: ComparisonRow): string {
  return [a.dataset, a.order ?? b.order, a.leadIn].map(String).join(' ');
}

describe('a paired comparison', () => {
  it('is the difference that the exported trials of both conditions give, item by item and epoch by epoch', async () => {
    const { rows } = await comparing(store, ['bail-prompt', 'bail-tool'], { only: { models: ['bold'] } });
    // Both orders and three sets of items, each with and without the greeting.
    expect(rows).toHaveLength(2 * 3 * 2);
    for (const row of rows) {
      const of = (condition: ComparedCondition): readonly TrialRecord[] =>
        trials.filter((trial) => trial.condition === condition.id);
      expect(row.difference).toBeCloseTo(differenceFromTrials(of(row.a), of(row.b)) ?? Number.NaN, 12);
      expect(row.pairing).toBe('items');
      expect([row.a.method, row.b.method]).toEqual(['bail-prompt', 'bail-tool']);
      expect([row.a.dataset, row.a.leadIn]).toEqual([row.b.dataset, row.b.leadIn]);
    }
    // One in ten answers cannot be read, and so has no counterpart.
    expect(rows.every(({ trials: both, planned }) => both.a < (planned ?? 0))).toBe(true);
  });

  it('finds the differences that are there, and those between the same respondent none', async () => {
    const { rows } = await comparing(store, ['bold', 'shy'], { only: { methods: ['bail-tool'] } });
    const things = rows.filter(({ a }) => a.dataset === 'things');
    expect(things.map(placeOf)).toEqual(['things null null', 'things null greeting']);
    for (const { difference, low, high, pAdjusted } of things) {
      expect(difference).toBeGreaterThan(0.2);
      expect(low).toBeGreaterThan(0);
      expect(high).toBeLessThan(0.65);
      expect(pAdjusted).toBeLessThan(0.001);
    }
    // Neither leaves a twin often enough for anything to be said.
    const twins = rows.find(({ a }) => a.dataset === 'things twins');
    expect(twins).toMatchObject({ conclusion: 'cannot conclude', p: null, pAdjusted: null });
  });

  it('turns its sign when the sides are exchanged, and nothing else', async () => {
    const only = { methods: ['bail-tool', 'bail-prompt'] };
    const there = await comparing(store, ['bold', 'shy'], { only });
    const back = await comparing(store, ['shy', 'bold'], { only });
    for (const [index, row] of there.rows.entries()) {
      const other = back.rows[index] as ComparisonRow;
      expect(placeOf(other)).toBe(placeOf(row));
      expect(other.difference).toBeCloseTo(-(row.difference ?? 0), 12);
      expect(other.low).toBeCloseTo(-(row.high ?? 0), 9);
      expect(other.lowFixed).toBeCloseTo(-(row.highFixed ?? 0), 9);
      expect(other.p ?? -1).toBeCloseTo(row.p ?? -1, 9);
      expect(other.more?.clusters).toEqual({ a: row.more?.clusters.b, b: row.more?.clusters.a });
      expect(other.changedItems).toBe(row.changedItems);
    }
  });

  it('has an interval, a p-value and a ratio that agree on whether there is a difference', async () => {
    const { rows } = await comparing(store, ['model:*']);
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows.filter(({ conclusion }) => conclusion === 'interval')) {
      const isAway = (row.low ?? 0) > 0 || (row.high ?? 0) < 0;
      expect((row.p ?? 1) < 0.05).toBe(isAway);
      if (!row.ratioTooFew) expect((row.ratioLow ?? 0) > 1 || (row.ratioHigh ?? 2) < 1).toBe(isAway);
      expect(row.pAdjusted).toBeGreaterThanOrEqual(row.p ?? 1);
    }
  });

  it('offers the adjustment for the share of false findings too, which is never stricter', async () => {
    const [strict, loose] = await Promise.all(
      (['holm', 'benjamini-hochberg'] as const).map((adjustment) => comparing(store, ['bold', 'shy'], { adjustment })),
    );
    expect(loose?.adjustment).toBe('benjamini-hochberg');
    for (const [index, { pAdjusted }] of (loose?.rows ?? []).entries()) {
      expect(pAdjusted ?? 0).toBeLessThanOrEqual(strict?.rows[index]?.pAdjusted ?? 0);
    }
  });

  it("gives McNemar's test for one epoch of clusters of one item, and only there", async () => {
    const { rows } = await comparing(store, ['bold', 'shy']);
    expect(rows.every(({ pMcNemar }) => pMcNemar === null)).toBe(true);
    await using alone = openStore(folder.file('alone.sqlite'));
    folder.write(
      'alone.csv',
      ['prompt', ...Array.from({ length: 30 }, (_, index) => `lone thing ${index}`), ''].join('\n'),
    );
    const study = { ...comparedStudy(folder), epochs: 1, datasets: [{ name: 'csv' as const, path: 'alone.csv' }] };
    await runWith(alone, study, folder.path);
    const [row] = (await comparing(alone, ['bold', 'shy'], { only: { methods: ['bail-tool'] } })).rows;
    expect(row?.pMcNemar).toBeGreaterThan(0);
    expect(row?.pMcNemar).toBeLessThan(0.05);
  });
});

describe('what changed', () => {
  it('names the items whose rates differ most, each with the trials that say so', async () => {
    const { rows } = await comparing(store, ['bold', 'shy'], { only: { methods: ['bail-tool'] }, items: 4 });
    const [row] = rows as [ComparisonRow];
    expect(row.changed).toHaveLength(4);
    expect(row.changedItems).toBeGreaterThan(4);
    const away = row.changed.map(({ difference }) => Math.abs(difference));
    expect(away).toEqual(away.toSorted((one, other) => other - one));
    const byId = new Map(trials.map((trial) => [trial.trial, trial]));
    for (const { item, itemHash, trialsA, trialsB, rateA, rateB } of row.changed) {
      for (const [ids, condition, rate] of [
        [trialsA, row.a, rateA],
        [trialsB, row.b, rateB],
      ] as const) {
        const own = ids.map((id) => byId.get(id));
        expect(own.map((trial) => [trial?.item, trial?.itemHash, trial?.condition, trial?.epoch])).toEqual([
          [item, itemHash, condition.id, 1],
          [item, itemHash, condition.id, 2],
        ]);
        expect(own.filter((trial) => trial?.outcome === 'bail')).toHaveLength(2 * rate);
      }
    }
  });

  it('is also told category by category, which together are the whole', async () => {
    const { rows } = await comparing(store, ['bold', 'shy'], { only: { methods: ['bail-tool'] }, categories: true });
    const [row] = rows as [ComparisonRow];
    expect(row.categories.map(({ category }) => category)).toEqual(['c0', 'c1']);
    expect(row.categories.reduce((sum, one) => sum + one.items.a, 0)).toBe(row.items.a);
    const mean = row.categories.reduce((sum, one) => sum + (one.difference ?? 0) * one.items.a, 0) / row.items.a;
    expect(mean).toBeCloseTo(row.difference ?? Number.NaN, 12);
  });
});

describe('sides', () => {
  it('may be conditions, lead-ins, orders, categories, datasets with their twins', async () => {
    const only = { models: ['bold'], methods: ['bail-prompt'], datasets: ['things'] };
    const compared = async (...sides: string[]): Promise<readonly ComparisonRow[]> =>
      (await comparing(store, sides, { only })).rows;
    expect((await compared('greeting', 'lead-in:none'))[0]?.difference).toBeGreaterThan(0.1);
    expect((await compared('bail-first', 'continue-first')).every(({ pairing }) => pairing === 'items')).toBe(true);
    expect((await compared('c0', 'c1')).every(({ pairing }) => pairing === 'none')).toBe(true);
    const twins = await compared('things', 'things twins');
    expect(twins.map(({ pairing }) => pairing)).toEqual(['twins', 'twins', 'twins', 'twins']);
    const excess = (await told(store)).results.pairs.find(({ kind, a }) => kind === 'excess' && a === twins[0]?.a.id);
    for (const field of ['difference', 'low', 'lowFixed', 'highFixed'] as const) {
      expect(twins[0]?.[field]).toBeCloseTo(excess?.[field] ?? Number.NaN, 12);
    }
    const [one] = twins as [ComparisonRow];
    const [byId] = await compared(`condition:${one.a.id}`, `condition:${one.b.id}`);
    expect(byId).toMatchObject({ difference: one.difference, low: one.low, p: one.p });
  });

  it('of other items are compared as two samples, and the comparison says so', async () => {
    const { rows, warnings } = await comparing(store, ['dataset:things', 'dataset:neutral']);
    expect(warnings.join(' ')).toMatch(/nothing is paired/);
    for (const row of rows) expect(row).toMatchObject({ pairing: 'none', planned: null, more: null, items: { a: 40 } });
  });

  it('are each held against every other, or all against one', async () => {
    const only = { methods: ['bail-tool'], datasets: ['things'], models: ['bold'] };
    const all = await comparing(store, ['method:bail-tool', 'method:bail-prompt', 'method:placebo-tool']);
    expect(new Set(all.rows.map(({ sideA, sideB }) => `${sideA} ${sideB}`))).toEqual(new Set(['0 1', '0 2', '1 2']));
    const one = await comparing(store, ['lead-in:*'], { against: 'none', only });
    expect(one.sides.map(({ text }) => text)).toEqual(['lead-in:greeting', 'lead-in:none']);
  });

  it('leave the baseline out, and say which conditions have no counterpart', async () => {
    const whole = await comparing(store, ['bold', 'shy']);
    expect(whole.rows.some(({ a }) => a.method === 'baseline')).toBe(false);
    const { rows, leftOut } = await comparing(store, ['model:bold,lead-in:none', 'model:shy']);
    expect(rows.every(({ a, b }) => a.leadIn === null && b.leadIn === null)).toBe(true);
    expect(leftOut.every(({ condition }) => condition.leadIn === 'greeting')).toBe(true);
    expect(leftOut.length).toBe(rows.length);
  });

  it('that are not run to their end are compared with a warning, and those a model cannot do are named', async () => {
    folder.write('plain.json', JSON.stringify({ name: 'plain', tools: false, bail: 0.3 }));
    await using part = openStore(folder.file('part.sqlite'));
    const study = { ...comparedStudy(folder), models: ['sim:bold.json', 'sim:shy.json', 'sim:plain.json'] };
    await runWith(part, { ...study, methods: ['bail-tool'], datasets: [{ name: 'neutral', take: 9 }] }, folder.path);
    await prepareWith(
      part,
      { ...study, methods: ['bail-tool'], datasets: [{ name: 'neutral', take: 12 }] },
      folder.path,
    );
    const { rows, warnings, leftOut } = await comparing(part, ['model:*']);
    // Three of twelve items, two epochs.
    expect(rows.map(({ pending }) => pending)).toEqual([
      { a: 6, b: 6 },
      { a: 6, b: 6 },
    ]);
    expect(warnings.join(' ')).toContain('2 of 2 comparisons rest on conditions with trials that have no outcome yet');
    expect(leftOut.map(({ condition, reason }) => [condition.model, reason])).toContainEqual([
      'sim:plain.json',
      expect.stringMatching(/^unsupported: .*tools/),
    ]);
  });

  it.each([
    [['bald', 'shy'], /nothing here is called "bald".*Did you mean "bold"/],
    [['modle:bold', 'shy'], /nothing here is called "modle:bold"/],
    [['model:bald', 'shy'], /no model "bald". Did you mean "bold"/],
    [['bold', 'bold'], /has a counterpart/],
    [['bold'], /one side; a comparison needs two/],
    [['model:bold,model:shy', 'shy'], /says model twice/],
    [['wording:none', 'method:bail-tool,wording:none'], /no condition is/],
  ])('%j are refused with a reason', async (sides, message) => {
    const found = comparing(store, sides);
    await expect(found).rejects.toThrow(message);
  });
});

describe('studies', () => {
  it('of two stores are paired by what the items are, and what else differs is said', async () => {
    const study = comparedStudy(folder);
    await using other = openStore(folder.file('other.sqlite'));
    // Items come in another order, only some of them, and are asked otherwise.
    const datasets = [{ name: 'jsonl' as const, path: 'items.jsonl', as: 'things', take: 30, seed: 9 }];
    const second = { ...study, name: 'second', datasets, epochs: 3, series: 'again', sampling: { temperature: 0.5 } };
    await runWith(other, second, folder.path);
    const found = await compare(
      [
        { store, name: null },
        { store: other, name: 'other.sqlite' },
      ],
      {
        selectors: [
          { text: 'study:first', store: 0 },
          { text: 'study:second', store: 1 },
        ],
        only: { methods: ['bail-tool'], datasets: ['things'] },
      },
    );
    const [row] = found.rows as [ComparisonRow];
    expect([row.a.store, row.b.store]).toEqual([null, 'other.sqlite']);
    expect(row).toMatchObject({ pairing: 'items', items: { a: 30, b: 30 }, trials: { a: 60, b: 60 }, planned: 60 });
    expect(row.alsoDiffers).toEqual(['the series of draws', 'how replies are drawn']);
    expect(found.warnings.join(' ')).toContain('the series of draws');
    const theirs = (await told(other)).trials.filter(({ condition }) => condition === row.b.id);
    const items = [
      ...Map.groupBy(
        theirs.filter(({ epoch }) => epoch <= 2),
        ({ itemHash }) => itemHash,
      ),
    ];
    const ours = trials.filter(({ condition }) => condition === row.a.id);
    const rate = (of: readonly TrialRecord[]): number =>
      of.filter(({ outcome }) => outcome === 'bail').length / of.length;
    const clusters = [...new Set(ours.map(({ cluster }) => cluster))];
    const expected = pairedDifference(
      items.map(([hash, own]) => ({
        cluster: clusters.indexOf(own[0]?.cluster ?? ''),
        a: rate(ours.filter(({ itemHash }) => itemHash === hash)),
        b: rate(own),
      })),
    );
    expect(row.difference).toBeCloseTo(expected.difference, 12);
    expect(row.low).toBeCloseTo(expected.low, 12);
    expect(row.p).toBeCloseTo(expected.p ?? Number.NaN, 12);
  });

  it('of one store that share their trials are one condition, and none is compared with itself', async () => {
    await runWith(store, { ...comparedStudy(folder), name: 'same' }, folder.path);
    await expect(comparing(store, ['study:first', 'study:same'])).rejects.toThrow(/counterpart/);
    const { rows } = await comparing(store, ['bold', 'shy'], {
      only: { methods: ['bail-tool'], datasets: ['neutral'] },
    });
    expect(rows).toHaveLength(2);
  });
});
