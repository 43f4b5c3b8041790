import { expect, test } from 'vitest';

import { readBudget } from '../../src/cli/run-budget.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { completion } from '../support/chat-server.ts';
import { runCli, type CliEnd } from '../support/cli.ts';
import { startServer } from '../support/misbehaving-server.ts';
import { promptsCsv, tempFolder, type TempFolder } from '../support/temp-folder.ts';

/** A study of `items` prompts, each asked once. A reply is 15 tokens: 12 read, 3 written. */
function study(folder: TempFolder, baseUrl: string, items: number): StudyInput {
  folder.write('prompts.csv', promptsCsv(items));
  return {
    name: 'limited',
    models: [{ baseUrl, model: 'test-model' }],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline'],
    sampling: { maxTokens: 3 },
  };
}

function run(folder: TempFolder, ...words: readonly string[]): Promise<CliEnd> {
  return runCli(['run', 'study.yaml', ...words], { cwd: folder.path });
}

test('a run stops at its limit of calls with exit code 1, says how to go on, and goes on without asking twice', async () => {
  using folder = tempFolder();
  await using server = await startServer(() => completion());
  folder.study(study(folder, server.baseUrl, 9));
  const first = await run(folder, '--max-requests', '5', '--store', "it's.sqlite");
  expect(server.requests).toHaveLength(5);
  expect(first.code).toBe(1);
  expect(first.stderr).toContain('Stopped by --max-requests 5: another call could have gone beyond it.');
  expect(first.stderr).toContain('Spent: 5 calls, 60 prompt tokens, 15 written, price unknown');
  expect(first.stderr).toContain(
    "4 trials left. To go on, with the same limits anew: exitpoll run study.yaml --store 'it'\\''s.sqlite' --max-requests 5\n",
  );
  const second = await run(folder, '--max-requests', '5', '--store', "it's.sqlite");
  expect([second.code, server.requests.length]).toEqual([0, 9]);
  expect(second.stderr).toContain('9 trials, 5 of them done');
  expect(second.stderr).toContain('up to 4 requests');
  expect(second.stderr).not.toContain('Stopped by');
});

test('a limit in dollars is kept, and refused before anything is sent where a price is missing', async () => {
  using folder = tempFolder();
  await using server = await startServer(() => completion());
  const plain = study(folder, server.baseUrl, 40);
  folder.study(plain);
  const name = `${new URL(server.origin).host}/test-model`;
  const refused = await run(folder, '--max-cost', '5');
  expect([refused.code, server.requests.length]).toEqual([1, 0]);
  expect(refused.stderr).toBe(
    `exitpoll: --max-cost needs every price, and none is known for ${name}\n` +
      `  Add  "${name}": {input: 1.50, output: 6}  (yours, in US dollars a million tokens) under  models:  in ` +
      `${folder.file('.config/exitpoll/prices.yaml')}, or  price: {input: 1.50, output: 6}  to the study's model; ` +
      '0 and 0 if it costs nothing.\n',
  );

  // 10 cents a token: a call costs $1.50.
  folder.write('prices.yaml', `models: {"${name}": {input: 100000, output: 100000}}`);
  const limited = await run(folder, '--max-cost', '20', '--prices', 'prices.yaml');
  expect(limited.code).toBe(1);
  expect(server.requests.length).toBeGreaterThan(0);
  expect(server.requests.length * 1.5).toBeLessThanOrEqual(20);
  expect(limited.stderr).toContain('($100,000.00 in, $100,000.00 out a million tokens, says prices.yaml)');
  expect(limited.stderr).toContain('Stopped by --max-cost $20.00');
  expect(limited.stderr).toContain(`$${(server.requests.length * 1.5).toFixed(2)}`);
  expect(limited.stderr).toMatch(/--max-cost 20 --prices prices\.yaml\n/);

  // The study's own price goes before the list's, and what a plan tells is the part still to come.
  const own = { baseUrl: server.baseUrl, model: 'test-model', price: { input: 0, output: 0 } };
  folder.study({ ...plain, models: [own] });
  const done = server.requests.length;
  const free = await run(folder, '--max-cost', '0.01', '--prices', 'prices.yaml');
  expect([free.code, server.requests.length]).toEqual([0, 40]);
  expect(free.stderr).toContain(`40 trials, ${done} of them done`);
});

test('a limit that is no number is named', () => {
  for (const [options, wanted] of [
    [{ maxCost: '0' }, '--max-cost takes a number above 0, such as 5 or 0.50 (US dollars); got "0"'],
    [{ maxTokens: '1.5' }, '--max-tokens takes a whole number of at least 1, such as 500, 20k or 1.5M; got "1.5"'],
    [{ maxRequests: 'many' }, '--max-requests takes a whole number of at least 1'],
    [{ maxMinutes: '-1' }, '--max-minutes takes a number above 0, such as 90 or 0.5; got "-1"'],
  ] as const) {
    expect(() => readBudget(options)).toThrow(wanted);
  }
  expect(readBudget({ maxCost: '0.50', maxTokens: '2M', maxMinutes: '90' })).toEqual({
    cost: 0.5,
    tokens: 2_000_000,
    requests: null,
    minutes: 90,
  });
});
