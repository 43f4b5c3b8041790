import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { TrialRecord } from '../../../src/analysis/results.ts';
import type { Reply } from '../../../src/conversation/reply.ts';
import { openReplayModel } from '../../../src/models/replay/open-replay-model.ts';
import { openStore } from '../../../src/store/store.ts';
import type { StudyInput } from '../../../src/study/schema.ts';
import { runCli } from '../../support/cli.ts';
import { runWith, told } from '../../support/library-run.ts';
import { callOptions, plainRequest, someContext } from '../../support/model-requests.ts';
import { promptsCsv, tempFolder, type TempFolder } from '../../support/temp-folder.ts';

const example = join(import.meta.dirname, '..', '..', '..', 'examples', 'replay');
const { repliesOf } = (await import(pathToFileURL(join(example, 'from-export.mjs')).href)) as {
  repliesOf: (trial: TrialRecord) => readonly object[];
};

/** All that a scorer said of a trial, by what the trial is. */
function verdicts(trials: readonly TrialRecord[]): readonly string[] {
  return trials
    .map(({ item, method, order, wording, leadIn, epoch, outcome, outcomePaper, flags, evidence, journal, via }) =>
      JSON.stringify({
        item,
        method,
        order,
        wording,
        leadIn,
        epoch,
        outcome,
        outcomePaper,
        flags,
        evidence,
        journal,
        via,
      }),
    )
    .toSorted();
}

async function trialsOf(folder: TempFolder, name: string, study: StudyInput): Promise<readonly TrialRecord[]> {
  await using store = openStore(folder.file(`${name}.sqlite`));
  await runWith(store, study, folder.path);
  return (await told(store)).trials;
}

test('the example is scored: every method, nothing sent, nothing left over', async () => {
  using folder = tempFolder();
  cpSync(example, folder.path, { recursive: true });
  const run = await runCli(['run', 'study.yaml'], { cwd: folder.path });
  expect(run.stderr).not.toContain('not asked for');
  expect(run.code).toBe(0);
  const exported = await runCli(['export', 'trials', '--format', 'jsonl'], { cwd: folder.path });
  const trials = exported.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TrialRecord);
  const bails = trials
    .filter((trial) => trial.outcome === 'bail')
    .map(({ item, method, order }) => `${item} ${method} ${order ?? ''}`);
  expect(trials).toHaveLength(10);
  expect(bails.toSorted()).toEqual(['insults bail-prompt bail-first', 'insults bail-string ', 'insults bail-tool ']);
});

test('the requests of a plan, with a text beside each, are a file of replies', async () => {
  using folder = tempFolder();
  folder.write('prompts.csv', promptsCsv(2));
  const study = (model: string): StudyInput => ({
    name: 'filled-in',
    models: [model],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline', 'bail-tool', 'bail-string'],
    leadIns: ['none', 'greeting'],
    epochs: 2,
  });
  folder.study(study('sim:even'));
  const plan = await runCli(['plan', 'study.yaml', '--requests', 'requests.jsonl'], { cwd: folder.path });
  expect(plan.code).toBe(0);
  const requests = readFileSync(folder.file('requests.jsonl'), 'utf8').trim().split('\n');
  const replies = requests.map((line, at) => JSON.stringify({ ...(JSON.parse(line) as object), text: `reply ${at}` }));
  folder.write('replies.jsonl', replies.join('\n'));
  await using store = openStore(folder.file('store.sqlite'));
  const result = await runWith(store, study('replay:replies.jsonl'), folder.path);
  expect(result).toMatchObject({ ending: 'done', errors: 0, pending: 0, tallies: { calls: 24 } });
  expect(new Set((await told(store)).trials.map((trial) => trial.steps[0]?.text)).size).toBe(24);
});

