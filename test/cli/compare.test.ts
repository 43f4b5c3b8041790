import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Comparison } from '../../src/analysis/compare/comparison.ts';
import { openStore } from '../../src/store/store.ts';
import { runCli } from '../support/cli.ts';
import { runWith } from '../support/library-run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();

beforeAll(async () => {
  for (const name of ['exitpoll', 'june']) {
    await using store = openStore(folder.file(`${name}.sqlite`));
    const study = {
      name: name === 'june' ? 'june' : 'may',
      models: ['sim:even', 'sim:always'],
      datasets: [{ name: 'neutral' as const, take: 20 }],
      methods: ['bail-tool' as const, 'placebo-tool' as const],
      series: name,
    };
    await runWith(store, study, folder.path);
  }
}, 60_000);
afterAll(() => folder[Symbol.dispose]());

test('prints a table, or JSON for scripts, of sides named in any number', async () => {
  const table = await runCli(['compare', 'bail-tool', 'placebo-tool'], { cwd: folder.path });
  expect(table).toMatchObject({ code: 0, stderr: '' });
  expect(table.stdout).toContain('A is method:bail-tool, B is method:placebo-tool');
  const json = await runCli(['compare', 'sim:even', 'sim:always', '--method', 'bail-tool', '--json'], {
    cwd: folder.path,
  });
  const comparison = JSON.parse(json.stdout) as Comparison;
  expect(comparison.rows).toHaveLength(1);
  expect(comparison.rows[0]).toMatchObject({ a: { model: 'sim:even' }, b: { model: 'sim:always' }, rateB: 1 });
});

test('compares with a study of another store, and writes pages to files', async () => {
  const words = ['compare', 'may', 'june.sqlite#june', '--method', 'bail-tool', '--format', 'html', '--out', 'c.html'];
  expect(await runCli(words, { cwd: folder.path })).toMatchObject({ code: 0, stderr: 'Wrote c.html\n' });
  const page = readFileSync(folder.file('c.html'), 'utf8');
  expect(page).toContain('study:june in june.sqlite');
  expect(page).toContain('the series of draws');
});

test.each([
  [['compare', 'bail-tol', 'placebo-tool'], /Did you mean "bail-tool"/],
  [['compare', 'bail-tool'], /needs two/],
  [['compare'], /SIDE… is missing/],
  [['compare', 'nowhere.sqlite#may', 'may'], /nowhere\.sqlite: there is no such file/],
  [['compare', 'june.sqlite#july', 'may'], /no study "july". Did you mean "june"/],
  [['compare', 'a', 'b', '--items', 'x'], /--items takes a whole number/],
  [['compare', 'a', 'b', '--store', 'none.sqlite'], /none\.sqlite/],
])('%j ends with one line that says what is wrong', async (words, message) => {
  const end = await runCli(words, { cwd: folder.path });
  expect(end.code).toBe(1);
  expect(end.stderr).toMatch(message);
  expect(end.stderr.split('\n').length).toBeLessThanOrEqual(3);
  expect(end.stderr).not.toMatch(/\n {4}at /);
});
