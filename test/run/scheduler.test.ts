import { setTimeout as sleep } from 'node:timers/promises';

import * as fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';

import { sha256 } from '../../src/base/hash.ts';
import { seededRandom } from '../../src/base/random.ts';
import { ModelError, type ModelErrorKind } from '../../src/models/model-error.ts';
import { prepareStudy } from '../../src/run/prepare.ts';
import { runStudy, type RunResult } from '../../src/run/run-study.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { checkStudy } from '../../src/study/load.ts';
import { conversationLines } from '../support/conversations.ts';
import { modelOf, reply, runModelOf } from '../support/function-model.ts';
import { queryNumber } from '../support/store-facts.ts';
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

test('the turns of a conversation are asked about in order, one at a time, and many conversations at once', async () => {
  folder.write('talks.jsonl', conversationLines(Array.from({ length: 12 }, () => 5)));
  const going = new Map<string, number>();
  let most = 0;
  const asked: { readonly name: string; readonly turn: number }[] = [];
  const opened = modelOf(
    async (request, { context }) => {
      const [name = ''] = context.itemName.split('#');
      const chain = `${name} ${request.instructions === null}`;
      going.set(chain, (going.get(chain) ?? 0) + 1);
      most = Math.max(most, going.size);
      expect(going.get(chain)).toBe(1);
      asked.push({ name: chain, turn: context.turn });
      await sleep(1);
      going.delete(chain);
      return reply('Fine.');
    },
    { traits: { parallel: 8 } },
  );
  const datasets = [{ name: 'jsonl', path: 'talks.jsonl', turns: 'every' }] as const;
  const result = await runModelOf(store, folder.path, opened, {
    datasets: [...datasets],
    methods: ['baseline', 'bail-prompt', 'bail-string'],
  });
  expect(result).toMatchObject({ ending: 'done', errors: 0 });
  expect(most).toBe(8);
  for (const calls of Map.groupBy(asked, ({ name }) => name).values()) {
    const turns = calls.map(({ turn }) => turn);
    expect(turns).toEqual(turns.toSorted((one, two) => one - two));
  }
});

test('a thousand calls are in flight at once where a model can work on a thousand', async () => {
  folder.write('prompts.csv', promptsCsv(1_000));
  const all = Promise.withResolvers<void>();
  let waiting = 0;
  const opened = modelOf(
    async () => {
      waiting += 1;
      if (waiting === 1_000) all.resolve();
      await all.promise;
      return reply('Here.');
    },
    { traits: { parallel: 1_000 } },
  );
  expect(await runModelOf(store, folder.path, opened, {})).toMatchObject({ ending: 'done' });
});

test('draws of one request go out as one call where the model gives several; each is a reply of its own', async () => {
  folder.write('prompts.csv', promptsCsv(6));
  const calls: number[] = [];
  let single = 0;
  const opened = modelOf(
    async () => {
      single += 1;
      return reply('alone');
    },
    {
      traits: { drawsPerCall: 4 },
      // Gives one fewer than it is asked for, as an endpoint may.
      generateMany: async (request, count) => {
        calls.push(count);
        return Array.from({ length: Math.max(1, count - 1) }, (_, draw) =>
          reply(`${request.messages[0]?.text} ${draw}`),
        );
      },
    },
  );
  expect(await runModelOf(store, folder.path, opened, { epochs: 10 })).toMatchObject({ ending: 'done', errors: 0 });
  expect(queryNumber(store.file, 'SELECT count(*) FROM generation')).toBe(60);
  expect(queryNumber(store.file, 'SELECT count(*) FROM (SELECT DISTINCT model_id, draw FROM generation)')).toBe(10);
  expect(Math.max(...calls)).toBe(4);
  expect(calls.length + single).toBeLessThan(60);
  expect(store.statements.get('SELECT count(*) AS n FROM attempt').get()?.['n']).toBe(0);
});

test('whatever fails, and in whatever order, every trial ends once, nothing is asked again that was answered', async () => {
  folder.write('prompts.csv', promptsCsv(10));
  let runs = 0;
  const passing: readonly ModelErrorKind[] = ['server', 'connection', 'bad-reply'];
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.double({ min: 0, max: 0.5, noNaN: true }), async (seed, share) => {
      await using own = openStore(folder.file(`store-${(runs += 1)}.sqlite`));
      const answered = new Map<string, number>();
      const methods = ['baseline', 'bail-prompt', 'bail-string'] as const;
      const loaded = checkStudy(
        {
          name: 'random',
          models: ['sim:even'],
          datasets: [{ name: 'csv', path: 'prompts.csv' }],
          methods: [...methods],
          epochs: 2,
          limits: { attempts: 1 },
        },
        folder.path,
      );
      let round = 0;
      const opened = modelOf(
        async (request, { seed: draw }) => {
          const name = sha256(JSON.stringify([request, draw]));
          const random = seededRandom([seed, round, name]);
          for (let turns = random.below(4); turns > 0; turns -= 1) await Promise.resolve();
          if (random.next() < share) throw new ModelError(passing[random.below(3)] ?? 'server', 'it failed');
          answered.set(name, (answered.get(name) ?? 0) + 1);
          return reply('Yes.');
        },
        { traits: { parallel: 5 } },
      );
      let result: RunResult;
      do {
        round += 1;
        result = await runStudy(own, await prepareStudy(own, loaded, [opened]), [opened]);
        const { planned, before, done, errors } = result.tallies;
        expect(before + done - errors + result.errors + result.pending).toBe(planned);
      } while (result.pending + result.errors > 0 && round < 60);
      expect(result).toMatchObject({ pending: 0, errors: 0 });
      expect([...answered.values()].every((count) => count === 1)).toBe(true);
      expect(queryNumber(own.file, 'SELECT count(*) FROM trial')).toBe(80);
      expect(queryNumber(own.file, 'SELECT count(*) FROM outcome')).toBe(160);
      expect(queryNumber(own.file, 'SELECT count(*) FROM generation')).toBe(answered.size);
    }),
    { seed: 5, numRuns: 4 },
  );
});

test('an error nobody foresaw ends one model and not the others', async () => {
  folder.write('prompts.csv', promptsCsv(6));
  const odd = modelOf(() => Promise.reject(new TypeError('cannot read properties of undefined')));
  const well = modelOf(() => Promise.resolve(reply('Hello.')));
  const opened = [
    { ...odd, planned: { ...odd.planned, label: 'odd', hash: sha256('odd') } },
    { ...well, planned: { ...well.planned, label: 'well', hash: sha256('well') } },
  ];
  const loaded = checkStudy(
    {
      name: 'odd',
      models: ['sim:even', 'sim:never'],
      datasets: [{ name: 'csv', path: 'prompts.csv' }],
      methods: ['baseline'],
    },
    folder.path,
  );
  const result = await runStudy(store, await prepareStudy(store, loaded, opened), opened);
  expect(result.stoppedModels.map(({ model }) => model)).toEqual(['odd']);
  expect(result.stoppedModels[0]?.message).toContain('cannot read properties of undefined');
  expect({ ending: result.ending, pending: result.pending }).toEqual({ ending: 'stopped', pending: 6 });
  expect(queryNumber(store.file, "SELECT count(*) FROM trial WHERE ending = 'scored'")).toBe(6);
});