test('a log of Inspect becomes replies that the file takes', async () => {
  using folder = tempFolder();
  const sample = (id: number, epoch: number, message: object, stop_reason: string): object => ({
    id,
    epoch,
    output: { model: 'some/model', choices: [{ message: { role: 'assistant', ...message }, stop_reason }] },
  });
  const content = [
    { type: 'reasoning', reasoning: 'hm' },
    { type: 'text', text: 'Bye.' },
  ];
  const call = { id: 'x', function: 'end_chat', arguments: { why: 'tired' }, type: 'function' };
  const samples = [
    sample(1, 1, { content: 'I stay.' }, 'max_tokens'),
    sample(1, 2, { content, tool_calls: [call] }, 'stop'),
  ];
  folder.write('log.json', JSON.stringify({ samples }));
  const words = [join(example, 'from-inspect.mjs'), 'log.json', 'bail-tool'];
  const { stdout } = spawnSync(process.execPath, words, { cwd: folder.path, encoding: 'utf8' });
  folder.write('replies.jsonl', stdout);
  const model = await openReplayModel('replay:replies.jsonl', { baseDir: folder.path });
  const ask = (epoch: number): Promise<Reply> => {
    const context = { ...someContext, itemName: '1', method: 'bail-tool', wording: 'default', epoch } as const;
    return model.generate(plainRequest('Hello.'), callOptions({ context }));
  };
  expect(await ask(1)).toMatchObject({ text: 'I stay.', finish: 'length', servedModel: 'some/model' });
  expect(await ask(2)).toMatchObject({
    text: 'Bye.',
    finish: 'stop',
    toolCalls: [{ name: 'end_chat', arguments: '{"why":"tired"}' }],
  });
  await model.close();
});

test('a trial without a reply is an error that says which one is missing; all others are scored', async () => {
  using folder = tempFolder();
  folder.write('prompts.csv', promptsCsv(3));
  const line = (n: number) => JSON.stringify({ item: `line-${n}`, method: 'bail-string', text: 'I stay.' });
  folder.write('replies.jsonl', [line(2), line(4)].join('\n'));
  const study = {
    name: 'gaps',
    models: ['replay:replies.jsonl'],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['bail-string'],
  } as const satisfies StudyInput;
  await using store = openStore(folder.file('store.sqlite'));
  const result = await runWith(store, study, folder.path);
  expect(result).toMatchObject({ ending: 'done', errors: 1, pending: 0, stoppedModels: [] });
  expect(result.tallies.calls).toBe(3);
  const { trials } = await told(store);
  expect(trials.map((trial) => trial.outcome).toSorted()).toEqual(['continue', 'continue', 'error']);
  expect(trials.flatMap((trial) => trial.errors)).toMatchObject([
    { kind: 'missing', message: expect.stringMatching(/^no reply in replies\.jsonl for item "line-3"/) },
  ]);
});

test('a run that is exported and replayed has the same outcomes', { timeout: 30_000 }, async () => {
  const chance = fc.constantFrom(0, 0.2, 0.5);
  const methods = [
    'baseline',
    'bail-tool',
    'bail-string',
    'bail-prompt',
    'placebo-tool',
  ] satisfies StudyInput['methods'];
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        bail: chance,
        refusal: chance,
        nonsense: chance,
        filtered: chance,
        truncated: chance,
        error: fc.constantFrom(0, 0.1),
      }),
      fc.record({
        epochs: fc.integer({ min: 1, max: 2 }),
        items: fc.integer({ min: 1, max: 5 }),
        leadIn: fc.boolean(),
      }),
      async (chances, { leadIn, items, epochs }) => {
        using folder = tempFolder();
        folder.write('prompts.csv', promptsCsv(items));
        folder.write('odd.yaml', JSON.stringify(chances));
        const study = (model: string): StudyInput => ({
          name: 'again',
          models: [model],
          datasets: [{ name: 'csv', path: 'prompts.csv' }],
          leadIns: leadIn ? ['none', 'greeting'] : ['none'],
          methods,
          limits: { attempts: 1 },
          epochs,
        });
        const first = await trialsOf(folder, 'first', study('sim:odd.yaml'));
        const replies = first.flatMap(repliesOf).map((reply) => JSON.stringify(reply));
        if (replies.length === 0) return;
        folder.write('replies.jsonl', replies.join('\n'));
        const again = await trialsOf(folder, 'again', study('replay:replies.jsonl'));
        expect(verdicts(again)).toEqual(verdicts(first));
        expect(again.length).toBeGreaterThan(0);
      },
    ),
    { seed: 4, numRuns: 5 },
  );
});
