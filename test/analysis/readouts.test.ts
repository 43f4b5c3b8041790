import { beforeAll, expect, test } from 'vitest';

import type { Results, TrialRecord } from '../../src/analysis/results.ts';
import { simRate } from '../../src/models/sim/rate.ts';
import { renderCsv, renderHtml, renderJson, renderMarkdown, renderTable } from '../../src/report/index.ts';
import { openStore } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { contextOf, parametersOf } from '../models/sim/sim-asking.ts';
import { runWith, told } from '../support/library-run.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';

const fields = {
  bail: 0.3,
  nonsense: 0.25,
  spread: { cluster: 0.3, item: 0.2 },
  rules: [
    { where: { step: 'reply' }, truncated: 0.1, filtered: 0.1 },
    { where: { order: 'continue-first' }, bail: 0.2 },
  ],
};

function study(rest: Partial<StudyInput> = {}): StudyInput {
  return {
    name: 'readouts',
    models: ['sim:./sim.yaml'],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['bail-prompt', { method: 'bail-prompt', readout: 'logprobs' }],
    epochs: 3,
    ...rest,
  };
}

/** The chance that this item's answer is to leave, once it is asked. */
function chanceOf({ itemHash, item, cluster, category, order }: TrialRecord): number {
  const context = contextOf({ method: 'bail-prompt', order, item: itemHash, itemName: item, cluster, category });
  return simRate(parametersOf({ ...fields, rules: fields.rules.slice(1) }), context, 'item', 'logprobs');
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

let read: { readonly results: Results; readonly trials: readonly TrialRecord[] };
beforeAll(async () => {
  using folder = tempFolder();
  folder.write('sim.yaml', JSON.stringify(fields));
  folder.write('prompts.csv', promptsCsv(40, 4));
  await using store = openStore(folder.file('store.sqlite'));
  await runWith(store, study(), folder.path);
  read = await told(store);
});

test('a readout recovers the chances of a simulated respondent to the last digit', () => {
  const { results, trials } = read;
  expect(results.conditions.map(({ readout }) => readout)).toEqual(['sampled', 'sampled', 'logprobs', 'logprobs']);

  for (const condition of results.conditions.filter(({ readout }) => readout === 'logprobs')) {
    const own = trials.filter((trial) => trial.condition === condition.id);
    const answered = own.filter((trial) => trial.bailProbability !== null);
    expect(answered.length).toBeGreaterThan(80);
    expect(answered.length).toBe(condition.outcomes.bail + condition.outcomes.continue);
    for (const trial of answered) {
      expect(trial.bailProbability).toBeCloseTo(chanceOf(trial), 12);
      expect(trial.neitherProbability).toBeCloseTo(0.25, 12);
      expect(trial.outcome).toBe(chanceOf(trial) > 0.5 ? 'bail' : 'continue');
    }
    // Truncated replies are in the denominator, filtered ones are not.
    const counted = own.filter(({ outcome }) => ['bail', 'continue', 'truncated'].includes(outcome));
    const items = [...Map.groupBy(counted, ({ itemHash }) => itemHash).values()];
    expect(condition.rate).toBeCloseTo(
      mean(items.map((item) => mean(item.map((one) => one.bailProbability ?? 0)))),
      12,
    );
    expect(condition.low).toBeLessThan(condition.rate ?? NaN);
    expect(condition.high).toBeGreaterThan(condition.rate ?? NaN);
    expect(condition).toMatchObject({ ratePaper: null, n: counted.length });
    expect(condition.neither).toBeCloseTo(0.25, 12);
    expect(condition.bounds?.[0]).toBeLessThanOrEqual(condition.rate ?? NaN);
    expect(condition.bounds?.[1]).toBeGreaterThanOrEqual(condition.rate ?? NaN);
  }
  for (const condition of results.conditions.filter(({ readout }) => readout === 'sampled')) {
    expect(condition).toMatchObject({ neither: null });
    expect(condition.ratePaper).not.toBeNull();
  }
});

test('orders are compared within drawn answers and within readouts, by probabilities', () => {
  const { results, trials } = read;
  expect(results.pairs.map(({ kind, readout }) => `${kind} ${readout}`)).toEqual(['order sampled', 'order logprobs']);
  const [, pair] = results.pairs;
  const [a, b] = [pair?.a, pair?.b].map(
    (id) =>
      new Map(
        trials
          .filter((trial) => trial.condition === id && trial.bailProbability !== null)
          .map((trial) => [trial.itemHash, chanceOf(trial)]),
      ),
  );
  const both = [...(a ?? [])].flatMap(([item, chance]) => {
    const other = b?.get(item);
    return other === undefined ? [] : [chance - other];
  });
  expect(pair?.difference).toBeCloseTo(mean(both), 12);
  expect(pair?.difference).not.toBe(0);
});

test('every format says that answers were read out', async () => {
  using folder = tempFolder();
  folder.write('sim.yaml', JSON.stringify({ bail: 0.4 }));
  folder.write('prompts.csv', promptsCsv(8, 4));
  await using store = openStore(folder.file('store.sqlite'));
  await runWith(store, study({ epochs: 1 }), folder.path);
  const { results, trials } = await told(store);
  expect(renderTable(results, { color: false, width: 100 })).toMatch(/bail-prompt bail 1st logp W +40\.0/);
  expect(renderMarkdown(results)).toContain('bail-prompt stay 1st logp');
  expect(renderCsv(results)).toContain(',bail-first,logprobs,');
  expect(renderJson(results)).toContain('"readout": "logprobs"');
  const page = await renderHtml(results, trials);
  expect(page).toContain('bail-prompt bail 1st logp');
  expect(page).toContain('probability of leaving 40.0');
});

test('a readout that is the same whenever it is taken leaves no doubt about these very items', async () => {
  using folder = tempFolder();
  folder.write('sim.yaml', JSON.stringify({ bail: 0.4, spread: { cluster: 0.2, item: 0.1 } }));
  folder.write('prompts.csv', promptsCsv(60, 2));
  await using store = openStore(folder.file('store.sqlite'));
  await runWith(store, study({ epochs: 2 }), folder.path);
  const { results } = await told(store);
  const [sampled, , readOut] = results.conditions;
  const width = (one: typeof readOut): number => (one?.highFixed ?? NaN) - (one?.lowFixed ?? NaN);
  expect(width(readOut)).toBeLessThan(0.001);
  expect(width(sampled)).toBeGreaterThan(0.1);
  // The situations are still a sample.
  expect((readOut?.high ?? NaN) - (readOut?.low ?? NaN)).toBeGreaterThan(0.03);
});
