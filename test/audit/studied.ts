import type { StudyInput } from '../../src/study/schema.ts';
import { openStore } from '../../src/store/store.ts';
import { runWith } from '../support/library-run.ts';
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
  folder.write('sim.json', JSON.stringify({ bail: 0.4, misread: 0.2, missed: 0.1 }));
  folder.write('items.csv', promptsCsv(40));
  const file = folder.file('store.sqlite');
  await using store = openStore(file);
  await runWith(store, { ...study, ...changes }, folder.path);
  return file;
}
