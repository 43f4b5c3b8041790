import { expect, test } from 'vitest';

import type { ConditionResult } from '../../src/analysis/results.ts';
import { sumCounts, type StudyProgress } from '../../src/server/wire/progress.ts';
import type { ShownRuns } from '../../src/server/wire/runs.ts';
import { openStore } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { completion } from '../support/chat-server.ts';
import { runCli, startCli } from '../support/cli.ts';
import { runWith } from '../support/library-run.ts';
import { startServer } from '../support/misbehaving-server.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';
import { ask, jsonOf, listenTo, serveSmall } from '../support/viewer.ts';

const progressOf = async (url: string): Promise<StudyProgress> => jsonOf(await ask(url, '/api/progress'));

test('what is counted of every condition adds up, and is what the results count', async () => {
  using folder = tempFolder();
  folder.write('prompts.csv', promptsCsv(12));
  const study = (epochs: number): StudyInput => ({
    name: 'counted',
    models: ['sim:even'],
    datasets: ['neutral', { name: 'csv', path: 'prompts.csv' }, { name: 'starter', take: 6 }],
    methods: ['baseline', 'bail-tool', 'bail-string', 'bail-prompt'],
    epochs,
  });
  const file = folder.file('exitpoll.sqlite');
  await using store = openStore(file);
  await runWith(store, study(2), folder.path);
  await using serving = await serveSmall(file);
  for (const epochs of [2, 3]) {
    if (epochs > 2) await runWith(store, study(epochs), folder.path);
    const { conditions } = await progressOf(serving.url);
    await using fresh = await serveSmall(file);
    const results = jsonOf<{ conditions: readonly ConditionResult[] }>(await ask(fresh.url, '/api/results/conditions'));
    expect(conditions.map(({ condition, planned, outcomes }) => ({ id: condition.id, planned, outcomes }))).toEqual(
      results.conditions.map(({ id, planned, outcomes }) => ({ id, planned, outcomes })),
    );
    const { planned, outcomes } = sumCounts(conditions);
    expect(Object.values(outcomes).reduce((sum, one) => sum + one, 0)).toBe(planned);
    expect(planned).toBeGreaterThan(100);
  }
});

test('a run is shown while it is on, with what failed and what is left, and so is how it ended', async () => {
  using folder = tempFolder();
  folder.write('prompts.csv', promptsCsv(8));
  const go = Promise.withResolvers<void>();
  let isFailing = true;
  await using server = await startServer(async (request) => {
    if (request.n > 4) await go.promise;
    if (request.n === 2 && isFailing) {
      return { kind: 'json', status: 400, body: { error: { message: '<b>no</b> \u202egnp' } } };
    }
    return completion();
  });
  folder.study({
    name: 'watched',
    models: [{ baseUrl: server.baseUrl, model: 'test-model', concurrency: 1, tools: false }],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline'],
  });
  const file = folder.file('exitpoll.sqlite');
  await openStore(file).close();
  await using serving = await serveSmall(file);
  await using page = await listenTo(serving.url);
  const runs = async (): Promise<ShownRuns['runs']> => jsonOf<ShownRuns>(await ask(serving.url, '/api/runs')).runs;
  expect(await runs()).toEqual([]);

  const run = startCli(['run', 'study.yaml'], { cwd: folder.path });
  let { version } = await page.until((state) => state.running);
  while ((await runs())[0]?.tallies?.done !== 4) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await runs()).toMatchObject([
    { id: 1, study: 'watched', state: 'on', endedAt: null, tallies: { planned: 8, done: 4, errors: 1 } },
  ]);
  let [condition] = (await progressOf(serving.url)).conditions;
  expect(condition).toMatchObject({ planned: 8, outcomes: { error: 1, pending: 4, continue: 3 } });
  go.resolve();
  expect((await run.ended).code).toBe(2);
  ({ version } = await page.until((state) => !state.running && state.version > version));
  [condition] = (await progressOf(serving.url)).conditions;
  expect(condition).toMatchObject({ planned: 8, outcomes: { error: 1, pending: 0, continue: 7 } });

  isFailing = false;
  expect((await runCli(['run', 'study.yaml'], { cwd: folder.path })).code).toBe(0);
  await page.until((state) => !state.running && state.version > version);
  [condition] = (await progressOf(serving.url)).conditions;
  expect(condition).toMatchObject({ planned: 8, outcomes: { error: 0, pending: 0, continue: 8 } });
  expect(await runs()).toMatchObject([
    { id: 2, state: 'done', secondsLeft: null },
    { id: 1, state: 'done', secondsLeft: null },
  ]);
});
