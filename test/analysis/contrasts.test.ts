import { afterAll, beforeAll, expect, test } from 'vitest';

import { analyze } from '../../src/analysis/analyze.ts';
import type { ContrastResult } from '../../src/analysis/contrast-result.ts';
import type { Results } from '../../src/analysis/results.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { prepareWith, runWith } from '../support/library-run.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';
import { comparing } from './compare/compared-study.ts';

const folder = tempFolder();
let store: Store;
let first: Results;

const tool = { name: 'tool', a: { method: 'bail-tool' }, b: { method: 'placebo-tool' }, leadIn: 'none' } as const;
const greeting = {
  name: 'greeting',
  a: { leadIn: 'greeting' },
  b: { leadIn: 'none' },
  method: 'bail-tool',
  model: 'bold',
} as const;

const study: StudyInput = {
  name: 'declared',
  models: [
    { use: 'sim:bold.json', name: 'bold' },
    { use: 'sim:shy.json', name: 'shy' },
  ],
  datasets: [{ name: 'csv', path: 'items.csv' }],
  methods: ['bail-tool', 'placebo-tool'],
  leadIns: ['none', 'greeting'],
  contrasts: [tool, greeting],
};

beforeAll(async () => {
  folder.write('items.csv', promptsCsv(40));
  for (const [name, bail] of [
    ['bold', 0.6],
    ['shy', 0.2],
  ] as const) {
    const rules = [{ where: { method: 'placebo-tool' }, bail: 0.01 }];
    folder.write(`${name}.json`, JSON.stringify({ name, bail, rules }));
  }
  store = openStore(folder.file('store.sqlite'));
  await runWith(store, study, folder.path);
  first = await analyze(store);
}, 60_000);
afterAll(async () => {
  await store.close();
  folder[Symbol.dispose]();
});

function named(results: Results, name: string): ContrastResult | undefined {
  return results.contrasts.find((one) => one.name === name);
}

test('contrasts stand in the order of the study, each with all comparisons it stands for', () => {
  expect(first.contrasts.map(({ name, comparisons }) => [name, comparisons.map(({ a }) => a.model)])).toEqual([
    ['tool', ['bold', 'shy']],
    ['greeting', ['bold']],
  ]);
  expect(named(first, 'tool')).toMatchObject({ a: 'method:bail-tool', b: 'method:placebo-tool', on: 'lead-in:none' });
});

test('they say what a comparison of the same sides says, corrected as one family', async () => {
  const { rows } = await comparing(store, ['method:bail-tool,lead-in:none', 'method:placebo-tool,lead-in:none']);
  const [bold, shy] = named(first, 'tool')?.comparisons ?? [];
  for (const [index, one] of [bold, shy].entries()) {
    expect(one).toMatchObject({
      difference: rows[index]?.difference,
      low: rows[index]?.low,
      p: rows[index]?.p,
      lowFixed: rows[index]?.lowFixed,
    });
  }
  // Holm's own words: the smallest of three times 3, the next times 2, none below one before it.
  const all = first.contrasts.flatMap(({ comparisons }) => comparisons);
  const sorted = all.toSorted((one, other) => (one.p ?? 1) - (other.p ?? 1));
  let least = 0;
  for (const [rank, { p, pAdjusted }] of sorted.entries()) {
    least = Math.max(least, Math.min(1, (p ?? 1) * (3 - rank)));
    expect(pAdjusted).toBeCloseTo(least, 12);
  }
});

test('what was declared is marked as primary among the differences of a report, all else as exploratory', () => {
  const roles = first.pairs.map(({ kind, model, leadIn, role }) => [kind, model, leadIn, role]);
  expect(roles).toEqual(
    expect.arrayContaining([
      ['placebo', 'bold', null, 'primary'],
      ['placebo', 'bold', 'greeting', 'exploratory'],
      ['lead-in', 'bold', 'greeting', 'primary'],
      ['lead-in', 'shy', 'greeting', 'exploratory'],
    ]),
  );
});

test('a selection leaves the family of contrasts whole', async () => {
  const { contrasts } = await analyze(store, { only: { models: ['shy'] } });
  expect(contrasts).toEqual(first.contrasts);
});

test('a study that ran as it was declared says that its contrasts came before the first trial', () => {
  for (const contrast of first.contrasts) expect(contrast).toMatchObject({ trialsBefore: 0, studyTrialsBefore: 0 });
  expect(first.warnings.join(' ')).not.toContain('primary contrasts');
});

