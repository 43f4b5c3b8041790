import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { openStore } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { runWith, told } from '../support/library-run.ts';
import { readAll } from '../datasets/temp-files.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';

interface Dataset {
  readonly name: 'oasst' | 'hh';
  readonly path: string;
  readonly version?: 'chosen' | 'rejected';
  readonly as: string;
}
type Turns = readonly { readonly role: string; readonly text: string }[];

const keyOf = (turns: Turns): string => JSON.stringify(turns.map(({ role, text }) => [role, text]));

/** The decision points of a conversation: itself up to each turn of the user. */
function pointsOf(turns: Turns): readonly string[] {
  return turns.flatMap(({ role }, at) => (role === 'user' ? [keyOf(turns.slice(0, at + 1))] : []));
}

const epochs = 2;

/** Asks about every turn of each dataset, and counts by hand what the report says; gives how many points are shared. */
async function countByHand(folder: TempFolder, datasets: readonly Dataset[]): Promise<number> {
  folder.write('who.yaml', 'bail: 0.2\n');
  await using store = openStore(folder.file('store.sqlite'));
  const study = {
    name: 'shared',
    models: ['sim:who.yaml'],
    datasets: datasets.map((one) => ({ ...one, turns: 'every' as const })),
    methods: ['bail-string'],
    epochs,
  } satisfies StudyInput;
  const run = await runWith(store, study, folder.path);
  const { results, trials } = await told(store);
  const all: string[] = [];
  for (const dataset of datasets) {
    const items = await readAll({ ...dataset, path: folder.file(dataset.path) });
    const whole = new Map(items.map(({ conversation }) => [keyOf(conversation.messages), conversation.messages]));
    const points = [...whole.values()].map(pointsOf);
    const own = trials.filter((trial) => trial.dataset === dataset.as);
    // Each point is one trial an epoch, however many conversations go through it.
    expect(own).toHaveLength(epochs * new Set(points.flat()).size);
    const outcomes = new Map(own.map((one) => [`${keyOf(one.conversation.messages)} ${one.epoch}`, one.outcome]));
    const shares = points.map((turns) => {
      const bailed = [1, 2].filter((epoch) => turns.some((turn) => outcomes.get(`${turn} ${epoch}`) === 'bail'));
      return bailed.length / epochs;
    });
    const found = results.conversations.find((one) => one.dataset === dataset.as);
    expect(found?.conversations).toBe(points.length);
    expect(found?.share).toBeCloseTo(shares.reduce((sum, one) => sum + one, 0) / shares.length, 10);
    // At its first turn every conversation is at risk, also where that turn was asked for another.
    expect(found?.turns[0]?.atRisk).toBe(epochs * points.length);
    all.push(...points.flat());
  }
  expect(run).toMatchObject({ ending: 'done', errors: 0 });
  expect(run.tallies.calls).toBe(epochs * new Set(all).size);
  return all.length - new Set(all).size;
}

interface Message {
  readonly message_id: string;
  readonly text: string;
  readonly role: 'prompter' | 'assistant';
  readonly replies: readonly Message[];
}

const versions = (['chosen', 'rejected'] as const).map((version) => ({
  name: 'hh' as const,
  path: 'pairs.jsonl',
  version,
  as: version,
}));

test('ways through a tree, and both versions of a pair, share what they begin with: asked once, counted in each', async () => {
  using folder = tempFolder();
  const grow = (id: string, role: Message['role'], level: number): Message => ({
    message_id: id,
    text: `${role} ${id}`,
    role,
    replies:
      level === 0
        ? []
        : [0, 1].map((n) => grow(`${id}${n}`, role === 'prompter' ? 'assistant' : 'prompter', level - 1)),
  });
  const trees = ['a', 'b', 'c'].map((id) => ({ message_tree_id: id, prompt: grow(id, 'prompter', 4) }));
  folder.write('trees.jsonl', trees.map((tree) => JSON.stringify(tree)).join('\n'));
  // Of each tree 16 ways of three turns: the first is shared by all, the second by four.
  expect(await countByHand(folder, [{ name: 'oasst', path: 'trees.jsonl', as: 'trees' }])).toBe(3 * (15 + 4 * 3));

  using other = tempFolder();
  const pair = (n: number): string => {
    const start = `\n\nHuman: Hello ${n}\n\nAssistant: Hi.\n\nHuman: And ${n % 2}?\n\nAssistant:`;
    return JSON.stringify({ chosen: `${start} Yes.\n\nHuman: Why?\n\nAssistant: So.`, rejected: `${start} No.` });
  };
  other.write('pairs.jsonl', [1, 2, 3, 4].map(pair).join('\n'));
  // Both turns before the replies part, of each of the four.
  expect(await countByHand(other, versions)).toBe(8);
});

const data = join(import.meta.dirname, '../../../shared/data');

test.skipIf(!existsSync(data))('so do real trees, and real pairs of replies', { timeout: 60_000 }, async () => {
  using trees = tempFolder();
  trees.write('trees.jsonl', readFileSync(join(data, 'oasst-en-100-trees.jsonl'), 'utf8'));
  expect(await countByHand(trees, [{ name: 'oasst', path: 'trees.jsonl', as: 'trees' }])).toBeGreaterThan(100);

  using pairs = tempFolder();
  const packed = readFileSync(join(data, 'hh-rlhf-harmless-test.jsonl.gz'));
  pairs.write('pairs.jsonl', gunzipSync(packed).toString('utf8').split('\n').slice(0, 300).join('\n'));
  expect(await countByHand(pairs, versions)).toBeGreaterThan(300);
});
