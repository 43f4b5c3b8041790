import { describe, expect, it } from 'vitest';

import type { TrialRecord } from '../../src/analysis/results.ts';
import { createApi } from '../../src/server/api/app.ts';
import type { ConversationDetail, ConversationList } from '../../src/server/wire/conversations.ts';
import type { GridAnswer } from '../../src/server/wire/grid.ts';
import { unpacked } from '../../src/server/wire/packed.ts';
import type { Problem } from '../../src/server/wire/problem.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { conversationRows } from '../../web/pages/conversations/conversation-rows.ts';
import { datasetGrid } from '../../web/pages/grid/grid-data.ts';
import { runWith, told } from '../support/library-run.ts';
import { promptsCsv, tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { viewerOf } from './viewer-of.ts';

const talks: Readonly<Record<string, readonly string[]>> = {
  short: ['hello'],
  long: ['first', 'second', 'third'],
  other: ['first', 'another second'],
};

async function talksStore(folder: TempFolder): Promise<Store> {
  const lines = Object.entries(talks).map(([id, turns]) => {
    const messages = turns.flatMap((content, index) => [
      ...(index === 0 ? [] : [{ role: 'assistant', content: `About ${turns[index - 1]}.` }]),
      { role: 'user', content },
    ]);
    return JSON.stringify({ id, messages });
  });
  folder.write('talks.jsonl', lines.join('\n'));
  folder.write('prompts.csv', promptsCsv(2));
  folder.write('who.json', JSON.stringify({ seed: 5, bail: 0.4 }));
  const store = openStore('talks', 'temporary');
  await runWith(
    store,
    {
      name: 'talks',
      models: ['sim:who.json'],
      datasets: [
        { name: 'csv', path: 'prompts.csv' },
        { name: 'jsonl', path: 'talks.jsonl', turns: 'every' },
      ],
      methods: ['bail-string', { method: 'bail-prompt', readout: 'logprobs' }],
      epochs: 2,
    },
    folder.path,
  );
  return store;
}

async function ask<Answer>(store: Store, address: string): Promise<Answer> {
  return (await (await createApi(viewerOf(store)).request(address)).json()) as Answer;
}

/** The user turns up to the one a trial asks about. */
function askedTurns({ conversation }: TrialRecord): string {
  return JSON.stringify(conversation.messages.filter(({ role }) => role === 'user').map(({ text }) => text));
}

describe('GET /conversations', () => {
  it('lists every conversation with its turns, those that others share too', async () => {
    using folder = tempFolder();
    await using store = await talksStore(folder);
    const list = await ask<ConversationList>(store, '/conversations');
    expect(list.datasets).toHaveLength(1);
    const starts = unpacked(list.starts);
    const lengths = Object.fromEntries(
      list.names.map((name, index) => [name, (starts[index + 1] ?? 0) - (starts[index] ?? 0)]),
    );
    expect(lengths).toEqual({ short: 1, long: 3, other: 2 });
    expect([...unpacked(list.places)].every((place) => place >= 0)).toBe(true);
  });

  it('tells how every turn of one ended in every draw, as the export has it', async () => {
    using folder = tempFolder();
    await using store = await talksStore(folder);
    const list = await ask<ConversationList>(store, '/conversations');
    const { trials } = await told(store);
    for (const [index, name] of list.names.entries()) {
      const detail = await ask<ConversationDetail>(store, `/conversations/${unpacked(list.ids)[index]}`);
      const turns = talks[name] ?? [];
      expect(detail.name).toBe(name);
      expect(detail.turns.map(({ messages }) => messages.at(-1)?.text)).toEqual(turns);
      expect(detail.conditions.length).toBeGreaterThan(1);
      for (const { condition, ends } of detail.conditions) {
        for (const [turn, own] of ends.entries()) {
          const asked = JSON.stringify(turns.slice(0, turn + 1));
          const wanted = trials.filter((trial) => trial.condition === condition && askedTurns(trial) === asked);
          expect(own).toEqual(
            wanted.map(({ trial, outcome, bailProbability }) => ({ trial, outcome, bailProbability })),
          );
        }
      }
    }
  });

  it('gives what the list of the page shows: bails, and the first turn with one', async () => {
    using folder = tempFolder();
    await using store = await talksStore(folder);
    const list = await ask<ConversationList>(store, '/conversations');
    const grid = datasetGrid(await ask<GridAnswer>(store, '/grid'), list.dataset ?? '');
    const { trials } = await told(store);
    for (const column of grid?.columns.filter(({ bail }) => bail === null) ?? []) {
      for (const row of conversationRows(list, column)) {
        const turns = talks[row.name] ?? [];
        const endsOf = (turn: number): readonly string[] =>
          trials
            .filter((trial) => trial.condition === column.condition.id)
            .filter((trial) => askedTurns(trial) === JSON.stringify(turns.slice(0, turn)))
            .map(({ outcome }) => outcome);
        const all = turns.map((_, turn) => endsOf(turn + 1));
        expect(row.bails).toBe(all.flat().filter((outcome) => outcome === 'bail').length);
        const first = all.findIndex((ends) => ends.includes('bail'));
        expect(row.firstBail).toBe(first < 0 ? null : first + 1);
      }
    }
  });

  it('says what is not there', async () => {
    using folder = tempFolder();
    await using store = await talksStore(folder);
    for (const address of ['/conversations/987654', '/conversations/x', '/conversations?dataset=nowhere']) {
      const { problem } = await ask<Problem>(store, address);
      expect(problem.message).toMatch(/no conversation/);
      expect(problem.hint).not.toBeNull();
    }
  });
});
