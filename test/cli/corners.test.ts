import { afterAll, beforeAll, expect, test } from 'vitest';

import { runCli, type CliEnd } from '../support/cli.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());
const exitpoll = (...words: string[]): Promise<CliEnd> =>
  runCli([...words, '--store', 'store.sqlite'], { cwd: folder.path });

beforeAll(async () => {
  folder.write('items.csv', promptsCsv(12));
  // Items of one category are refused, those of another are left, whatever else happens.
  const rules = [
    { where: { category: 'category-0' }, refusal: 1 },
    { where: { category: 'category-1' }, bail: 1 },
  ];
  folder.write('sim.json', JSON.stringify({ rules }));
  folder.study({
    name: 'corners',
    models: ['sim:./sim.json'],
    datasets: [{ name: 'csv', path: 'items.csv', as: 'items' }],
    methods: ['baseline', 'bail-string', { method: 'bail-prompt', orders: ['bail-first'] }],
  });
  await exitpoll('run', 'study.yaml');
}, 60_000);

test('every trial is in the corner where it belongs, and the items are named with what was asked', async () => {
  const { code, stdout } = await exitpoll('refusal', 'corners');
  expect(code).toBe(0);
  expect(stdout).toMatch(/bail-string +4 +4 +0 +4 +0\n/);
  expect(stdout).toMatch(/bail-prompt bail 1st +4 +4 +0 +4 +0\n/);
  expect(stdout).toMatch(/refuses, and does not leave: bail-string\n {2}1× .*prompt number \d+/);
});

test('JSON Lines have every trial of a corner whole, with the reply the refusal was read in', async () => {
  const { stdout } = await exitpoll('refusal', 'corners', '--corner', 'no-bail-refusal', '--format', 'jsonl');
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(rows).toHaveLength(8);
  for (const row of rows) {
    expect(row).toMatchObject({
      corner: 'no-bail-refusal',
      outcome: 'continue',
      category: 'category-0',
      refusal: { label: 'refusal' },
    });
    expect(row['baselineReply'] === null).toBe(row['method'] === 'bail-prompt');
  }
});

test('Markdown shows transcripts in blocks where nothing is markup', async () => {
  const { stdout } = await exitpoll('refusal', 'corners', '--format', 'md', '--limit', '1');
  expect(stdout).toContain('    ── our question');
  expect(stdout).toContain('    ── the baseline’s reply');
  expect(stdout).toContain('And 3 further items.');
});

test.each([
  [['--corner', 'both'], '--corner is one of no-refusal-bail'],
  [['--scorer', 'lexikon'], 'Did you mean "lexicon"?'],
  [['--method', 'baseline'], 'none of these conditions offers an exit'],
])('%j is answered in one line', async (words, says) => {
  const { code, stderr } = await exitpoll('refusal', 'corners', ...words);
  expect(code).toBe(1);
  expect(stderr).toContain(says);
});
