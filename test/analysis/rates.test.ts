import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { ConditionResult, Results, TrialRecord } from '../../src/analysis/results.ts';
import { openStore } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { prepareWith, runWith, told } from '../support/library-run.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';
import { differenceFromTrials, fromTrials } from './from-trials.ts';

function study(rest: Partial<StudyInput> = {}): StudyInput {
  return {
    name: 'rates',
    models: ['sim:./sim.yaml'],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline', 'bail-tool', 'bail-string', 'bail-prompt', 'placebo-tool'],
    limits: { attempts: 1 },
    ...rest,
  };
}

function expectEqual(shown: number | null, wanted: number | null): void {
  if (wanted === null || shown === null) expect(shown).toBe(wanted);
  else expect(shown).toBeCloseTo(wanted, 12);
}

function expectAsTrialsSay(condition: Omit<ConditionResult, 'categories'>, trials: readonly TrialRecord[]): void {
  const wanted = fromTrials(trials);
  const { planned, n, clusters, outcomes, outcomesPaper } = wanted;
  expect(condition).toMatchObject({ planned, n, clusters, outcomes, outcomesPaper });
  expectEqual(condition.rate, wanted.rate);
  expectEqual(condition.ratePaper, wanted.ratePaper);
  expectEqual(condition.noAnswer, wanted.noAnswer);
  expectEqual(condition.bounds?.[0] ?? null, wanted.bounds?.[0] ?? null);
  expectEqual(condition.bounds?.[1] ?? null, wanted.bounds?.[1] ?? null);
}

function expectTotals(results: Results): void {
  for (const condition of results.conditions) {
    const total = Object.values(condition.outcomes).reduce((sum, count) => sum + count, 0);
    expect(total).toBe(condition.planned);
    const byCategory = condition.categories.map((one) => one.planned).reduce((sum, count) => sum + count, 0);
    expect(byCategory).toBe(condition.planned);
    if (condition.rate === null) continue;
    for (const [low, high] of [
      [condition.low, condition.high],
      [condition.lowFixed, condition.highFixed],
    ] as const) {
      expect(low).toBeLessThanOrEqual(condition.rate);
      expect(high).toBeGreaterThanOrEqual(condition.rate);
    }
    expect(condition.bounds?.[0]).toBeLessThanOrEqual(condition.bounds?.[1] ?? NaN);
  }
}

const chance = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 60 }).map((percent) => percent / 100),
  fc.constant(1),
);
const respondent = fc.record({
  seed: fc.nat(1000),
  bail: chance,
  refusal: chance,
  nonsense: chance,
  filtered: chance,
  truncated: chance,
  error: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: chance }),
  spread: fc.record({ cluster: fc.constantFrom(0, 0.05, 0.5, 1), item: fc.constantFrom(0, 0.2, 1) }),
});

test('whatever a model does, totals add up and every number is what the exported trials say', async () => {
  await fc.assert(
    fc.asyncProperty(respondent, fc.integer({ min: 1, max: 3 }), async (parameters, epochs) => {
      using folder = tempFolder();
      folder.write('sim.yaml', JSON.stringify(parameters));
      folder.write('prompts.csv', promptsCsv(14, 3));
      await using store = openStore(folder.file('store.sqlite'));
      const ended = await runWith(store, study({ epochs }), folder.path);
      const { results, trials } = await told(store);
      expect(ended.pending).toBe(0);
      expect(results.conditions).toHaveLength(6);
      expectTotals(results);
      for (const condition of results.conditions) {
        const own = trials.filter((trial) => trial.condition === condition.id);
        expectAsTrialsSay(condition, own);
        for (const category of condition.categories) {
          const inIt = own.filter((trial) => trial.category === category.category);
          expectAsTrialsSay({ ...condition, ...category }, inIt);
        }
      }
      expect(results.pairs.map((pair) => pair.kind).sort()).toEqual(['order', 'placebo']);
      for (const pair of results.pairs) {
        const [a, b] = [pair.a, pair.b].map((id) => trials.filter((trial) => trial.condition === id));
        expectEqual(pair.difference, differenceFromTrials(a ?? [], b ?? []));
      }
    }),
    { seed: 20_261, numRuns: 25 },
  );
});

