import { afterEach, beforeEach, expect, test } from 'vitest';

import { ModelError } from '../../src/models/model-error.ts';
import { rescore } from '../../src/run/rescore.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { reply, modelOf, runModelOf } from '../support/function-model.ts';
import { runWith, told } from '../support/library-run.ts';
import { alter, query, queryNumber } from '../support/store-facts.ts';
import { promptsCsv, tempFolder, type TempFolder } from '../support/temp-folder.ts';

let folder: TempFolder;
let store: Store;
beforeEach(() => {
  folder = tempFolder();
  folder.write('prompts.csv', promptsCsv(30));
  folder.write(
    'wavers.yaml',
    'bail: 0.5\nrules:\n  - where: { step: confirm }\n    bail: 0.8\n  - where: { step: others }\n    bail: 0.25\n',
  );
  store = openStore(folder.file('store.sqlite'));
});
afterEach(async () => {
  await store.close();
  folder[Symbol.dispose]();
});

const study: StudyInput = {
  name: 'followed',
  models: ['sim:./wavers.yaml'],
  datasets: [{ name: 'csv', path: 'prompts.csv' }],
  methods: ['baseline', 'bail-tool', 'bail-string', 'bail-prompt', 'placebo-tool'],
  epochs: 2,
  followUps: ['confirm', { interview: { draws: 3 } }],
};

/** All that follow-ups leave behind but surrogate keys and times. */
function followUpFacts(file: string): readonly string[] {
  return query(
    file,
    `SELECT hex(a.hash) AS arm, t.epoch, hex(i.hash) AS item, hex(c.hash) AS words, f.draw, f.ending, o.outcome,
       (SELECT group_concat(hex(g.key)) FROM follow_up_step s JOIN generation g ON g.id = s.generation_id
        WHERE s.follow_up_id = f.id) AS replies
     FROM follow_up f JOIN trial t ON t.id = f.trial_id JOIN arm a ON a.id = t.arm_id JOIN item i ON i.id = t.item_id
     JOIN content c ON c.id = f.content_id JOIN follow_up_outcome o ON o.follow_up_id = f.id
     ORDER BY 1, 2, 3, 4, 5`,
  ).map((row) => JSON.stringify(row));
}

test('every bail is followed up, no call of the placebo is, and all totals add up', async () => {
  const result = await runWith(store, study, folder.path);
  const { results, trials } = await told(store);
  const bailsOf = (method: string): number =>
    results.conditions.filter((one) => one.method === method).reduce((sum, one) => sum + one.outcomes.bail, 0);
  const bails = bailsOf('bail-tool') + bailsOf('bail-string') + bailsOf('bail-prompt');
  expect(bails).toBeGreaterThan(60);
  expect(bailsOf('placebo-tool')).toBeGreaterThan(0);
  // Both orders of the confirm, and of three draws of the interview.
  expect(queryNumber(store.file, 'SELECT count(*) FROM follow_up')).toBe(bails * 8);
  expect(result).toMatchObject({ ending: 'done', pending: 0, errors: 0 });
  const planned = results.conditions.reduce((sum, one) => sum + one.planned, 0);
  expect(result.tallies.planned).toBe(planned + bails * 8);
  expect(result.tallies.done).toBe(result.tallies.planned);
  // Only exits are bails.
  expect(result.tallies.bails).toBe(bails);
  for (const one of results.followUps) {
    expect(one.planned).toBe(one.bails * one.draws);
    expect(Object.values(one.outcomes).reduce((sum, n) => sum + n, 0)).toBe(one.planned);
    expect(one.withoutBail).toBe(0);
  }
  const share = (kind: string): number => {
    const own = results.followUps.filter((one) => one.kind === kind);
    return own.reduce((sum, one) => sum + one.outcomes.bail, 0) / own.reduce((sum, one) => sum + one.n, 0);
  };
  expect(Math.abs(share('confirm') - 0.8)).toBeLessThan(0.1);
  expect(Math.abs(share('interview') - 0.25)).toBeLessThan(0.08);
  // The reply to the open question is one generation for both orders, and each draw has its own.
  const generations = queryNumber(store.file, 'SELECT count(*) FROM generation');
  expect(results.usage.generations).toBe(generations);
  expect(queryNumber(store.file, 'SELECT count(DISTINCT generation_id) FROM follow_up_step')).toBe(bails * (2 + 3 + 6));
  const exported = trials.flatMap((trial) => trial.followUps);
  expect(exported).toHaveLength(bails * 8);
  expect(exported.every(({ turns }) => turns.every((turn) => turn.reply !== null))).toBe(true);

  const again = await runWith(store, study, folder.path);
  expect(again.ending).toBe('nothing-to-do');
});

