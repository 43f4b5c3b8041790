import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { beforeEach, describe, expect, test } from 'vitest';

import { uniformOf } from '../../src/base/random.ts';
import { confidenceSequence, mayStop } from '../../src/stats/confidence-sequence.ts';
import { planProgress } from '../../src/store/progress.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { ModelError } from '../../src/models/model-error.ts';
import { runCli, startCli } from '../support/cli.ts';
import { callCounts, exitTaker } from '../support/exit-server.ts';
import { modelOf, reply, runModelOf } from '../support/function-model.ts';
import { prepareWith, runWith, told } from '../support/library-run.ts';
import { madeOnce } from '../support/made-once.ts';
import { startServer, type Behaviour } from '../support/misbehaving-server.ts';
import { queryNumber, storeFacts } from '../support/store-facts.ts';
import { promptsCsv, tempFolder, type TempFolder } from '../support/temp-folder.ts';

let folder: TempFolder;
let store: Store;

beforeEach(() => {
  folder = tempFolder();
  store = openStore(folder.file('store.sqlite'));
  return async () => {
    await store.close();
    folder[Symbol.dispose]();
  };
});

const halfWidth = 0.15;
const study: StudyInput = {
  name: 'stopping',
  models: ['sim:even', 'sim:never'],
  datasets: [{ name: 'starter', take: 30 }],
  methods: ['baseline', 'bail-prompt'],
  epochs: 9,
  stop: { halfWidth },
};

/** The store as the study leaves it. */
async function studied(): Promise<void> {
  await store.close();
  rmSync(store.file);
  await madeOnce('stopping', store.file, async () => {
    await using own = openStore(store.file);
    expect(await runWith(own, study, folder.path)).toMatchObject({ ending: 'done', pending: 0 });
  });
  store = openStore(store.file);
}

