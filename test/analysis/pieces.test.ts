import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { outcomesOf, readConditions } from '../../src/analysis/condition.ts';
import { PieceThread, workOutPieces } from '../../src/analysis/pieces/piece-thread.ts';
import { conditionsToRead, measured, type Measured } from '../../src/analysis/pieces/pieces.ts';
import { readPlanned, type Asked } from '../../src/analysis/planned.ts';
import { lexicon } from '../../src/refusal/lexicon/lexicon.ts';
import { scoringOf } from '../../src/refusal/stored/score-pure.ts';
import { holdState } from '../../src/store/one-state.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { runWith } from '../support/library-run.ts';
import { promptsCsv, tempFolder, type TempFolder } from '../support/temp-folder.ts';

let folder: TempFolder;
let file: string;

beforeAll(async () => {
  folder = tempFolder();
  file = folder.file('store.sqlite');
  folder.write('prompts.csv', promptsCsv(30, 3, 0, 5));
  folder.write('one.yaml', 'seed: 1\nbail: 0.4\nrefusal: 0.3\nspread: { cluster: 0.2 }\n');
  folder.write('other.yaml', 'seed: 2\nbail: 0.2\n');
  await using store = openStore(file);
  await runWith(
    store,
    {
      name: 'halves',
      models: ['sim:./one.yaml', 'sim:./other.yaml'],
      datasets: [{ name: 'csv', path: 'prompts.csv' }],
      methods: ['baseline', 'bail-tool', 'bail-prompt', { method: 'bail-prompt', readout: 'logprobs' }],
      epochs: 2,
    },
    folder.path,
    { scoreReply: scoringOf(store, [lexicon]) },
  );
}, 60_000);

afterAll(() => folder[Symbol.dispose]());

async function measuredIn(store: Store, asked: Asked): Promise<Measured> {
  const planned = await readPlanned(store, asked);
  return measured(planned, readConditions(outcomesOf(store), conditionsToRead(planned)));
}

describe('a second thread', () => {
  test.each<Asked>([{}, { only: { models: ['sim:./one.yaml'], methods: ['bail-tool'] } }])(
    'works out what this one would: %j',
    async (asked) => {
      const store = openStore(file, 'read');
      const state = holdState(store);
      const input = await measuredIn(store, asked);
      const alone = workOutPieces(input);
      await using thread = new PieceThread(file, state, asked);
      thread.giveOutcomes(input.data);
      await thread.ended();
      // Nothing more can be read here: all of it is the thread's.
      await store.close();
      expect(await thread.results(input)).toEqual(alone);
      expect(alone.refusalTables.flat().length).toBeGreaterThan(0);
    },
  );

  test('is not listened to where it would read another state of the store than this one', async () => {
    await using store = openStore(file, 'read');
    const state = holdState(store);
    {
      await using writer = openStore(file);
      writer.transaction(() => writer.statements.get("INSERT INTO meta (key, value) VALUES ('later', 'x')").run());
    }
    const input = await measuredIn(store, {});
    await using thread = new PieceThread(file, state, {});
    await thread.ended();
    thread.giveOutcomes(input.data);
    expect(await thread.results(input)).toEqual(workOutPieces(input));
    await store.close();
    await expect(thread.results(input)).rejects.toThrow();
  });

  test('whose store is gone leaves its work to this one', async () => {
    await using store = openStore(file, 'read');
    const input = await measuredIn(store, {});
    await using thread = new PieceThread(folder.file('none.sqlite'), 'any', {});
    thread.giveOutcomes(input.data);
    expect(await thread.results(input)).toEqual(workOutPieces(input));
  });
});
