import { beforeAll, describe, expect, test } from 'vitest';

import type { Results, TrialRecord } from '../../src/analysis/results.ts';
import { openStore } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { cohenKappa } from '../../src/stats/cohen-kappa.ts';
import { cosine, pearson } from '../../src/stats/correlation.ts';
import { krippendorffAlpha } from '../../src/stats/krippendorff-alpha.ts';
import { runWith, told } from '../support/library-run.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';

let results: Results;
let trials: readonly TrialRecord[];

beforeAll(async () => {
  using folder = tempFolder();
  folder.write('prompts.csv', promptsCsv(40));
  folder.write('one.yaml', 'seed: 1\nbail: 0.4\nnonsense: 0.1\nspread: { cluster: 0.2, item: 0.8 }\n');
  folder.write('other.yaml', 'seed: 2\nbail: 0.3\nspread: { item: 0.5 }\n');
  folder.write('never.yaml', 'seed: 3\n');
  const study: StudyInput = {
    name: 'alike',
    models: ['sim:./one.yaml', 'sim:./other.yaml', 'sim:./never.yaml'],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline', 'bail-tool', 'bail-string', 'bail-prompt', 'placebo-tool'],
    leadIns: ['none', 'greeting'],
    wordings: ['default', 'labels=symbols'],
    epochs: 2,
  };
  await using store = openStore(folder.file('store.sqlite'));
  await runWith(store, study, folder.path);
  ({ results, trials } = await told(store));
}, 60_000);

/** Decisions by item and epoch of the trials of a condition that were answered. */
function decisions(condition: string): ReadonlyMap<string, number> {
  const own = trials.filter((trial) => trial.condition === condition);
  const answered = own.filter(({ outcome }) => outcome === 'bail' || outcome === 'continue');
  return new Map(answered.map((trial) => [`${trial.item} ${trial.epoch}`, trial.outcome === 'bail' ? 1 : 0]));
}

/** Items' rates in each condition over the draws it answered, of the items answered in all of them. */
function ratesInAll(conditions: readonly string[]): number[][] {
  const columns = conditions.map((condition) => {
    const byItem = Map.groupBy([...decisions(condition)], ([key]) => key.split(' ')[0] ?? '');
    return new Map([...byItem].map(([item, own]) => [item, own.reduce((sum, [, left]) => sum + left, 0) / own.length]));
  });
  const shared = [...(columns[0]?.keys() ?? [])].filter((item) => columns.every((column) => column.has(item)));
  return columns.map((column) => shared.map((item) => column.get(item) ?? 0));
}

function drawsInAll(conditions: readonly string[]): number[][] {
  const columns = conditions.map(decisions);
  const shared = [...(columns[0]?.keys() ?? [])].filter((key) => columns.every((column) => column.has(key)));
  return columns.map((column) => shared.map((key) => column.get(key) ?? 0));
}

