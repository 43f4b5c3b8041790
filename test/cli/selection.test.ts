import { beforeAll, afterAll, expect, test } from 'vitest';

import { analyze } from '../../src/analysis/analyze.ts';
import { trialRecords } from '../../src/analysis/trial-records.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { runCli } from '../support/cli.ts';
import { runWith } from '../support/library-run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
let store: Store;

beforeAll(async () => {
  store = openStore(folder.file('exitpoll.sqlite'));
  const study = {
    name: 'many',
    models: ['sim:even', { use: 'sim:always', name: 'leaver' }],
    datasets: [
      { name: 'starter' as const, take: 3 },
      { name: 'neutral' as const, take: 3 },
    ],
    methods: ['baseline' as const, 'bail-string' as const, 'bail-prompt' as const],
  };
  await runWith(store, study, folder.path);
  await runWith(store, { ...study, name: 'other', models: ['sim:never'], datasets: ['neutral'] }, folder.path);
});
afterAll(async () => {
  await store.close();
  folder[Symbol.dispose]();
});

test('a report of some conditions has their numbers as the whole report has them, and nothing else', async () => {
  const whole = await analyze(store);
  const only = { models: ['leaver'], datasets: ['starter'], methods: ['bail-string', 'bail-prompt'] };
  const some = await analyze(store, { only });
  const wanted = whole.conditions.filter(
    (one) => one.model === 'leaver' && one.dataset.startsWith('starter') && one.method !== 'baseline',
  );
  expect(wanted).toHaveLength(2 * 3);
  expect(some.conditions).toEqual(wanted);
  // What a condition is laid beside is not shown itself, but its figures are.
  expect(some.conditions.every((one) => one.neutral !== null)).toBe(true);
  const ids = new Set(wanted.map(({ id }) => id));
  expect(some.pairs).toEqual(whole.pairs.filter(({ a }) => ids.has(a)));
  expect(some.situations).toEqual(whole.situations.filter(({ condition }) => ids.has(condition)));
  expect(some.studies.map(({ name }) => name)).toEqual(['many']);
  expect(some.usage.generations).toBeLessThan(whole.usage.generations);

  const twins = await analyze(store, { only: { datasets: ['starter twins'] } });
  expect(new Set(twins.conditions.map(({ dataset }) => dataset))).toEqual(new Set(['starter twins']));
});

test('an export of some conditions has their trials and no others', async () => {
  const all = await Array.fromAsync(trialRecords(store));
  const some = await Array.fromAsync(
    trialRecords(store, { only: { models: ['leaver', 'sim:never'], methods: ['baseline'] } }),
  );
  expect(some).toEqual(all.filter((one) => one.model !== 'sim:even' && one.method === 'baseline'));
  expect(some.length).toBeGreaterThan(0);
});

test('options may be repeated, and a name that is not there is named with the nearest', async () => {
  const words = ['--model', 'leaver', '--model', 'sim:never', '--method=baseline', '--dataset', 'neutral'];
  const end = await runCli(['report', '--format', 'json', ...words], { cwd: folder.path });
  const { conditions } = JSON.parse(end.stdout) as { conditions: readonly { model: string; dataset: string }[] };
  expect(conditions.map((one) => [one.model, one.dataset])).toEqual([
    ['leaver', 'neutral'],
    ['sim:never', 'neutral'],
  ]);
  const wrong = await runCli(['export', 'trials', '--model', 'leever'], { cwd: folder.path });
  expect(wrong).toMatchObject({ code: 1, stdout: '' });
  expect(wrong.stderr).toBe(
    'exitpoll: exitpoll.sqlite: no condition has the model "leever". Did you mean "leaver"?\n' +
      '  There are: leaver, sim:even, sim:never.\n',
  );
  for (const [only, wanted] of [
    [{ datasets: ['startr'] }, 'no condition has the dataset "startr". Did you mean "starter"?'],
    [{ methods: ['bail'] }, 'no condition has the method "bail".'],
    [{ models: ['sim:never'], datasets: ['starter'] }, 'no condition has all that is asked for'],
  ] as const) {
    await expect(analyze(store, { only })).rejects.toThrow(wanted);
  }
});
