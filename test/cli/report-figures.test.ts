import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openStore } from '../../src/store/store.ts';
import { runCli } from '../support/cli.ts';
import { runWith } from '../support/library-run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();

beforeAll(async () => {
  await using store = openStore(folder.file('exitpoll.sqlite'));
  const study = {
    name: 'figures',
    models: ['sim:even', 'sim:never'],
    datasets: [{ name: 'neutral' as const, take: 12 }],
    methods: ['bail-tool' as const, 'bail-prompt' as const],
  };
  await runWith(store, study, folder.path);
}, 60_000);
afterAll(() => folder[Symbol.dispose]());

test('draws what the store has into a folder, and says what the rest takes', async () => {
  const end = await runCli(['report', '--figures', 'paper', '--out', 'figures'], { cwd: folder.path });
  expect(end).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(folder.file('figures')).toSorted((one, other) => (one < other ? -1 : 1))).toEqual([
    'bail-rates-neutral.csv',
    'bail-rates-neutral.svg',
    'order-neutral.csv',
    'order-neutral.svg',
  ]);
  expect(end.stdout).toContain('Not drawn: refusal rates by model');
  expect(end.stdout).toContain('examples/one-factor.yaml');
  const [head = '', ...rows] = readFileSync(folder.file('figures/bail-rates-neutral.csv'), 'utf8').trim().split('\r\n');
  expect(head).toMatch(/^dataset,group,row,series,value,low,high,/);
  expect(rows).toHaveLength(6);
  expect(readFileSync(folder.file('figures/order-neutral.svg'), 'utf8')).toContain('sim:never (simulated)');
});

test('lists both for scripts', async () => {
  const end = await runCli(['report', '--figures', 'paper', '--out', 'listed', '--json'], { cwd: folder.path });
  const { drawn, missing } = JSON.parse(end.stdout) as { drawn: { svg: string; csv: string }[]; missing: object[] };
  expect(drawn.map(({ svg }) => svg)).toEqual(['bail-rates-neutral.svg', 'order-neutral.svg']);
  for (const { svg, csv } of drawn) {
    expect(existsSync(folder.file(`listed/${svg}`))).toBe(true);
    expect(existsSync(folder.file(`listed/${csv}`))).toBe(true);
  }
  expect(missing[0]).toMatchObject({ name: 'refusal-rates', how: expect.any(String) });
});

test.each([
  [['report', '--figures', 'paper'], /--figures needs a folder/],
  [['report', '--figures', 'papr', '--out', 'x'], /Did you mean "paper"/],
  [['report', '--figures', 'paper', '--out', 'exitpoll.sqlite'], /exitpoll\.sqlite: the figures cannot be written/],
])('%j ends with one line that says what is wrong', async (words, message) => {
  const end = await runCli(words, { cwd: folder.path });
  expect(end.code).toBe(1);
  expect(end.stderr).toMatch(message);
  expect(end.stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
});