test('before anything is run every trial is pending, and there is no rate but bounds from 0 to 1', async () => {
  using folder = tempFolder();
  folder.write('sim.yaml', '{}');
  folder.write('prompts.csv', promptsCsv(5));
  await using store = openStore(folder.file('store.sqlite'));
  await prepareWith(store, study({ epochs: 2 }), folder.path);
  const { results, trials } = await told(store);
  expect(trials).toHaveLength(6 * 10);
  for (const condition of results.conditions) {
    expect(condition).toMatchObject({
      planned: 10,
      rate: null,
      low: null,
      noAnswer: 1,
      bounds: [0, 1],
      complete: false,
    });
    expect(condition.outcomes.pending).toBe(10);
    expectAsTrialsSay(
      condition,
      trials.filter((trial) => trial.condition === condition.id),
    );
  }
  expect(results.warnings.join()).toContain('60 of 60 planned trials have no outcome yet');
});

test('the intervals of a respondent with known chances hold its truth, and the control stands beside it', async () => {
  using folder = tempFolder();
  folder.write(
    'sim.yaml',
    JSON.stringify({
      bail: 0.3,
      filtered: 0.1,
      truncated: 0.05,
      rules: [
        { where: { method: 'placebo-tool' }, bail: 0.1 },
        { where: { method: 'bail-prompt', order: 'continue-first' }, bail: 0.5 },
      ],
    }),
  );
  folder.write('prompts.csv', promptsCsv(120, 2));
  await using store = openStore(folder.file('store.sqlite'));
  const datasets: StudyInput['datasets'] = [
    { name: 'csv', path: 'prompts.csv' },
    { name: 'neutral', take: 40 },
  ];
  await runWith(store, study({ epochs: 3, datasets }), folder.path);
  const { results } = await told(store);
  const find = (method: string, dataset = 'prompts'): ConditionResult =>
    results.conditions.find((one) => one.method === method && one.dataset === dataset) as ConditionResult;

  // Of trials in the rate: not filtered 0.9; of those, cut off 0.05; of the rest, 0.3 leave.
  const truth = 0.95 * 0.3;
  const string = find('bail-string');
  expect(string.low).toBeLessThan(truth);
  expect(string.high).toBeGreaterThan(truth);
  expect(string.lowFixed).toBeLessThan(truth);
  expect(string.highFixed).toBeGreaterThan(truth);
  expect(string.ratePaper).toBeLessThan(string.rate ?? 0);
  const { rate, low, high, n } = find('bail-string', 'neutral');
  expect(string.neutral).toEqual({ rate, low, high, n });
  expect(find('bail-string', 'neutral').neutral).toBeNull();

  const placebo = results.pairs.find((pair) => pair.kind === 'placebo' && pair.dataset === 'prompts');
  expect(placebo).toMatchObject({ a: find('bail-tool').id, b: find('placebo-tool').id, conclusion: 'interval' });
  expect(placebo?.low).toBeLessThan(0.2);
  expect(placebo?.high).toBeGreaterThan(0.2);
  const order = results.pairs.find((pair) => pair.kind === 'order' && pair.dataset === 'prompts');
  expect(order?.low).toBeLessThan(-0.2);
  expect(order?.high).toBeGreaterThan(-0.2);
  expect(order?.high).toBeLessThan(0);
});

test('two packs with one name for different words: each order is set against the other order of its own words', async () => {
  using folder = tempFolder();
  folder.write('sim.yaml', '{"bail": 0.5}');
  folder.write('prompts.csv', promptsCsv(6));
  for (const [file, verb] of [
    ['one.yaml', 'go'],
    ['two.yaml', 'quit'],
  ] as const) {
    const options = [`<{{tag}}>{{bail}}</{{tag}}> to ${verb}`, '<{{tag}}>{{continue}}</{{tag}}> to stay'];
    const wording = {
      method: 'bail-prompt',
      name: 'same',
      question: { 'bail-first': options.join('\n'), 'continue-first': options.toReversed().join('\n') },
      tag: 'pick',
      labels: { bail: 'away', continue: 'here' },
    };
    folder.write(file, JSON.stringify({ wordings: [wording] }));
  }
  await using store = openStore(folder.file('store.sqlite'));
  await runWith(store, study({ methods: ['bail-prompt'], wordings: ['one.yaml', 'two.yaml'] }), folder.path);
  const { results, trials } = await told(store);
  const wordsOf = (id: string): string => {
    const question = trials.find((trial) => trial.condition === id)?.question ?? '';
    return question.includes('to go') ? 'one' : question.includes('to quit') ? 'two' : 'neither';
  };
  expect(results.pairs.map((pair) => [wordsOf(pair.a), wordsOf(pair.b)])).toEqual([
    ['one', 'one'],
    ['two', 'two'],
  ]);
  expect(new Set(results.conditions.map((one) => one.wording)).size).toBe(4);
  expect(results.warnings.join()).toContain('The wording "same" has more than one content here');
});
