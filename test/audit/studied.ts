import { expect } from 'vitest';

import type { StudyInput } from '../../src/study/schema.ts';
import { openStore } from '../../src/store/store.ts';
import { runCli } from '../support/cli.ts';
import { runWith } from '../support/library-run.ts';
import { madeOnce } from '../support/made-once.ts';
import { promptsCsv, type TempFolder } from '../support/temp-folder.ts';

/** A study of a respondent that is misread now and then. */
export const study: StudyInput = {
  name: 'misread',
  models: ['sim:./sim.json'],
  datasets: [{ name: 'csv', path: 'items.csv', as: 'items' }],
  methods: ['baseline', 'bail-string', 'placebo-tool'],
};

/** Runs the study into `store.sqlite` of a folder: 40 items in 20 clusters. @returns the store's path. */
export async function studied(folder: TempFolder, changes: Partial<StudyInput> = {}): Promise<string> {
  const file = written(folder);
  await madeOnce(JSON.stringify(['studied', changes]), file, () => run(folder, file, changes));
  return file;
}

/** The same with a sample of so many bails, and of so many other trials, as the command draws it. */
export async function studiedAndDrawn(folder: TempFolder, bails: number, others: number): Promise<string> {
  const file = written(folder);
  await madeOnce(JSON.stringify(['drawn', bails, others]), file, async () => {
    await run(folder, file, {});
    const words = ['audit', 'draw', '--store', file, '--bails', String(bails), '--others', String(others)];
    const { stdout } = await runCli(words, { cwd: folder.path });
    const said = `^Drew ${bails} of \\d+ bails and ${others} of \\d+ other trials in 1 condition\\.`;
    expect(stdout).toMatch(new RegExp(said));
  });
  return file;
}

/** Writes what the study names. @returns where its store goes. */
function written(folder: TempFolder): string {
  folder.write('sim.json', JSON.stringify({ bail: 0.4, misread: 0.2, missed: 0.1 }));
  folder.write('items.csv', promptsCsv(40));
  return folder.file('store.sqlite');
}

async function run(folder: TempFolder, file: string, changes: Partial<StudyInput>): Promise<void> {
  await using store = openStore(file);
  await runWith(store, { ...study, ...changes }, folder.path);
}