test('an edit of something else leaves them declared when they were', async () => {
  await runWith(store, { ...study, epochs: 2 }, folder.path);
  const { contrasts, warnings } = await analyze(store);
  expect(contrasts.map(({ declaredAt, trialsBefore }) => [declaredAt, trialsBefore])).toEqual(
    first.contrasts.map(({ declaredAt }) => [declaredAt, 0]),
  );
  expect(warnings.join(' ')).not.toContain('primary contrasts');
});

test('a change when there are trials is said plainly, and whose trials were there', async () => {
  const late = { ...greeting, name: 'late', model: 'shy' };
  const more = { ...tool, name: 'more', leadIn: 'greeting' };
  await runWith(store, { ...study, epochs: 2, contrasts: [tool, late] }, folder.path);
  const changed = await analyze(store);
  // 40 items and two epochs of two conditions.
  expect(named(changed, 'late')).toMatchObject({ trialsBefore: 160, studyTrialsBefore: 640 });
  expect(named(changed, 'tool')).toMatchObject({ trialsBefore: 0 });
  const said = changed.warnings.find((text) => text.includes('primary contrasts'));
  expect(said).toMatch(/declared changed when 640 of its trials were stored.*not in it: late .*only in it: greeting/);

  // Nor does it help to drop them, or to go back.
  await runWith(store, { ...study, epochs: 2, contrasts: undefined }, folder.path);
  expect((await analyze(store)).warnings.join(' ')).toMatch(/only in it: tool/);
  await runWith(store, { ...study, epochs: 2 }, folder.path);
  expect((await analyze(store)).warnings.join(' ')).toMatch(/a later version: .*only in it: late/);

  // A study of another name that asks for what is there already cannot say that it came first either.
  await runWith(store, { ...study, name: 'other', contrasts: [more] }, folder.path);
  expect((await analyze(store, { study: 'other' })).contrasts[0]?.trialsBefore).toBe(320);
});

test('a contrast on what is yet to come is declared before its own trials, whatever else is there', async () => {
  folder.write('new.csv', promptsCsv(12, 2, 100));
  const datasets = [...study.datasets, { name: 'csv' as const, path: 'new.csv' }];
  const fresh = { ...tool, name: 'fresh', dataset: 'new' };
  await runWith(store, { ...study, datasets, epochs: 2, contrasts: [tool, greeting, fresh] }, folder.path);
  expect(named(await analyze(store, { study: 'declared' }), 'fresh')).toMatchObject({
    trialsBefore: 0,
    studyTrialsBefore: 640,
  });
});

test('a contrast whose conditions have no trial yet is shown, and counts in the family', async () => {
  await using empty = openStore(folder.file('empty.sqlite'));
  await prepareWith(empty, study, folder.path);
  const { contrasts } = await analyze(empty);
  expect(contrasts.map(({ name, comparisons }) => [name, comparisons.length])).toEqual([
    ['tool', 2],
    ['greeting', 1],
  ]);
  for (const one of contrasts.flatMap(({ comparisons }) => comparisons)) {
    expect(one).toMatchObject({ difference: null, p: null, pAdjusted: null, complete: false });
  }
});

test('a contrast that few trials were answered for says so before the numbers, and so does one whose items differ', async () => {
  folder.write('mumbling.json', JSON.stringify({ name: 'mumbling', bail: 0.4, nonsense: 0.5 }));
  await using mumbled = openStore(folder.file('mumbled.sqlite'));
  await runWith(
    mumbled,
    {
      ...study,
      models: [...(study.models as []), { use: 'sim:mumbling.json', name: 'mumbling' }],
      datasets: [
        { name: 'csv', path: 'items.csv' },
        { name: 'neutral', take: 20 },
      ],
      methods: ['bail-tool', 'bail-prompt'],
      leadIns: ['none'],
      contrasts: [
        { name: 'order', a: { order: 'bail-first' }, b: { order: 'continue-first' }, dataset: 'items' },
        { name: 'items', a: { dataset: 'items' }, b: { dataset: 'neutral' }, method: 'bail-tool', model: 'bold' },
      ],
    },
    folder.path,
  );
  const { warnings, contrasts } = await analyze(mumbled);
  const order = named({ contrasts } as Results, 'order')?.comparisons.find(({ a }) => a.model === 'mumbling');
  expect(order?.trials.a).toBeLessThan(32);
  expect(warnings).toContain(
    `Primary contrast order: in 1 of 3 comparisons ${order?.trials.a} of 40 planned trials were answered in both; the difference is that of these alone.`,
  );
  expect(warnings.filter((text) => text.startsWith('Primary contrast items:'))).toEqual([
    expect.stringContaining('nothing is paired'),
  ]);
  // Where all was answered, nothing is said.
  expect(first.warnings.join(' ')).not.toMatch(/answered in both|nothing is paired/);
});
