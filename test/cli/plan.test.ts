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
  const text = await runCli(['plan', 'study.yaml'], { cwd: folder.path });
  expect(text.stdout).toMatch(/dear, at most \$0\.\d\d\n/);
  expect(text.stdout).toMatch(/no-tools, price unknown/);
  expect(text.stdout).toContain('read from prompts.csv');

  expect((await runCli(['run', 'study.yaml'], { cwd: folder.path })).code).toBe(0);
  const calls = (model: string): number => server.requests.filter(({ json }) => json?.['model'] === model).length;
  expect([calls('dear'), calls('no-tools')]).toEqual(before.models.map((model) => model.requests));

  folder.study({ ...study, epochs: 3 });
  const after = await plan();
  expect(after).toMatchObject({ trials: 27 * 9, stored: 18 * 9 });
  expect(after.conditions.map((one) => one.stored)).toEqual(before.conditions.map((one) => one.trials));
});
