import { DatabaseSync } from 'node:sqlite';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { analyze } from '../../src/analysis/analyze.ts';
import { exampleTranscripts } from '../../src/analysis/trial-records.ts';
import type { TrialRecord } from '../../src/analysis/results.ts';
import { outcomes } from '../../src/conversation/outcome.ts';
import { latestRevisions, revisionConditions, type StoredCondition } from '../../src/store/conditions.ts';
import { gridKey, isUnscored, outcomeIn, trialIn } from '../../src/store/outcome-grid.ts';
import { readGrids } from '../../src/store/read-grids.ts';
import { openStore } from '../../src/store/store.ts';
import { conditionTrials, trialOutcomes } from '../../src/store/trial-rows.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { runWith, told } from '../support/library-run.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';

// Two studies share arms, and one dataset's items are all in the other; some trials are missing, some have outcomes of
// an older scorer alone, and ids leap over more than is read at once.
const folder = tempFolder();
const file = folder.file('store.sqlite');

beforeAll(async () => {
  folder.write('sim.json', JSON.stringify({ bail: 0.4, truncated: 0.1, filtered: 0.1, nonsense: 0.1 }));
  folder.write('few.csv', promptsCsv(12));
  folder.write('many.csv', promptsCsv(30));
  const study = (name: string, paths: readonly string[], epochs: number): StudyInput => ({
    name,
    models: ['sim:./sim.json'],
    datasets: paths.map((path) => ({ name: 'csv', path })),
    methods: ['baseline', 'bail-tool', 'bail-prompt'],
    epochs,
  });
  await using store = openStore(file);
  await runWith(store, study('one', ['few.csv'], 3), folder.path);
  await runWith(store, study('two', ['many.csv', 'few.csv'], 2), folder.path);
  using raw = new DatabaseSync(file);
  raw.exec(`
    PRAGMA foreign_keys = OFF;
    DELETE FROM outcome WHERE trial_id % 7 = 0;
    DELETE FROM step WHERE trial_id % 7 = 0;
    DELETE FROM trial WHERE id % 7 = 0;
    UPDATE outcome SET version = 1 WHERE trial_id % 5 = 0 AND scorer = 'strict';
    UPDATE outcome SET version = 1 WHERE trial_id % 11 = 0;
    UPDATE trial SET id = id + 100000 WHERE id > 60;
    UPDATE outcome SET trial_id = trial_id + 100000 WHERE trial_id > 60;
    UPDATE step SET trial_id = trial_id + 100000 WHERE trial_id > 60;
    UPDATE generation SET served_model = 'm' || (100 + id % 13);
  `);
});

afterAll(() => folder[Symbol.dispose]());

test('grids say of every trial what an export of it says', async () => {
  await using store = openStore(file, 'read');
  const conditions: StoredCondition[] = [];
  for (const { id } of await latestRevisions(store)) conditions.push(...(await revisionConditions(store, id)));
  expect(conditions).toHaveLength(12);
  const grids = readGrids(store, conditions, () => false);
  let unscored = 0;
  for (const condition of conditions) {
    const grid = grids.get(gridKey(condition));
    const cells = Array.from(grid?.cells ?? []);
    const trials = [...conditionTrials(store, condition)];
    const exported = trials.map(({ trialId }) => (trialId === null ? null : trialOutcomes(store, trialId)));
    for (const scorer of ['strict', 'paper'] as const) {
      expect(cells.map((cell) => outcomes[outcomeIn(cell, scorer) - 1])).toEqual(
        exported.map((own) => own?.find((one) => one.scorer === scorer)?.outcome),
      );
    }
    expect(cells.map((_, cell) => (grid === undefined ? null : trialIn(grid, cell)))).toEqual(
      trials.map(({ trialId }) => trialId),
    );
    unscored += cells.filter(isUnscored).length;
  }
  expect(unscored).toBeGreaterThan(20);
  const { warnings } = await analyze(store);
  expect(warnings.find((one) => one.includes('older scorer'))).toContain(`${unscored} trials`);
});

test('a reply that several trials share is counted once, of all arms and of some', async () => {
  await using store = openStore(file, 'read');
  using raw = new DatabaseSync(file);
  const used = (where: string): unknown =>
    raw
      .prepare(
        `SELECT count(DISTINCT s.generation_id) AS n FROM step s JOIN trial t ON t.id = s.trial_id
         JOIN arm a ON a.id = t.arm_id JOIN generation g ON g.id = s.generation_id WHERE g.attempts > 0 AND ${where}`,
      )
      .get()?.['n'];
  expect((await analyze(store)).usage.generations).toBe(used('1'));
  const some = await analyze(store, { only: { methods: ['bail-prompt'] } });
  expect(some.usage.generations).toBe(used("a.method = 'bail-prompt'"));
  expect(used("a.method = 'bail-prompt'")).toBeLessThan(Number(used('1')));
});

test('grids of a few conditions are those of all', async () => {
  await using store = openStore(file, 'read');
  const [revision] = await latestRevisions(store, 'two');
  const conditions = await revisionConditions(store, revision?.id ?? 0);
  const all = readGrids(store, conditions, () => false);
  for (const condition of conditions) {
    const alone = readGrids(store, [condition], () => false);
    expect([...alone]).toEqual([[gridKey(condition), all.get(gridKey(condition))]]);
  }
});

test('the transcripts shown are the first of each outcome, in the order of an export', async () => {
  await using store = openStore(file, 'read');
  const { trials } = await told(store);
  const shown = await exampleTranscripts(store, { each: 2 });
  const taken = new Map<string, number>();
  const first = trials.filter(({ study, condition, outcome }) => {
    const key = `${study} ${condition} ${outcome}`;
    taken.set(key, (taken.get(key) ?? 0) + 1);
    return outcome !== 'pending' && (taken.get(key) ?? 0) <= 2;
  });
  const ids = (records: readonly TrialRecord[]): unknown => records.map(({ study, trial }) => [study, trial]);
  expect(ids(shown)).toEqual(ids(first));
});

test('a condition names at most ten of the models that were served, and calls that are shared cost once', async () => {
  await using store = openStore(file, 'read');
  const { conditions, usage } = await analyze(store);
  const baseline = conditions.find(({ study, method }) => study === 'two' && method === 'baseline');
  expect(baseline?.servedModels).toEqual(Array.from({ length: 10 }, (_, index) => `m${100 + index}`));
  using raw = new DatabaseSync(file, { readOnly: true });
  const used = raw.prepare('SELECT count(DISTINCT generation_id) AS n, count(*) AS steps FROM step').get();
  expect(usage.generations).toBe(used?.['n']);
  expect(Number(used?.['steps'])).toBeGreaterThan(usage.generations);
});
