import { afterAll, beforeAll, expect, test } from 'vitest';

import type { MeasuredDifference } from '../../src/analysis/compare/comparison.ts';
import type { RefusalDifference } from '../../src/analysis/refusals/results.ts';
import type { Results } from '../../src/analysis/results.ts';
import { lexicon } from '../../src/refusal/lexicon/lexicon.ts';
import { scoringOf } from '../../src/refusal/stored/score-pure.ts';
import { renderTable } from '../../src/report/index.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { runWith, told } from '../support/library-run.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';
import { comparing } from './compare/compared-study.ts';

const folder = tempFolder();
let store: Store;
let results: Results;

beforeAll(async () => {
  folder.write('items.csv', promptsCsv(60, 2));
  const spread = { cluster: 0.2, item: 0.1 };
  folder.write('plain.json', JSON.stringify({ name: 'plain', bail: 0.4, refusal: 0.3, spread }));
  // Many answers that cannot be read, and replies that are withheld: neither is a stay, nor done as asked.
  const altered = { name: 'altered', seed: 2, bail: 0.2, refusal: 0.6, nonsense: 0.3, filtered: 0.1, spread };
  folder.write('altered.json', JSON.stringify(altered));
  store = openStore(folder.file('store.sqlite'));
  await runWith(
    store,
    {
      name: 'lineage',
      models: [
        { use: 'sim:plain.json', name: 'plain' },
        { use: 'sim:altered.json', name: 'altered', alteredFrom: 'plain' },
      ],
      datasets: [{ name: 'csv', path: 'items.csv' }],
      methods: ['baseline', 'bail-tool', 'bail-prompt'],
      leadIns: ['none', 'greeting'],
      contrasts: [{ name: 'altered', a: { model: 'altered' }, b: { model: 'plain' }, method: 'bail-tool' }],
      epochs: 3,
    },
    folder.path,
    { scoreReply: scoringOf(store, [lexicon]) },
  );
  ({ results } = await told(store));
}, 120_000);
afterAll(async () => {
  await store.close();
  folder[Symbol.dispose]();
});

/** The numbers that every place must give alike. */
function numbers(
  of: Pick<MeasuredDifference, 'rateA' | 'rateB' | 'difference' | 'low' | 'high' | 'lowFixed' | 'highFixed'>,
): number[] {
  return [of.rateA, of.rateB, of.difference, of.low, of.high, of.lowFixed, of.highFixed].map((value) => value ?? NaN);
}

function expectAlike(one: readonly number[], other: readonly number[]): void {
  expect(one.some(Number.isNaN)).toBe(false);
  for (const [index, value] of one.entries()) expect(value).toBeCloseTo(other[index] ?? Number.NaN, 12);
}

function alterations(of: RefusalDifference['of']): readonly RefusalDifference[] {
  return results.refusals.differences.filter((one) => one.kind === 'altered-from' && one.of === of);
}

test('how much more an altered model leaves is one number in the report, in a comparison and as a declared contrast', async () => {
  const { rows } = await comparing(store, ['altered', 'plain'], { only: { methods: ['bail-tool', 'bail-prompt'] } });
  const differences = alterations('bail');
  // Two lead-ins, each with the tool and both orders of the prompt.
  expect(differences).toHaveLength(6);
  expect(rows).toHaveLength(6);
  for (const one of differences) {
    const row = rows.find(({ a, b }) => a.id === one.condition && b.id === one.againstCondition);
    expectAlike(numbers(one), numbers(row as MeasuredDifference));
    expect([one.items, one.discordantClusters]).toEqual([row?.items.a, row?.discordantClusters]);
    if (one.method !== 'bail-tool') continue;
    const declared = results.contrasts[0]?.comparisons.find(({ a }) => a.id === one.condition);
    expectAlike(numbers(one), numbers(declared as MeasuredDifference));
  }
});

test('how much more is refused, by an altered model or with a lead-in, is what a comparison says too', async () => {
  const { rows } = await comparing(store, ['altered', 'plain'], { only: { methods: ['bail-tool'] } });
  const ofModels = alterations('refusal');
  expect(ofModels).toHaveLength(2);
  for (const one of ofModels) {
    const refusals = rows.flatMap((row) => row.refusals);
    const same = refusals.find(
      ({ conditionA, conditionB }) => conditionA === one.condition && conditionB === one.againstCondition,
    );
    expectAlike(numbers(one), numbers(same as MeasuredDifference));
  }
  const { rows: greeted } = await comparing(store, ['lead-in:greeting', 'lead-in:none'], {
    only: { methods: ['bail-tool'] },
  });
  for (const one of results.refusals.differences.filter(({ kind }) => kind === 'lead-in')) {
    const same = greeted
      .flatMap((row) => row.refusals)
      .find(({ conditionA, conditionB }) => conditionA === one.condition && conditionB === one.againstCondition);
    expectAlike(numbers(one), numbers(same as MeasuredDifference));
  }
});

test('what the study declared is told apart from what is exploratory', () => {
  const text = renderTable(results, { color: false, width: 80 });
  const section = text.slice(text.indexOf('What do lead-ins and alterations do'));
  expect(section.match(/bail-tool, declared/g)).toHaveLength(2);
  expect(section).toContain('declared: a primary contrast of the study');
});