describe('a study with a stopping rule', () => {
  test('ends each condition after the first epoch that makes its interval short enough, and not before', async () => {
    await studied();
    const { results, trials } = await told(store);
    const epochs = new Set<number>();
    // Twins end with their originals: an epoch is one of all items.
    for (const lines of Map.groupBy(results.conditions, ({ id }) => id.replace(/t$/, '')).values()) {
      const values = lines.map(({ id, epochs: drawn }) => {
        const own = trials.filter((trial) => trial.condition === id);
        const items = [...new Set(own.map((trial) => trial.itemHash))];
        const byTrial = new Map(own.map((trial) => [`${trial.epoch} ${trial.itemHash}`, trial.outcome]));
        return Array.from({ length: drawn }, (_, epoch) =>
          items.map((item) => Number(byTrial.get(`${epoch + 1} ${item}`) === 'bail')),
        );
      });
      const isKnownAfter = (count: number): boolean =>
        values.every((own) => mayStop(confidenceSequence(own.slice(0, count)), halfWidth));
      const drawn = values[0]?.length ?? 0;
      epochs.add(drawn);
      expect(lines.map(({ stopping }) => stopping?.stopped)).toEqual(lines.map(() => isKnownAfter(drawn)));
      if (drawn > 1) expect(isKnownAfter(drawn - 1)).toBe(false);
    }
    expect(epochs.size, 'conditions differ in how long they take').toBeGreaterThan(1);
  });

  test('every trial is accounted for: those planned have an outcome, those not needed are counted apart', async () => {
    await studied();
    const { results, trials } = await told(store);
    for (const condition of results.conditions) {
      const { planned, outcomes, stopping, epochs } = condition;
      expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(planned);
      expect(outcomes.pending).toBe(0);
      expect(condition.complete).toBe(true);
      expect(trials.filter((trial) => trial.condition === condition.id)).toHaveLength(planned);
      expect(planned + (stopping?.notNeeded ?? 0)).toBe((planned / epochs) * 9);
      expect(stopping?.wholeEpochs).toBe(epochs);
      expect(stopping?.low).toBeLessThanOrEqual(condition.rate ?? 0);
      expect(stopping?.high).toBeGreaterThanOrEqual(condition.rate ?? 1);
    }
    const all = results.conditions.reduce((sum, { planned }) => sum + planned, 0);
    expect(queryNumber(folder.file('store.sqlite'), 'SELECT count(*) FROM trial')).toBe(all);
  });

  test('is over once it is: another run asks nothing, and the same study under other words takes over what is known', async () => {
    await studied();
    const before = (await told(store)).results.conditions;
    expect(await runWith(store, study, folder.path)).toMatchObject({ ending: 'nothing-to-do', pending: 0 });
    const other = { ...study, description: 'the same, said better' };
    expect(await runWith(store, other, folder.path)).toMatchObject({ ending: 'nothing-to-do', pending: 0 });
    expect((await told(store)).results.conditions).toEqual(before);
  });

  test('goes on where a shorter interval is wanted, from what is there', async () => {
    await studied();
    const wide = (await told(store)).results.conditions;
    expect(await runWith(store, { ...study, stop: { halfWidth: 0.12 } }, folder.path)).toMatchObject({
      ending: 'done',
    });
    const narrow = (await told(store)).results.conditions;
    expect(narrow.some((one, index) => one.epochs > (wide[index]?.epochs ?? 0))).toBe(true);
    expect(narrow.every((one, index) => one.epochs >= (wide[index]?.epochs ?? 0))).toBe(true);
  });

  test('never ends before `minEpochs`', async () => {
    await runWith(store, { ...study, models: ['sim:never'], stop: { halfWidth: 0.4, minEpochs: 3 } }, folder.path);
    const { conditions } = (await told(store)).results;
    expect(new Set(conditions.map(({ epochs }) => epochs))).toEqual(new Set([3]));
  });

  test('a plain study in the same store has all its epochs, and the ruled one is as before', async () => {
    await studied();
    const ruled = (await told(store, 'stopping')).results.conditions;
    await runWith(store, { ...study, name: 'plain', stop: 'whole' }, folder.path);
    const plain = (await told(store, 'plain')).results.conditions;
    expect(new Set(plain.map(({ epochs }) => epochs))).toEqual(new Set([9]));
    expect(plain.every(({ stopping }) => stopping === null)).toBe(true);
    expect((await told(store, 'stopping')).results.conditions).toEqual(ruled);
    const { plan } = await prepareWith(store, study, folder.path);
    const { planned, done } = planProgress(store, plan.lines);
    expect(done).toBe(planned);
  });
});

test('a model that draws all epochs of an item at once draws whole epochs one after another', async () => {
  folder.write('prompts.csv', promptsCsv(30));
  const asked: number[] = [];
  const opened = modelOf(
    async (_request, { context }) => {
      asked.push(context.epoch);
      return reply('Fine.');
    },
    { traits: { draws: 'together', parallel: 1 } },
  );
  await runModelOf(store, folder.path, opened, { epochs: 9, stop: { halfWidth: 0.06 }, methods: ['bail-string'] });
  const most = Math.max(...asked);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThan(9);
  expect(asked).toEqual(Array.from({ length: most }, (_, epoch) => Array<number>(30).fill(epoch + 1)).flat());
});

test('an epoch with errors counts them as unknown; what a later run makes of them does not undo what was decided', async () => {
  folder.write('prompts.csv', promptsCsv(100));
  let fails = true;
  const opened = modelOf(async (_request, { context }) => {
    if (fails && context.epoch === 1 && context.itemName.endsWith('7')) {
      throw new ModelError('bad-reply', 'no sense in it');
    }
    return reply('Fine.');
  });
  const rest: Partial<StudyInput> = {
    epochs: 6,
    stop: { halfWidth: 0.06 },
    methods: ['bail-string'],
    limits: { attempts: 1 },
  };
  const first = await runModelOf(store, folder.path, opened, rest);
  expect(first.errors).toBeGreaterThan(0);
  const [before] = (await told(store)).results.conditions;
  expect(before?.stopping?.stopped).toBe(true);
  fails = false;
  expect(await runModelOf(store, folder.path, opened, rest)).toMatchObject({ ending: 'done', errors: 0, pending: 0 });
  const [after] = (await told(store)).results.conditions;
  expect(after?.epochs).toBe(before?.epochs);
  expect(after?.outcomes).toMatchObject({ error: 0, continue: after?.planned });
});

