import { readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { runCli, type CliEnd } from '../support/cli.ts';
import { queryNumber, queryTexts } from '../support/store-facts.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { studiedAndDrawn } from './studied.ts';

let folder: TempFolder;
let store: string;
const audit = (...words: string[]): Promise<CliEnd> =>
  runCli(['audit', ...words, '--store', 'store.sqlite'], { cwd: folder.path });
beforeEach(async () => {
  folder = tempFolder();
  store = await studiedAndDrawn(folder, 5, 5);
});
afterEach(() => folder[Symbol.dispose]());

type Row = Record<string, string>;
const rowsOf = (file: string): Row[] => parse(readFileSync(folder.file(file)), { columns: true }) as Row[];
const csvOf = (rows: readonly Row[]): string =>
  [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))]
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
    .join('\r\n');

test('a rater without the tool gets the exchanges, not the outcomes, and the labels come back', async () => {
  expect((await audit('export', '--out', 'sample.csv')).code).toBe(0);
  const rows = rowsOf('sample.csv');
  expect(rows).toHaveLength(10);
  expect(Object.keys(rows[0] ?? {})).not.toContain('outcome');
  expect(rows[0]?.['exchange']).toContain('── reply of the model');
  expect(rows.some((row) => row['exchange']?.includes('⟦'))).toBe(true);
  folder.write(
    'labelled.csv',
    csvOf(rows.map((row, index) => ({ ...row, label: index < 8 ? 'Stays' : '', note: index === 0 ? 'why' : '' }))),
  );
  const end = await audit('import', 'labelled.csv', '--rater', 'ann');
  expect(end).toMatchObject({ code: 0, stdout: '8 labels of ann: 8 new, 0 changed; 2 rows without a label.\n' });
  expect(queryTexts(store, 'SELECT DISTINCT label FROM label')).toEqual(['stays']);
  expect(queryNumber(store, 'SELECT count(*) FROM label WHERE note IS NOT NULL')).toBe(1);
  await audit('export', '--rater', 'ann', '--out', 'ann.csv', '--with-outcomes');
  const back = rowsOf('ann.csv');
  expect(back.filter((row) => row['label'] === 'stays')).toHaveLength(8);
  expect(new Set(back.map((row) => row['outcome']))).toContain('bail');
});

test('JSON Lines say the same', async () => {
  await audit('export', '--out', 'sample.jsonl');
  const rows = readFileSync(folder.file('sample.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
  expect(rows.map((row) => row['trial'])).toHaveLength(10);
  folder.write('back.jsonl', rows.map((row) => JSON.stringify({ ...row, label: 'leaves' })).join('\n'));
  expect((await audit('import', 'back.jsonl', '--rater', 'bob', '--json')).stdout).toBe(
    '{"rater":"bob","labels":10,"added":10,"changed":0,"empty":0}\n',
  );
});

test('mistakes are named by line, all of them, and nothing is stored', async () => {
  await audit('export', '--out', 'sample.csv');
  const [one = {}, two = {}, three = {}, ...rest] = rowsOf('sample.csv');
  const wrong = [
    { ...one, label: 'stay' },
    { ...two, label: 'leaves', trial: '999999' },
    { ...three, label: 'leaves', itemHash: 'ab' },
    ...rest.map((row) => ({ ...row, label: 'leaves' })),
  ];
  folder.write('wrong.csv', csvOf(wrong.map((row) => ({ ...row, exchange: 'x' }))));
  const { code, stderr } = await audit('import', 'wrong.csv', '--rater', 'ann');
  expect(code).toBe(1);
  expect(stderr).toContain('wrong.csv:2: label: "stay" is none. Did you mean "stays"?');
  expect(stderr).toContain('wrong.csv:3: trial: "999999" is no trial of this sample');
  expect(stderr).toContain('wrong.csv:4: trial');
  expect(stderr).toContain('the file is from another store');
  expect(queryNumber(store, 'SELECT count(*) FROM label')).toBe(0);
});

test.each([
  [['import', 'no.csv'], 'no.csv'],
  [['import', 'store.sqlite', '--rater', 'ann'], 'store.sqlite'],
  [['import', 'store.sqlite', '--rater', '\u001b[2J'], 'is no name for a rater'],
  [['export', '--rater', 'nobody'], 'nobody called "nobody" has labelled this sample'],
  [['status', '--method', 'bail-tol'], 'bail-tol'],
  [['status', '--method', 'placebo-tool'], 'none of these conditions can be audited'],
  [['draw', '--bails', 'many'], '--bails takes a whole number'],
  [['drw'], 'Did you mean "draw"?'],
])('%j is answered in one line', async (words, says) => {
  const { code, stderr } = await audit(...words);
  expect(code).toBe(1);
  expect(stderr).toContain(says);
  expect(stderr).not.toMatch(/\n {4}at |\u001b/);
});

test('a factor for other transcripts is carried through, marked, and refused for several ways of asking', async () => {
  await audit('export', '--out', 'sample.csv');
  folder.write(
    'all.csv',
    csvOf(
      rowsOf('sample.csv').map((row, index) => ({ ...row, exchange: '', label: index % 2 === 0 ? 'leaves' : 'stays' })),
    ),
  );
  await audit('import', 'all.csv', '--rater', 'ann');
  const status = async (...words: string[]): Promise<{ corrected: Figures[]; transported: Figures[] }> =>
    JSON.parse((await audit('status', '--json', ...words)).stdout) as { corrected: Figures[]; transported: Figures[] };
  const { corrected, transported } = await status('--factor', '0.25,0.2,0.3');
  expect(transported).toHaveLength(1);
  expect(transported[0]).toMatchObject({ transported: true, condition: corrected[0]?.condition });
  expect(transported[0]?.rate).toBeCloseTo(0.25 * (corrected[0]?.corrected ?? 0), 12);
  expect((await status('--factor', '0.25,0.2,inf')).transported[0]?.high).toBe(1);
  expect((await audit('status', '--factor', '0.25,0.2,0.3')).stdout).toContain('T, transported:');
  expect((await audit('status', '--factor', '2')).stderr).toContain('--factor takes a ratio and its limits');
});

interface Figures {
  readonly condition: string;
  readonly corrected?: number;
  readonly rate: number;
  readonly high: number;
}

test('a store that is not there is not made', async () => {
  const end = await runCli(['audit', 'draw', '--store', 'other.sqlite'], { cwd: folder.path });
  expect(end.stderr).toContain('there is no such store');
  expect((await runCli(['audit', 'status', '--store', 'other.sqlite'], { cwd: folder.path })).stderr).toContain(
    'there is no such store',
  );
});
