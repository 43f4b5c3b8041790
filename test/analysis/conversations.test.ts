import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { ConversationResult } from '../../src/analysis/conversation-result.ts';
import type { TrialRecord } from '../../src/analysis/results.ts';
import { openStore } from '../../src/store/store.ts';
import { runWith, told } from '../support/library-run.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';

type Talk = { readonly id: string; readonly turns: readonly string[]; readonly cluster?: string };

/** Conversations as JSON Lines; between two user turns stands an answer that depends on the turn before alone. */
function linesOf(talks: readonly Talk[]): string {
  return talks
    .map(({ id, turns, cluster }) => {
      const messages = turns.flatMap((content, index) => [
        ...(index === 0 ? [] : [{ role: 'assistant', content: `About ${turns[index - 1]}.` }]),
        { role: 'user', content },
      ]);
      return `${JSON.stringify({ id, cluster, messages })}\n`;
    })
    .join('');
}

const study = (model: string, more: object = {}): Parameters<typeof runWith>[1] => ({
  name: 'talks',
  models: [model],
  datasets: [{ name: 'jsonl', path: 'talks.jsonl', turns: 'every' }],
  methods: ['bail-string'],
  ...more,
});

async function resultOf(
  folder: TempFolder,
  talks: readonly Talk[],
  respondent: object,
  more: object = {},
): Promise<{ readonly conversations: readonly ConversationResult[]; readonly trials: readonly TrialRecord[] }> {
  folder.write('talks.jsonl', linesOf(talks));
  folder.write('who.json', JSON.stringify(respondent));
  await using store = openStore('talks', 'temporary');
  await runWith(store, study('sim:who.json', more), folder.path);
  const { results, trials } = await told(store);
  return { conversations: results.conversations, trials };
}

/** What a turn of a conversation was asked: its user turns so far, which is what names the item in an export. */
function asked(trial: TrialRecord): string {
  const users = trial.conversation.messages.filter(({ role }) => role === 'user');
  return JSON.stringify(users.map(({ text }) => text));
}

