import { beforeEach, expect, test } from 'vitest';

import { ModelError } from '../../src/models/model-error.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { callCounts, exitTaker } from '../support/exit-server.ts';
import { modelOf, reply, runModelOf } from '../support/function-model.ts';
import { runWith } from '../support/library-run.ts';
import { startServer, type Behaviour } from '../support/misbehaving-server.ts';
import { query, queryNumber } from '../support/store-facts.ts';
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

test('a budget of calls ends the run cleanly; the next one goes on, and asks nothing twice', async () => {
  folder.write('prompts.csv', promptsCsv(20));
  await using server = await startServer(exitTaker);
  const study: StudyInput = {
    name: 'budget',
    models: [{ baseUrl: server.baseUrl, model: 'test-model' }],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['bail-string'],
  };
  const budget = { cost: null, tokens: null, requests: 7, minutes: null };
  const first = await runWith(store, study, folder.path, { budget });
  expect(first).toMatchObject({ ending: 'stopped', stoppedBy: 'max-requests', pending: 13, errors: 0 });
  expect(first.tallies).toMatchObject({ stoppedBy: 'max-requests', spent: { calls: 7 } });
  expect(server.requests).toHaveLength(7);
  expect(await runWith(store, study, folder.path)).toMatchObject({ ending: 'done', stoppedBy: null });
  expect(server.requests).toHaveLength(20);
  expect([...callCounts(server.requests).values()].every((count) => count === 1)).toBe(true);
});

test('a budget of tokens or of dollars is never gone beyond, and one in dollars needs a price', async () => {
  folder.write('prompts.csv', promptsCsv(20));
  const opened = modelOf(async () => reply('Words.'));
  const none = { cost: null, tokens: null, requests: null, minutes: null };
  const sampling = { maxTokens: 10 };
  const tokens = await runModelOf(store, folder.path, opened, { sampling }, { budget: { ...none, tokens: 100 } });
  expect(tokens).toMatchObject({ ending: 'stopped', stoppedBy: 'max-tokens' });
  const { promptTokens, completionTokens } = tokens.tallies.spent;
  expect(promptTokens + completionTokens).toBeLessThanOrEqual(100);
  expect(tokens.tallies.done).toBeGreaterThan(0);
  const cost = await runModelOf(store, folder.path, opened, { sampling }, { budget: { ...none, cost: 0.0001 } });
  expect(cost).toMatchObject({ ending: 'stopped', stoppedBy: 'max-cost' });
  expect(cost.tallies.spent.cost).toBeLessThanOrEqual(0.0001);
  expect(cost.tallies.spent.cost).toBeGreaterThan(0);
  const unpriced = { ...opened, price: null, destination: 'example.org' };
  await expect(runModelOf(store, folder.path, unpriced, {}, { budget: { ...none, cost: 1 } })).rejects.toMatchObject({
    code: 'budget',
  });
});

test('what failed calls took is stored with them and counted', async () => {
  folder.write('prompts.csv', promptsCsv(4));
  const seen = new Set<string>();
  const opened = modelOf(async (request) => {
    const text = request.messages[0]?.text ?? '';
    if (seen.has(text)) return reply('At last.', { usage: { promptTokens: 10, completionTokens: 5, cachedTokens: 8 } });
    seen.add(text);
    throw new ModelError('bad-reply', `broken: ${text}`, { usage: { promptTokens: 10, completionTokens: 3 } });
  });
  // The first to fail for good would have the model given up: with one success it is not.
  const result = await runModelOf(store, folder.path, opened, {});
  expect(result).toMatchObject({ ending: 'done', errors: 0 });
  expect(query(store.file, 'SELECT DISTINCT kind, prompt_tokens, completion_tokens FROM attempt')).toMatchObject([
    { kind: 'bad-reply', prompt_tokens: 10, completion_tokens: 3 },
  ]);
  expect(queryNumber(store.file, 'SELECT sum(cached_tokens) FROM generation')).toBe(32);
  const [model] = result.tallies.models;
  expect(model?.spentOnFailed).toMatchObject({ calls: 4, promptTokens: 40, completionTokens: 12 });
  expect(model?.spent).toMatchObject({ calls: 8, promptTokens: 80, completionTokens: 32, cachedTokens: 32 });
  expect(model?.errorsByKind['bad-reply']?.count).toBe(4);
  expect(model?.errorsByKind['bad-reply']?.examples).toHaveLength(3);
  const stored = query(store.file, 'SELECT CAST(tallies AS TEXT) AS tallies FROM run');
  expect(JSON.parse(String(stored[0]?.['tallies']))).toEqual(JSON.parse(JSON.stringify(result.tallies)));
});

test('of four models the one that works is done, whatever the others do, and each says how it fared', async () => {
  folder.write('prompts.csv', promptsCsv(4));
  const hang = (): Behaviour => ({ kind: 'hang' });
  const failing = (status: number) => (): Behaviour => ({ kind: 'json', status, body: { error: { message: 'no' } } });
  await using healthy = await startServer(exitTaker);
  await using hanging = await startServer(hang);
  await using locked = await startServer(failing(401));
  await using broken = await startServer(failing(500));
  const servers = { healthy, hanging, locked, broken };
  const result = await runWith(
    store,
    {
      name: 'many',
      models: Object.entries(servers).map(([name, { baseUrl }]) => ({
        baseUrl,
        model: 'test-model',
        name: name,
        revision: name,
      })),
      datasets: [{ name: 'csv', path: 'prompts.csv' }],
      methods: ['bail-string'],
      limits: { attempts: 1, timeoutSeconds: 0.2 },
    },
    folder.path,
  );
  const models = new Map(result.tallies.models.map((model) => [model.label, model]));
  expect(models.get('healthy')).toMatchObject({ planned: 4, done: 4, pending: 0, errors: 0, givenUp: null });
  expect(models.get('hanging')?.errorsByKind).toMatchObject({ timeout: { count: 4 } });
  expect(models.get('broken')).toMatchObject({ errors: 4, givenUp: null });
  expect(models.get('locked')?.givenUp?.message).toContain('key');
  expect(result.stoppedModels.map(({ model }) => model)).toEqual(['locked']);
  expect(locked.requests.length).toBeLessThanOrEqual(4);
  expect(models.get('locked')?.pending).toBe(4 - (models.get('locked')?.errors ?? 0));
});