test('a run that is killed again and again ends with the same epochs and trials as one left alone', async () => {
  folder.write('prompts.csv', promptsCsv(18));
  let answersEnd = Infinity;
  await using server = await startServer(async (request): Promise<Behaviour> => {
    await sleep(2);
    return request.n > answersEnd ? { kind: 'hang' } : exitTaker(request);
  });
  folder.study({
    name: 'killed',
    models: [{ baseUrl: server.baseUrl, model: 'test-model', name: 'served' }],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['bail-tool', 'bail-string', 'bail-prompt'],
    epochs: 8,
    stop: { halfWidth: 0.2 },
  });
  const words = ['run', 'study.yaml', '--concurrency', '6', '--store'];
  const undisturbed = await runCli([...words, 'whole.sqlite'], { cwd: folder.path });
  expect(undisturbed.code).toBe(0);
  const before = server.requests.length;
  expect(before).toBe(callCounts(server.requests).size);
  const kills = 5;
  for (let kill = 0; kill < kills; kill += 1) {
    const running = startCli([...words, 'killed.sqlite'], { cwd: folder.path });
    const point = server.requests.length + 1 + Math.floor((uniformOf(['kill', kill]) * 1.6 * before) / kills);
    answersEnd = point + 6;
    while (server.requests.length < point && running.child.exitCode === null) await sleep(1);
    running.child.kill('SIGKILL');
    await running.ended;
  }
  answersEnd = Infinity;
  const last = await runCli([...words, 'killed.sqlite'], { cwd: folder.path });
  expect(last).toMatchObject({ code: 0, stdout: undisturbed.stdout.replaceAll('whole.sqlite', 'killed.sqlite') });
  expect(storeFacts(folder.file('killed.sqlite'))).toEqual(storeFacts(folder.file('whole.sqlite')));
  expect(last.stdout).toContain('by rule');
}, 120_000);

describe('what a user gets to see', () => {
  test('before the run the most there may be, afterwards what it took', async () => {
    folder.study({ ...study, models: ['sim:never'], methods: ['bail-tool'] });
    const cwd = { cwd: folder.path };
    const before = await runCli(['plan', 'study.yaml'], cwd);
    expect(before.stdout).toMatch(/^Study stopping: up to [\d,]+ trials, 0 of them in exitpoll\.sqlite/);
    expect(before.stdout).toContain('up to 9 epochs, until a rate is known to ± 15 points');
    const run = await runCli(['run', 'study.yaml'], cwd);
    expect(run.stderr).toContain('1 of 1 conditions known');
    expect(run.stderr).toContain('1 of 1 condition ended by the stopping rule');
    expect(run.stdout).toMatch(/bail-tool +by rule +\d+ of 9 +0\.0–/);
    expect((await runCli(['status'], cwd)).stdout).toContain('1 of 1 conditions known');
    const after = await runCli(['plan', 'study.yaml'], cwd);
    expect(after.stdout).toMatch(/^Study stopping: [\d,]+ trials, [\d,]+ of them in exitpoll\.sqlite, 0 to run/);
  }, 90_000);

  test.each([
    [{ stop: { halfWidth: 0.05 } }, 'stop: `epochs` is the most there may be'],
    [{ epochs: 5, stop: { halfWidth: 0.5 } }, 'stop.halfWidth: expected less than 0.5, found 0.5'],
    [{ epochs: 5, stop: { halfWidth: 0.1, minEpochs: 6 } }, 'stop.minEpochs: 6 is more than the 5 of `epochs`'],
    [{ epochs: 5, stop: { halfWidth: 0.1, maxEpochs: 6 } }, 'stop.maxEpochs: is not a field here'],
  ])('a rule that cannot be kept is refused: %j', async (rest, message) => {
    folder.write(
      'study.yaml',
      JSON.stringify({ name: 'x', models: ['sim:even'], datasets: ['neutral'], methods: ['baseline'], ...rest }),
    );
    const { code, stderr } = await runCli(['plan', 'study.yaml'], { cwd: folder.path });
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