describe('whole conversations', () => {
  it('have bailed when any turn did, over epochs and then conversations, as the exported trials say', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 }), {
          minLength: 1,
          maxLength: 8,
          selector: (turns) => turns.join(' '),
        }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 1000 }),
        async (shapes, epochs, seed) => {
          using folder = tempFolder();
          const talks = shapes.map((turns, index) => ({ id: `t${index}`, turns }));
          const respondent = { seed, bail: 0.3, nonsense: 0.2, filtered: 0.1 };
          const { conversations, trials } = await resultOf(folder, talks, respondent, { epochs });
          const [found] = conversations;
          const outcomeOf = new Map(
            trials
              .filter(({ method }) => method === 'bail-string')
              .map((trial) => [`${asked(trial)} ${trial.epoch}`, trial.outcome]),
          );
          const shares: number[] = [];
          let exits = 0;
          for (const turns of shapes) {
            const epochsOf = Array.from({ length: epochs }, (_, epoch) =>
              turns.map((_turn, turn) => outcomeOf.get(`${JSON.stringify(turns.slice(0, turn + 1))} ${epoch + 1}`)),
            );
            shares.push(epochsOf.filter((outcomes) => outcomes.includes('bail')).length / epochsOf.length);
            exits += epochsOf.filter((outcomes) => {
              const first = outcomes.indexOf('bail');
              return first >= 0 && outcomes.slice(0, first).every((one) => one === 'continue');
            }).length;
          }
          expect(found?.conversations).toBe(shares.length);
          const mean = shares.reduce((sum, one) => sum + one, 0) / shares.length;
          if (shares.length === 0) expect(found?.share).toBeNull();
          else expect(found?.share).toBeCloseTo(mean, 10);
          expect(found?.turns.reduce((sum, turn) => sum + turn.exits, 0)).toBe(exits);
        },
      ),
      { seed: 5, numRuns: 25 },
    );
  });

  it('each count a beginning they share, which is asked about once', async () => {
    using folder = tempFolder();
    const talks = [
      { id: 'one', turns: ['hello', 'then this'] },
      { id: 'two', turns: ['hello', 'then that'] },
      { id: 'three', turns: ['hello'] },
    ];
    const leavesAtFirst = { bail: 0, rules: [{ where: { turn: 1 }, bail: 1 }] };
    const { conversations, trials } = await resultOf(folder, talks, leavesAtFirst, {
      methods: ['baseline', 'bail-string'],
    });
    expect(trials.filter(({ method }) => method === 'bail-string')).toHaveLength(3);
    expect(conversations).toHaveLength(1);
    expect(conversations[0]).toMatchObject({ conversations: 3, clusters: 3, share: 1, leftOut: 0, open: 0 });
    expect(conversations[0]?.turns[0]).toMatchObject({ turn: 1, atRisk: 3, exits: 3, answered: 3 });
    expect(conversations[0]?.turns[1]).toMatchObject({ turn: 2, atRisk: 0, exits: 0, hazard: null, answered: 2 });
    expect(conversations[0]?.lengths).toMatchObject([
      { from: 1, to: 1, conversations: 1 },
      { from: 2, to: 2, conversations: 2, firstBail: 1 },
    ]);
  });

  it('without a bail but with a turn that gave no answer stand in the bounds, and end the first exits there', async () => {
    using folder = tempFolder();
    const talks = Array.from({ length: 6 }, (_, index) => ({ id: `t${index}`, turns: [`q${index}`, 'more', 'end'] }));
    const silentAtSecond = {
      rules: [
        { where: { turn: 2 }, nonsense: 1 },
        { where: { turn: 3, itemName: ['t0#3', 't1#3'] }, bail: 1 },
      ],
    };
    const { conversations } = await resultOf(folder, talks, silentAtSecond);
    const [found] = conversations;
    expect(found?.share).toBeCloseTo(2 / 6, 10);
    expect(found?.open).toBeCloseTo(4 / 6, 10);
    expect(found?.bounds?.[1]).toBe(1);
    expect(found?.turns.map(({ atRisk, exits, answered }) => [atRisk, exits, answered])).toEqual([
      [6, 0, 6],
      [0, 0, 0],
      [0, 0, 6],
    ]);
  });

  it('are counted once an epoch of theirs is whole: one that has only begun is left out and counted as such', async () => {
    using folder = tempFolder();
    const talks = Array.from({ length: 4 }, (_, index) => ({ id: `t${index}`, turns: [`q${index}`, 'more'] }));
    const { conversations } = await resultOf(
      folder,
      talks,
      {
        bail: 1,
        rules: [{ where: { itemName: 't0#2' }, error: 1 }],
      },
      { limits: { attempts: 1 } },
    );
    expect(conversations[0]).toMatchObject({ conversations: 3, counted: 3, leftOut: 1, share: 1 });
  });

  it('of one user are one cluster, and a hazard told to the respondent comes back', async () => {
    using folder = tempFolder();
    const talks = Array.from({ length: 240 }, (_, index) => ({
      id: `t${index}`,
      cluster: `user-${index % 80}`,
      turns: [`q${index}`, `more ${index}`, `end ${index}`],
    }));
    const respondent = {
      rules: [
        { where: { turn: 1 }, bail: 0.05 },
        { where: { turn: 2 }, bail: 0.2 },
        { where: { turn: 3 }, bail: 0.4 },
      ],
    };
    const { conversations } = await resultOf(folder, talks, respondent, { epochs: 4 });
    const [found] = conversations;
    expect(found?.clusters).toBe(80);
    const truth = 1 - 0.95 * 0.8 * 0.6;
    expect(found?.low).toBeLessThan(truth);
    expect(found?.high).toBeGreaterThan(truth);
    for (const [index, hazard] of [0.05, 0.2, 0.4].entries()) {
      expect(found?.turns[index]?.hazard?.low).toBeLessThan(hazard);
      expect(found?.turns[index]?.hazard?.high).toBeGreaterThan(hazard);
    }
    expect(found?.turns[2]?.survival?.rate).toBeCloseTo(1 - (found?.share ?? 0), 10);
  });

  it('have no result where a conversation gives one item', async () => {
    using folder = tempFolder();
    const talks = [{ id: 'one', turns: ['hello', 'then this'] }];
    const datasets = [{ name: 'jsonl', path: 'talks.jsonl' }];
    expect((await resultOf(folder, talks, { bail: 1 }, { datasets })).conversations).toEqual([]);
  });
});

const hhFile = new URL('../../../shared/data/hh-rlhf-harmless-test.jsonl.gz', import.meta.url);

describe.skipIf(!existsSync(hhFile))('real conversations of people with an assistant', () => {
  it('of many turns come back with a share above every rate by turn, and as many turns as they have', async () => {
    using folder = tempFolder();
    const talks = gunzipSync(readFileSync(hhFile))
      .toString('utf8')
      .split('\n', 120)
      .map((line, index) => {
        const { chosen } = JSON.parse(line) as { chosen: string };
        const turns = chosen.split(/\n\nHuman: /).slice(1);
        return { id: `hh-${index}`, turns: turns.map((turn) => turn.split('\n\nAssistant: ')[0] ?? '') };
      });
    const { conversations } = await resultOf(folder, talks, { bail: 0.2, spread: { cluster: 0.2, item: 0.1 } });
    const [found] = conversations;
    expect(found?.turns).toHaveLength(Math.max(...talks.map(({ turns }) => turns.length)));
    expect(found?.turns[0]?.answered).toBe(found?.conversations);
    expect(found?.share).toBeGreaterThan(found?.turns[0]?.unconditional?.rate ?? 1);
    expect(found?.low).toBeLessThan(found?.share ?? 0);
  });
});
