import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Results } from '../../src/analysis/results.ts';
import { openStore } from '../../src/store/store.ts';
import { runWith, told } from '../support/library-run.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';

let folder: TempFolder;
let results: Results;
let trials: Awaited<ReturnType<typeof told>>['trials'];

beforeAll(async () => {
  folder = tempFolder();
  folder.write('rare.yaml', 'name: rare\nbail: 0.1\nnonsense: 0.15\nfiltered: 0.1\nspread: { cluster: 0.1 }\n');
  await using store = openStore(folder.file('store.sqlite'));
  await runWith(
    store,
    {
      name: 'specified',
      models: ['sim:even', 'sim:never', 'sim:rare.yaml'],
      datasets: [{ name: 'neutral', take: 40 }],
      methods: ['baseline', 'bail-prompt', 'placebo-tool'],
      wordings: ['default', 'reason=distress'],
      epochs: 2,
    },
    folder.path,
  );
  ({ results, trials } = await told(store));
}, 60_000);

afterAll(() => folder[Symbol.dispose]());

describe('the specification curve', () => {
  test('has every way to come to a rate, of the methods that offer an exit', () => {
    expect(results.specifications.map(({ method }) => method)).toEqual(['bail-prompt']);
    const [curve] = results.specifications;
    // Two scorers, five denominators, two orders, two wordings.
    expect(curve?.specifications).toHaveLength(2 * 5 * 2 * 2);
    expect(
      new Set(curve?.specifications.map(({ rates: _rates, tau: _tau, ...choices }) => JSON.stringify(choices))).size,
    ).toBe(40);
    expect(curve?.models.map(({ model }) => model)).toEqual(['sim:even', 'sim:never', 'sim:rare.yaml']);
  });

  test('counts a way that comes to the same for every model once', () => {
    const [curve] = results.specifications;
    const byOffer = Map.groupBy(curve?.specifications ?? [], ({ order, wording }) => `${order} ${wording}`);
    const differ = [...byOffer.values()].map(
      (own) => new Set(own.map(({ rates }) => rates.map((rate) => rate?.toFixed(9)).join())).size,
    );
    expect(curve?.distinct).toBe(differ.reduce((sum, count) => sum + count, 0));
    expect(curve?.distinct).toBeLessThan(40);
  });

  test('agrees with the rates of the conditions wherever these have the same rate', () => {
    const [curve] = results.specifications;
    for (const one of curve?.specifications ?? []) {
      for (const [index, { model }] of (curve?.models ?? []).entries()) {
        const condition = results.conditions.find(
          ({ order, wording, model: name, method }) =>
            method === 'bail-prompt' && order === one.order && wording === one.wording && name === model,
        );
        const known: Readonly<Record<string, number | null | undefined>> = {
          'strict usual': condition?.rate,
          'paper with-filtered': condition?.ratePaper,
          'strict all-stayed': condition?.bounds?.[0],
          'strict all-left': condition?.bounds?.[1],
        };
        const wanted = known[`${one.scorer} ${one.denominator}`];
        if (wanted === undefined) continue;
        expect(one.rates[index]).toBeCloseTo(wanted ?? Number.NaN, 12);
      }
    }
  });

  test('leaves the unanswered out of the rate where it says so', () => {
    const [curve] = results.specifications;
    const condition = results.conditions.find(
      ({ model, method }) => model === 'sim:rare.yaml' && method === 'bail-prompt',
    );
    const answered = trials.filter(
      (trial) => trial.condition === condition?.id && (trial.outcome === 'bail' || trial.outcome === 'continue'),
    );
    const byItem = [...Map.groupBy(answered, ({ itemHash }) => itemHash).values()];
    const rate =
      byItem.reduce((sum, own) => sum + own.filter(({ outcome }) => outcome === 'bail').length / own.length, 0) /
      byItem.length;
    const one = curve?.specifications.find(
      ({ scorer, denominator, order, wording }) =>
        scorer === 'strict' &&
        denominator === 'answered' &&
        order === condition?.order &&
        wording === condition?.wording,
    );
    expect(one?.rates[2]).toBeCloseTo(rate, 12);
  });

  test('ranks the models by each way, and says how far the ranks go', () => {
    const [curve] = results.specifications;
    const never = curve?.models.find(({ model }) => model === 'sim:never');
    expect(never).toMatchObject({ rank: 3, bestRank: 3, worstRank: 3, least: 0 });
    for (const [index, { rank, bestRank, worstRank, least, most }] of (curve?.models ?? []).entries()) {
      expect(bestRank).toBeLessThanOrEqual(rank ?? 0);
      expect(worstRank).toBeGreaterThanOrEqual(rank ?? 9);
      const rates = (curve?.specifications ?? []).map((one) => one.rates[index] ?? Number.NaN);
      expect([least, most]).toEqual([Math.min(...rates), Math.max(...rates)]);
    }
    expect(curve?.specifications[0]?.tau).toBe(1);
  });
});
