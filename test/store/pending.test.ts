import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { PreparedStudy } from '../../src/run/prepare.ts';
import { pendingChains, type ChainOptions, type PendingTrial } from '../../src/store/pending.ts';
import { startRun } from '../../src/store/runs.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { writeRecords } from '../../src/store/write-records.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { conversationLines } from '../support/conversations.ts';
import { prepareWith } from '../support/library-run.ts';
import { promptsCsv, tempFolder, type TempFolder } from '../support/temp-folder.ts';

const epochs = 3;
let folder: TempFolder;
let store: Store;
let plan: PreparedStudy['plan'];
/** Every trial of the plan by its name. */
let all: ReadonlyMap<string, PendingTrial>;

const nameOf = ({ line, item, epoch }: PendingTrial): string => `${line.armId} ${item.itemId} ${epoch}`;

beforeAll(async () => {
  folder = tempFolder();
  // More than a block in both, with a conversation across the border of the first.
  folder.write('talks.jsonl', conversationLines(Array.from({ length: 40 }, (_, index) => 1 + (index % 9))));
  folder.write('prompts.csv', promptsCsv(140));
  store = openStore(folder.file('store.sqlite'));
  const study: StudyInput = {
    name: 'chains',
    models: ['sim:even'],
    datasets: [
      { name: 'jsonl', path: 'talks.jsonl', turns: 'every' },
      { name: 'csv', path: 'prompts.csv' },
    ],
    methods: ['bail-prompt', 'bail-string', 'baseline', 'bail-tool'],
    epochs,
  };
  plan = (await prepareWith(store, study, folder.path)).plan;
  const everything = [...pendingChains(store, plan.lines, { draws: 'apart', drawsPerCall: 1 })].flatMap((one) => [
    ...one,
  ]);
  all = new Map(everything.flat().map((trial) => [nameOf(trial), trial]));
});
afterAll(async () => {
  await store.close();
  folder[Symbol.dispose]();
});

/** Stores some trials, those in `failed` as errors. */
function finish(names: readonly string[], failed: ReadonlySet<string>): void {
  const runId = startRun(store, plan.revisionId, 0);
  store.transaction(() => {
    writeRecords(
      store.statements,
      runId,
      names.map((name) => {
        const trial = all.get(name);
        if (trial === undefined) throw new Error(`there is no trial ${name}`);
        return {
          kind: 'trial',
          armId: trial.line.armId,
          epoch: trial.epoch,
          itemId: trial.item.itemId,
          offerId: trial.line.offerIds.offer,
          ending: failed.has(name) ? 'error' : 'scored',
          note: null,
          leadIn: null,
          steps: [],
          outcomes: [],
          failed: [],
        };
      }),
    );
  });
}

function forget(): void {
  store.statements.fresh('DELETE FROM trial').run();
}

describe('the chains of what is pending', () => {
  it('hold every trial of the plan once, and a conversation across two blocks is not parted', () => {
    const turns = Array.from({ length: 40 }, (_, index) => 1 + (index % 9)).reduce((sum, count) => sum + count, 0);
    expect(turns).toBeGreaterThan(128);
    expect(all.size).toBe(
      (turns + 140) * plan.lines.filter((line) => line.datasetId === plan.lines[0]?.datasetId).length * epochs,
    );
    const first = [...pendingChains(store, plan.lines, { draws: 'together', drawsPerCall: 1 })];
    const conversations = first.map((chain) => [...chain].flat()[0]?.item.conversation.messages[0]?.text);
    const groups = 3;
    expect(conversations).toHaveLength((40 + 140) * groups);
    expect(new Set(conversations).size).toBe(40 + 140);
  });

  it('are complete, go in turn order and keep to one prompt prefix, whatever is done already', () => {
    const names = [...all.keys()];
    const options = fc.record({
      draws: fc.constantFrom<ChainOptions['draws']>('apart', 'together'),
      drawsPerCall: fc.constantFrom(1, 4),
    });
    fc.assert(
      fc.property(options, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (how, share, seed) => {
        const isDone = (index: number): boolean => ((index * 2_654_435_761 + seed) % 1000) / 1000 < share;
        const done = names.filter((_, index) => isDone(index));
        const failed = new Set(done.filter((_, index) => index % 5 === 0));
        finish(done, failed);
        try {
          const expected = new Set(names.filter((name, index) => !isDone(index) || failed.has(name)));
          const seen: string[] = [];
          for (const chain of pendingChains(store, plan.lines, how)) {
            const steps = [...chain];
            const trials = steps.flat();
            seen.push(...trials.map(nameOf));
            expect(new Set(trials.map(({ item }) => item.conversation.messages[0]?.text)).size).toBe(1);
            const turns = trials.map(({ item }) => item.turn);
            expect(turns).toEqual(turns.toSorted((one, two) => one - two));
            const plain = trials.map(({ line: { arm } }) => ['baseline', 'bail-prompt'].includes(arm.method));
            expect(new Set(plain).size).toBe(1);
            if (plain[0] !== true) expect(new Set(trials.map(({ line }) => line.armId)).size).toBe(1);
            for (const step of steps)
              expect(new Set(step.map(({ line, item }) => `${line.armId} ${item.itemId}`)).size).toBe(1);
            if (how.drawsPerCall === 1) {
              expect(steps.every((step) => step.length === 1)).toBe(true);
              const order = trials.map(({ item, epoch, line: { arm } }) => [
                item.turn,
                epoch,
                arm.method === 'baseline' ? 0 : 1,
              ]);
              expect(order).toEqual(order.toSorted(byNumbers));
            }
            if (how.draws === 'apart' && how.drawsPerCall === 1) {
              expect(new Set(trials.map(({ epoch }) => epoch)).size).toBe(1);
            }
          }
          expect(seen).toHaveLength(expected.size);
          expect(new Set(seen)).toEqual(expected);
        } finally {
          forget();
        }
      }),
      { seed: 41, numRuns: 8 },
    );
  });

  it('ask whole epochs one after another where draws are apart', () => {
    const seen = [...pendingChains(store, plan.lines, { draws: 'apart', drawsPerCall: 1 })].map(
      (chain) => [...chain][0]?.[0]?.epoch ?? 0,
    );
    expect(seen).toEqual(seen.toSorted((one, two) => one - two));
  });
});

function byNumbers(one: readonly number[], two: readonly number[]): number {
  for (const [index, value] of one.entries()) if (value !== two[index]) return value - (two[index] ?? 0);
  return 0;
}
