import { readdirSync } from 'node:fs';

import { expect, test } from 'vitest';

import { startCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { smallStore } from '../support/viewer.ts';

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
  await expect.poll(() => readdirSync(folder.path).some((name) => name.startsWith('.results-'))).toBe(true);
  sharing.child.kill('SIGINT');
  expect(await sharing.ended).toMatchObject({ code: 130, stdout: '' });
  expect(files()).toEqual(before);
});
