import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { openStore, type Store } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { askedFor, callCounts, exitTaker } from '../support/exit-server.ts';
import { runWith, told } from '../support/library-run.ts';
import { startServer, type MisbehavingServer } from '../support/misbehaving-server.ts';
import { queryNumber } from '../support/store-facts.ts';
import { promptsCsv, tempFolder, type TempFolder } from '../support/temp-folder.ts';

let server: MisbehavingServer;
let folder: TempFolder;
let store: Store;

beforeAll(async () => {
  server = await startServer(exitTaker);
});
afterAll(() => server.close());
beforeEach(() => {
  folder = tempFolder();
  folder.write('prompts.csv', promptsCsv(10));
  store = openStore(folder.file('store.sqlite'));
  return async () => {
    await store.close();
    folder[Symbol.dispose]();
  };
});

function study(rest: Partial<StudyInput> = {}): StudyInput {
  return {
    name: 'reuse',
    models: [{ baseUrl: server.baseUrl, model: 'test-model' }],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline', 'bail-prompt'],
    ...rest,
  };
}

/** What a run asked the server for. */
async function callsOf(input: StudyInput): Promise<Record<string, number>> {
  const seen = server.requests.length;
  const { errors, pending } = await runWith(store, input, folder.path);
  expect({ errors, pending }).toEqual({ errors: 0, pending: 0 });
  const calls = server.requests.slice(seen);
  expect([...callCounts(calls).values()].every((count) => count === 1)).toBe(true);
  return Object.fromEntries(
    Object.entries(Object.groupBy(calls, askedFor)).map(([kind, requests]) => [kind, requests.length]),
  );
}

test('the baseline and both orders of the bail prompt rest on one reply for each item and epoch', async () => {
  expect(await callsOf(study({ epochs: 2 }))).toEqual({ reply: 20, answer: 40 });
  expect(queryNumber(store.file, 'SELECT count(*) FROM trial')).toBe(60);
  const { trials, results } = await told(store);
  const firstSteps = Map.groupBy(trials, (trial) => `${trial.item} ${trial.epoch}`);
  for (const shared of firstSteps.values()) {
    expect(new Set(shared.map((trial) => trial.steps[0]?.generation)).size).toBe(1);
  }
  expect(results.usage.generations).toBe(60);
});

test('a run again asks nothing, and says that nothing is left to do', async () => {
  await callsOf(study());
  const seen = server.requests.length;
  expect(await runWith(store, study(), folder.path)).toMatchObject({ ending: 'nothing-to-do', pending: 0 });
  expect(server.requests).toHaveLength(seen);
});

test('more epochs, more items and more methods run only what is new', async () => {
  await callsOf(study());
  expect(await callsOf(study({ epochs: 3 }))).toEqual({ reply: 20, answer: 40 });
  folder.write('prompts.csv', promptsCsv(14));
  expect(await callsOf(study({ epochs: 3 }))).toEqual({ reply: 12, answer: 24 });
  const methods: StudyInput['methods'] = ['baseline', 'bail-string', 'bail-prompt'];
  expect(await callsOf(study({ epochs: 3, methods }))).toEqual({ string: 42 });
  // Fewer epochs: the others stay in the store and out of the rates.
  expect(await callsOf(study({ epochs: 1, methods }))).toEqual({});
  expect((await told(store)).results.conditions.map((one) => one.planned)).toEqual([14, 14, 14, 14]);
});

test('a study under another name reuses every reply; another series draws afresh', async () => {
  await callsOf(study());
  expect(await callsOf(study({ name: 'again' }))).toEqual({});
  expect((await told(store)).results.studies.map(({ name }) => name)).toEqual(['again', 'reuse']);
  expect(await callsOf(study({ name: 'replication', series: 'second' }))).toEqual({ reply: 10, answer: 20 });
  expect(queryNumber(store.file, 'SELECT count(DISTINCT key) FROM generation')).toBe(60);
});

test('other sampling or another system prompt is another arm', async () => {
  await callsOf(study());
  expect(await callsOf(study({ sampling: { temperature: 0.5 } }))).toEqual({ reply: 10, answer: 20 });
  expect(await callsOf(study({ system: 'Be brief.' }))).toEqual({ reply: 10, answer: 20 });
  // The baseline's reply has not changed: only the answers to the question are new.
  expect(await callsOf(study({ sampling: { answer: { maxTokens: 9 } } }))).toEqual({ answer: 20 });
});

/** The texts of the items a run takes from so many rows. */
async function taken(rows: number, take: number): Promise<ReadonlySet<string>> {
  folder.write('prompts.csv', promptsCsv(rows));
  const datasets: StudyInput['datasets'] = [{ name: 'csv', path: 'prompts.csv', take }];
  await runWith(store, study({ datasets, methods: ['baseline'] }), folder.path);
  return new Set((await told(store)).trials.map((trial) => trial.conversation.messages[0]?.text ?? ''));
}

test('take draws the same items however the data grows, but for those that newcomers replace', async () => {
  const six = await taken(10, 6);
  const four = await taken(10, 4);
  expect([...four].every((text) => six.has(text))).toBe(true);
  const grown = await taken(20, 6);
  expect(grown.size).toBe(6);
  const before = new Set(Array.from({ length: 10 }, (_, n) => `prompt number ${n}`));
  const left = [...grown].filter((text) => before.has(text));
  expect(left.length).toBeLessThan(6);
  expect(left.every((text) => six.has(text))).toBe(true);
});

test('identical items are asked once, and how many were merged is shown', async () => {
  folder.write('prompts.csv', `${promptsCsv(4)}${promptsCsv(4).split('\n').slice(1).join('\n')}`);
  expect(await callsOf(study({ methods: ['baseline'] }))).toEqual({ reply: 4 });
  const { results } = await told(store);
  expect(results.studies[0]?.datasets).toEqual([{ label: 'prompts', items: 4, clusters: 2, merged: 4 }]);
});

test('a trial that two conditions have in common is run once, and the run ends with nothing left in its tallies', async () => {
  const datasets = [
    { name: 'csv', path: 'prompts.csv' },
    { name: 'csv', path: 'prompts.csv', as: 'again' },
  ] as const;
  const input = study({ datasets: [...datasets], methods: ['baseline'] });
  const { ending, pending, tallies } = await runWith(store, input, folder.path);
  expect({ ending, pending }).toEqual({ ending: 'done', pending: 0 });
  expect({ planned: tallies.planned, left: tallies.planned - tallies.before - tallies.done }).toEqual({
    planned: 20,
    left: 0,
  });
  expect(queryNumber(store.file, 'SELECT count(*) FROM trial')).toBe(10);
});
