import { expect, test } from 'vitest';

import { openDataset } from '../../src/datasets/dataset.ts';
import { datasetSpecSchema } from '../../src/datasets/dataset-spec.ts';
import { ingestDataset } from '../../src/store/ingest.ts';
import { openStore } from '../../src/store/store.ts';
import { conversationLines } from '../support/conversations.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';

interface Row {
  readonly name: string;
  readonly cluster: string;
  readonly twin: string | null;
  readonly turn: number;
  readonly messages: number;
  readonly conversation: number;
}

/** The members of a dataset as the store has them, in their order, and how many rows were merged. */
async function ingested(
  folder: TempFolder,
  spec: { readonly take?: number; readonly seed?: number; readonly turns?: 'last' | 'every' },
): Promise<{ readonly rows: readonly Row[]; readonly merged: number; readonly conversations: number }> {
  const full = datasetSpecSchema.parse({ name: 'jsonl', path: 'talks.jsonl', turns: 'every', ...spec });
  const source = await openDataset(full, folder.path);
  await using store = openStore('every', 'temporary');
  const { take, seed } = full;
  const { id, merged } = await ingestDataset(store, source.items({}), { label: 'd', kind: 'jsonl', take, seed });
  const rows = store.statements
    .get(
      `SELECT m.name, m.cluster, m.twin, i.turn, i.messages, i.conversation_id AS conversation
       FROM dataset_item m JOIN item i ON i.id = m.item_id WHERE dataset_id = ? ORDER BY position`,
    )
    .all(id)
    .map((row) => ({ ...row }) as unknown as Row);
  const count = store.statements.get('SELECT count(*) AS n FROM conversation').get();
  return { rows, merged, conversations: Number(count?.['n']) };
}

test('every user turn is an item; those of a conversation stand together in order, and share its text', async () => {
  using folder = tempFolder();
  folder.write('talks.jsonl', conversationLines([3, 1, 4]));
  const { rows, conversations } = await ingested(folder, {});
  expect(conversations).toBe(3);
  expect(rows).toHaveLength(8);
  expect(new Set(rows.map(({ name }) => name))).toEqual(
    new Set(['c0#1', 'c0#2', 'c0#3', 'c1#1', 'c2#1', 'c2#2', 'c2#3', 'c2#4']),
  );
  const groups = Map.groupBy(rows, ({ conversation }) => conversation);
  expect([...groups.values()].flat()).toEqual(rows);
  for (const group of groups.values()) {
    expect(group.map(({ turn }) => turn)).toEqual(group.map((_, index) => index + 1));
    expect(group.map(({ messages }) => messages)).toEqual(group.map((_, index) => 2 * index + 1));
    expect(new Set(group.map(({ cluster }) => cluster)).size).toBe(1);
  }
});

test('`take` counts conversations, takes the same ones whether every turn or the last is asked about, and parts none', async () => {
  using folder = tempFolder();
  folder.write('talks.jsonl', conversationLines(Array.from({ length: 30 }, (_, index) => 1 + (index % 5))));
  for (const seed of [0, 1]) {
    const last = await ingested(folder, { take: 7, seed, turns: 'last' });
    const every = await ingested(folder, { take: 7, seed });
    expect(last.rows).toHaveLength(7);
    expect([...new Set(every.rows.map(({ cluster }) => cluster))]).toEqual(last.rows.map(({ name }) => name));
    const turns = last.rows.map(({ turn }) => turn);
    expect(every.rows).toHaveLength(turns.reduce((sum, count) => sum + count, 0));
  }
});

test('a beginning that two conversations share is one item', async () => {
  using folder = tempFolder();
  const [line = ''] = conversationLines([3]).split('\n');
  const other = line.replace('"c0"', '"c1"').replace('turn 3 of 0', 'another end');
  folder.write('talks.jsonl', `${line}\n${other}\n`);
  const { rows, merged, conversations } = await ingested(folder, {});
  expect(rows).toHaveLength(4);
  expect(merged).toBe(2);
  expect(conversations).toBe(2);
});

test('a benign twin stands right behind its original, turn for turn its twin, and `take` brings both', async () => {
  using folder = tempFolder();
  const originals = conversationLines([2, 3, 2, 3]);
  const twins = conversationLines([2, 2, 2, 4], 'kind turn').replaceAll(
    /"id":"(c\d)"/g,
    (_, id: string) => `"id":"${id}-twin","twin":"${id}"`,
  );
  folder.write('talks.jsonl', twins + originals);
  const { rows } = await ingested(folder, { take: 2 });
  const order = [...new Set(rows.map(({ name }) => name.replace(/#.*/, '')))];
  expect(order).toEqual([order[0], `${order[0]}-twin`, order[2], `${order[2]}-twin`]);
  for (const { name, twin } of rows.filter((row) => row.twin !== null)) expect(name.replace('-twin', '')).toBe(twin);
});

test('turns of other formats than jsonl are refused', () => {
  const parsed = datasetSpecSchema.safeParse({ name: 'csv', path: 'a.csv', turns: 'every' });
  expect(parsed.error?.issues[0]).toMatchObject({ path: ['turns'] });
});