test('a run that is stopped again and again ends with the same follow-ups as one that never was', async () => {
  const whole = folder.file('whole.sqlite');
  {
    await using other = openStore(whole);
    await runWith(other, study, folder.path);
  }
  let runs = 0;
  for (; runs < 100; runs += 1) {
    const { pending } = await runWith(store, study, folder.path, {
      budget: { cost: null, tokens: null, requests: 150, minutes: null },
    });
    if (pending === 0) break;
  }
  expect(runs).toBeGreaterThan(4);
  expect(followUpFacts(store.file)).toEqual(followUpFacts(whole));
});

test('more draws, or another follow-up, ask only what is new', async () => {
  await runWith(store, study, folder.path);
  const before = queryNumber(store.file, 'SELECT count(*) FROM generation');
  const bails = queryNumber(store.file, 'SELECT count(DISTINCT trial_id) FROM follow_up');
  await runWith(store, { ...study, followUps: ['confirm', { interview: { draws: 4 } }] }, folder.path);
  // One more answer to the open question, and one more in each order.
  expect(queryNumber(store.file, 'SELECT count(*) FROM generation')).toBe(before + 3 * bails);
});

test('rescoring deletes no follow-up: it says how many no longer come after a bail, and they are in no share', async () => {
  await runWith(store, { ...study, methods: ['bail-string'] }, folder.path);
  const kept = queryNumber(store.file, 'SELECT count(*) FROM follow_up');
  const [first] = query(store.file, 'SELECT min(trial_id) AS id FROM follow_up');
  alter(
    store.file,
    `UPDATE outcome SET outcome = 'continue' WHERE trial_id = ${Number(first?.['id'])}; DELETE FROM follow_up_outcome WHERE follow_up_id % 2 = 0`,
  );
  const { results } = await told(store);
  expect(results.followUps.map((one) => one.withoutBail)).toEqual([1, 1, 3, 3]);
  expect(results.warnings.join()).toMatch(/8 follow-ups were asked after what is no bail by the present scorer/);
  expect(results.warnings.join()).toMatch(/follow-ups of bails have no outcome yet/);
  alter(
    store.file,
    `DELETE FROM step WHERE trial_id = ${Number(first?.['id'])} AND k = 0;
     INSERT INTO step SELECT ${Number(first?.['id'])}, 0, s.generation_id FROM step s JOIN outcome o ON o.trial_id = s.trial_id
       WHERE o.outcome = 'continue' AND s.trial_id <> ${Number(first?.['id'])} LIMIT 1`,
  );
  const { followUps } = rescore(store);
  expect(followUps).toEqual({ count: kept, added: Math.floor(kept / 2), changed: 0, withoutBail: 8 });
  expect(queryNumber(store.file, 'SELECT count(*) FROM follow_up')).toBe(kept);
});

test('a follow-up that fails is an error of its own, and is asked again by the next run', async () => {
  let fails = true;
  const opened = modelOf(async (_, { context }) => {
    if (context.step === 'confirm' && fails) throw new ModelError('server', 'down');
    if (context.step === 'confirm') return reply('<decision>END</decision>');
    return reply('ENDCHAT');
  });
  const asked = {
    methods: ['bail-string'],
    followUps: ['confirm'],
    limits: { attempts: 1 },
  } satisfies Partial<StudyInput>;
  const first = await runModelOf(store, folder.path, opened, asked);
  expect(first).toMatchObject({ errors: 60, pending: 0, tallies: { planned: 90, done: 90, errors: 60, bails: 30 } });
  expect(queryNumber(store.file, "SELECT count(*) FROM trial WHERE ending = 'scored'")).toBe(30);
  const { results } = await told(store);
  expect(results.followUps.map(({ outcomes }) => outcomes.error)).toEqual([30, 30]);
  expect(results.usage.failedAttempts).toBe(60);
  fails = false;
  const { errors, pending } = await runModelOf(store, folder.path, opened, asked);
  expect({ errors, pending }).toEqual({ errors: 0, pending: 0 });
  expect(query(store.file, 'SELECT outcome, count(*) AS n FROM follow_up_outcome GROUP BY 1')).toMatchObject([
    { outcome: 'bail', n: 60 },
  ]);
});

test('two epochs that end in the same words are followed up by draws of their own', async () => {
  const opened = modelOf(async () => reply('ENDCHAT'));
  await runModelOf(store, folder.path, opened, { methods: ['bail-string'], epochs: 2, followUps: ['confirm'] });
  expect(queryNumber(store.file, 'SELECT count(DISTINCT generation_id) FROM follow_up_step')).toBe(30 * 2 * 2);
});
