import { existsSync, readdirSync } from 'node:fs';

import { expect, test } from 'vitest';

import { runCli, startCli } from '../support/cli.ts';
import { ReadFolder } from '../support/read-folder.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { smallStore, smallStudy } from '../support/viewer.ts';

test('Ctrl-C while a folder is written leaves nothing behind', async () => {
  using folder = tempFolder();
  await smallStore(folder, {
    name: 'many',
    models: ['sim:even'],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline', 'bail-tool'],
    epochs: 300,
  });
  // Beside a store SQLite keeps files of its own while it is read.
  const files = (): string[] => readdirSync(folder.path).filter((name) => !name.startsWith('exitpoll.sqlite-'));
  const before = files();
  const sharing = startCli(['share', '--out', 'results'], { cwd: folder.path });
  const begun = (): boolean => readdirSync(folder.path).some((name) => name.startsWith('.results-'));
  await expect.poll(begun, { timeout: 60_000, interval: 10 }).toBe(true);
  sharing.child.kill('SIGINT');
  expect(await sharing.ended).toMatchObject({ code: 130, stdout: '' });
  expect(files()).toEqual(before);
});

test('a folder has the published rates of --overlay, and what is wrong with them is said before anything is written', async () => {
  using folder = tempFolder();
  await smallStore(folder, { ...smallStudy, datasets: [{ name: 'csv', as: 'ours', path: 'prompts.csv' }] });
  folder.write('published.json', JSON.stringify({ source: 'invented', rates: [{ label: 'lab/even', tool: 12.5 }] }));
  const overlay = ['--overlay', 'published.json', '--overlay-dataset', 'ours'];
  expect(await runCli(['share', '--out', 'results', ...overlay], { cwd: folder.path })).toMatchObject({ code: 0 });
  const shared = new ReadFolder(folder.file('results'));
  expect(shared.answers.get('/published?study=small')).toMatchObject({
    overlay: { source: 'invented', dataset: 'ours', matched: ['sim:even'] },
    rates: [{ rate: 0.125, label: 'lab/even' }],
  });
  const wrong = await runCli(['share', '--out', 'wrong', '--overlay', 'none.json'], { cwd: folder.path });
  expect(wrong).toMatchObject({ code: 1, stdout: '' });
  expect(wrong.stderr).toContain('none.json');
  expect(existsSync(folder.file('wrong'))).toBe(false);
});

test('a folder inside one that is not there is refused by the name of the missing one', async () => {
  using folder = tempFolder();
  await smallStore(folder);
  const refused = await runCli(['share', '--out', 'missing/parent/results'], { cwd: folder.path });
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('there is no folder missing/parent\n');
  expect(refused.stderr).not.toContain('mkdir');
  expect(existsSync(folder.file('missing'))).toBe(false);
});
