import { expect, test } from 'vitest';

import { openStore } from '../../src/store/store.ts';
import { runWith, told } from '../support/library-run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const respondent = `name: wordy
bail: 0.3
spread: { cluster: 0.05 }
rules:
  - where: { wording: "reason=distress" }
    bail: 0.1
  - where: { wording: "reason=distress+journal=invited" }
    bail: 0.1
`;

test('the main effects of factorial wordings are those the respondent was told to have', async () => {
  using folder = tempFolder();
  folder.write('wordy.yaml', respondent);
  await using store = openStore(folder.file('store.sqlite'));
  const study = {
    name: 'factorial',
    models: ['sim:wordy.yaml'],
    datasets: ['neutral' as const],
    methods: ['bail-tool' as const, 'placebo-tool' as const],
    wordings: [{ factorial: { reason: ['any', 'distress'], journal: ['none', 'invited'] } }] as never,
    epochs: 2,
  };
  await runWith(store, study, folder.path);
  const { factors, conditions } = (await told(store)).results;
  expect(factors.map(({ factor, level }) => `${factor} ${level}`).toSorted()).toEqual([
    'journal invited',
    'reason distress',
  ]);
  for (const { factor, low, high, difference, basis, wordings } of factors) {
    const truth = factor === 'reason' ? -0.2 : 0;
    expect(basis).toBe('model');
    expect(wordings).toBe(4);
    expect(low).toBeLessThan(truth);
    expect(high).toBeGreaterThan(truth);
    // In a balanced design without interaction the effect is about the plain difference of mean rates.
    const mean = (has: boolean): number => {
      const own = conditions.filter(
        ({ method, wording }) => method === 'bail-tool' && (wording ?? '').includes(`${factor}=`) === has,
      );
      return own.reduce((sum, one) => sum + (one.rate ?? 0), 0) / own.length;
    };
    expect(difference).toBeCloseTo(mean(true) - mean(false), 1);
  }
}, 60_000);

test('wordings that differ from the default one in one factor each have paired differences, and no main effects', async () => {
  using folder = tempFolder();
  await using store = openStore(folder.file('store.sqlite'));
  await runWith(
    store,
    {
      name: 'single',
      models: ['sim:even'],
      datasets: [{ name: 'neutral', take: 10 }],
      methods: ['bail-tool'],
      wordings: ['default', 'reason=distress', 'journal=invited'],
    },
    folder.path,
  );
  const { factors, pairs } = (await told(store)).results;
  expect(factors).toEqual([]);
  expect(pairs.filter(({ kind }) => kind === 'wording')).toHaveLength(2);
});