describe('agreement between ways of offering', () => {
  test('is computed for each model from its plain conditions alone', () => {
    const { groups } = results.agreement;
    expect(groups.map(({ model }) => model)).toEqual(['sim:./one.yaml', 'sim:./other.yaml', 'sim:./never.yaml']);
    for (const { ways, pairs } of groups) {
      expect(ways.map(({ method, order }) => `${method} ${order}`)).toEqual([
        'bail-tool null',
        'bail-string null',
        'bail-prompt bail-first',
        'bail-prompt continue-first',
      ]);
      expect(ways.every(({ wording }) => wording === 'default')).toBe(true);
      expect(pairs).toHaveLength(6);
    }
  });

  test('is what the exported trials say', () => {
    for (const { pairs, ways, alpha } of results.agreement.groups.slice(0, 2)) {
      for (const { a, b, kappa, correlation, cosine: angle, draws, items } of pairs) {
        const [x = [], y = []] = drawsInAll([a, b]);
        const [rateX = [], rateY = []] = ratesInAll([a, b]);
        expect(draws).toBe(x.length);
        expect(items).toBeLessThanOrEqual(rateX.length);
        expect(kappa.value).toBeCloseTo(cohenKappa(x, y).value ?? Number.NaN, 10);
        expect(correlation.value).toBeCloseTo(pearson(rateX, rateY).value ?? Number.NaN, 10);
        expect(angle.value).toBeCloseTo(cosine(rateX, rateY).value ?? Number.NaN, 10);
        expect(kappa.low).toBeLessThanOrEqual(kappa.value ?? Number.NaN);
        expect(kappa.high).toBeGreaterThanOrEqual(kappa.value ?? Number.NaN);
      }
      const all = drawsInAll(ways.map(({ condition }) => condition));
      expect(alpha?.value).toBeCloseTo(krippendorffAlpha(all).value ?? Number.NaN, 10);
    }
  });

  test('is seen where items differ much, whatever the way', () => {
    const [first] = results.agreement.groups;
    for (const { kappa, correlation } of first?.pairs ?? []) {
      expect(kappa.low).toBeGreaterThan(0);
      expect(correlation.p).toBeLessThan(0.05);
    }
  });

  test('of a model that never leaves there is none, with the reason', () => {
    for (const { kappa, correlation } of results.agreement.groups[2]?.pairs ?? []) {
      expect(kappa).toMatchObject({
        value: null,
        low: null,
        p: null,
        reason: 'one of the two never, or always, left',
      });
      expect(correlation).toMatchObject({ value: null, reason: expect.stringContaining('constant') });
    }
  });
});

describe('similarity of models', () => {
  test('is tested for every two models, as one family of each way', () => {
    for (const { models, pairs, modelsTested } of results.similarity) {
      expect(modelsTested).toBe(3);
      expect(pairs).toHaveLength(3);
      const ids = new Map(models.map(({ condition, model }) => [condition, model]));
      for (const { a, b, correlation, cosine: angle, pAdjusted } of pairs) {
        expect(ids.has(a) && ids.has(b)).toBe(true);
        if ([ids.get(a), ids.get(b)].includes('sim:./never.yaml')) {
          expect({ p: correlation.p, pAdjusted }).toEqual({ p: null, pAdjusted: null });
          continue;
        }
        expect(correlation.p).toBe(angle.p);
        expect(correlation.low).toBeLessThanOrEqual(correlation.value ?? Number.NaN);
        // By Holm the least of three is multiplied by three, tests without a p among them.
        expect(pAdjusted).toBeCloseTo(Math.min(1, 3 * (correlation.p ?? Number.NaN)), 10);
      }
    }
  });

  test('has a matrix for each way, symmetric, its models each once', () => {
    expect(results.similarity).toHaveLength(4);
    for (const { models, correlation, cosine: angles } of results.similarity) {
      expect(models.map(({ model }) => model).toSorted()).toEqual([
        'sim:./never.yaml',
        'sim:./one.yaml',
        'sim:./other.yaml',
      ]);
      for (const matrix of [correlation, angles]) {
        for (const [row, values] of matrix.entries()) {
          for (const [column, value] of values.entries()) expect(value).toBe(matrix[column]?.[row]);
        }
      }
    }
  });

  test('is what the exported trials say, and nothing for a model that never leaves', () => {
    for (const { models, correlation } of results.similarity) {
      const place = (name: string): number => models.findIndex(({ model }) => model === name);
      const [one, other, never] = ['sim:./one.yaml', 'sim:./other.yaml', 'sim:./never.yaml'].map(place) as [
        number,
        number,
        number,
      ];
      const rates = [one, other].map((index) => {
        const byItem = Map.groupBy([...decisions(models[index]?.condition ?? '')], ([key]) => key.split(' ')[0] ?? '');
        return new Map(
          [...byItem].map(([item, own]) => [item, own.reduce((sum, [, left]) => sum + left, 0) / own.length]),
        );
      });
      const shared = [...(rates[0]?.keys() ?? [])].filter((item) => rates[1]?.has(item));
      const [x, y] = rates.map((column) => shared.map((item) => column.get(item) ?? 0)) as [number[], number[]];
      expect(correlation[one]?.[other]).toBeCloseTo(pearson(x, y).value ?? Number.NaN, 10);
      expect(correlation[one]?.[one]).toBe(1);
      expect(correlation[never]).toEqual([null, null, null]);
    }
  });
});
