import { existsSync } from 'node:fs';

import { expect, test } from 'vitest';

import type { StudyInput } from '../../src/study/schema.ts';
import { runCli } from '../support/cli.ts';
import { exitTaker } from '../support/exit-server.ts';
import { startServer } from '../support/misbehaving-server.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';

interface Plan {
  readonly schema: string;
  readonly trials: number;
  readonly stored: number;
  readonly conditions: readonly { readonly method: string; readonly trials: number; readonly stored: number }[];
  readonly models: readonly {
    readonly label: string;
    readonly destination: string;
    readonly requests: number;
    readonly promptTokens: number;
    readonly maxOutputTokens: number;
    readonly maxCost: number | null;
    readonly left: { readonly requests: number; readonly maxCost: number | null };
    readonly spent: { readonly replies: number; readonly cost: number | null } | null;
  }[];
  readonly files: readonly string[];
}

test('a plan asks no model, foretells the calls a run makes, and knows what is in the store', async () => {
  using folder = tempFolder();
  await using server = await startServer(exitTaker);
  folder.write('prompts.csv', promptsCsv(9));
  const study: StudyInput = {
    name: 'planned',
    models: [
      { baseUrl: server.baseUrl, model: 'dear', price: { input: 3, output: 15 } },
      { baseUrl: server.baseUrl, model: 'no-tools', tools: false },
    ],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline', 'bail-tool', 'bail-string', 'bail-prompt'],
    epochs: 2,
    sampling: { maxTokens: 100, answer: { maxTokens: 10 } },
  };
  folder.study(study);
  const plan = async (): Promise<Plan> => {
    const end = await runCli(['plan', 'study.yaml', '--json'], { cwd: folder.path });
    expect(end.code).toBe(0);
    return JSON.parse(end.stdout) as Plan;
  };

  const before = await plan();
  expect(server.requests).toEqual([]);
  expect(existsSync(folder.file('exitpoll.sqlite'))).toBe(false);
  expect(before).toMatchObject({
    schema: 'exitpoll-plan',
    trials: 18 * 9,
    stored: 0,
    files: [folder.file('prompts.csv')],
  });
  const [dear, free] = before.models;
  expect(dear).toMatchObject({ destination: new URL(server.origin).host, maxOutputTokens: 18 * (3 * 100 + 2 * 10) });
  expect(dear?.maxCost).toBeCloseTo(((dear?.promptTokens ?? 0) * 3 + (dear?.maxOutputTokens ?? 0) * 15) / 1e6, 10);
  expect(free?.maxCost).toBeNull();
  const unsupported = before.conditions.filter((one) => one.trials === 0);
  expect(unsupported).toMatchObject([{ method: 'bail-tool', unsupported: expect.stringContaining('tools') as string }]);
  const wide = { cwd: folder.path, env: { COLUMNS: '300' } };
  const text = await runCli(['plan', 'study.yaml'], wide);
  expect(text.stdout).toMatch(
    /dear, at most \$0\.\d\d \(\$3\.00 in, \$15\.00 out a million tokens, says the study\)\n/,
  );
  expect(text.stdout).toMatch(/no-tools, price unknown/);
  expect(text.stdout).not.toContain('Spent so far');
  expect(text.stdout).toContain('read from prompts.csv');

  expect((await runCli(['run', 'study.yaml'], { cwd: folder.path })).code).toBe(0);
  const calls = (model: string): number => server.requests.filter(({ json }) => json?.['model'] === model).length;
  expect([calls('dear'), calls('no-tools')]).toEqual(before.models.map((model) => model.requests));

  folder.study({ ...study, epochs: 3 });
  const after = await plan();
  expect(after).toMatchObject({ trials: 27 * 9, stored: 18 * 9 });
  expect(after.conditions.map((one) => one.stored)).toEqual(before.conditions.map((one) => one.trials));
  // The third epoch is half of the first two.
  expect(after.models.map((model) => model.left.requests)).toEqual(before.models.map((model) => model.requests / 2));
  expect(after.models[0]?.left.maxCost).toBeCloseTo((dear?.maxCost ?? 0) / 2, 4);
  const replies = calls('dear');
  expect(after.models[0]?.spent).toMatchObject({ replies, promptTokens: 12 * replies, completionTokens: 3 * replies });
  expect(after.models[0]?.spent?.cost).toBeCloseTo((replies * (12 * 3 + 3 * 15)) / 1e6, 10);
  expect(after.models[1]?.spent?.cost).toBeNull();
  const later = await runCli(['plan', 'study.yaml'], wide);
  expect(later.stdout).toMatch(/dear, at most .* says the study\), of which \$0\.\d\d is still to come\n/);
  expect(later.stdout).toMatch(
    /Spent so far\n {2}dear: 90 replies, 1,080 prompt tokens, 270 written, \$0\.0073 at this price/,
  );
});

test('a plan tells the price that a list gives, and what normalising changed', async () => {
  using folder = tempFolder();
  const turns = (...texts: readonly string[]) => ({
    messages: texts.map((content) => ({ role: content.startsWith('I ') ? 'assistant' : 'user', content })),
  });
  const lines = [
    turns('one'),
    turns('two', 'and three', ' ', 'I hear', 'four', 'I am left out'),
    turns('five', 'six', 'seven'),
  ];
  folder.write('chats.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'));
  folder.write('prices.yaml', 'models: {"openai:*": {input: 1, output: 2}}');
  folder.study({
    name: 'priced',
    models: ['openai:gpt-x'],
    datasets: [{ name: 'jsonl', path: 'chats.jsonl' }],
    methods: ['baseline'],
  });
  const { code, stdout } = await runCli(['plan', 'study.yaml', '--prices', 'prices.yaml'], {
    cwd: folder.path,
    env: { COLUMNS: '300' },
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /openai:gpt-x, at most \$0\.00\d+ \(\$1\.00 in, \$2\.00 out a million tokens, says prices\.yaml\)/,
  );
  expect(stdout).toContain(
    '  chats: 2 items changed by normalising (docs/datasets.md): 3 turns joined to the one before, 1 empty turn left out, 1 turn after the last user turn cut\n',
  );
});
