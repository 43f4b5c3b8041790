import { openStore } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { runWith } from '../support/library-run.ts';
import { madeOnce } from '../support/made-once.ts';
import type { TempFolder } from '../support/temp-folder.ts';

const study: StudyInput = {
  name: 'talks',
  models: ['sim:./sim.json'],
  datasets: [
    { name: 'jsonl', path: 'talks.jsonl', turns: 'every', as: 'talks' },
    { name: 'csv', path: 'one.csv', as: 'one' },
  ],
  methods: ['baseline', { method: 'bail-prompt', orders: ['continue-first'] }],
  epochs: 2,
};

/**
 * Runs a study of 40 conversations of two turns, in 20 clusters and two epochs, into `store.sqlite` of a folder, with a
 * respondent that is misread now and then. @returns the store's path.
 */
export async function studiedConversations(folder: TempFolder): Promise<string> {
  folder.write('sim.json', JSON.stringify({ bail: 0.15, misread: 0.1, missed: 0.05, nonsense: 0.1 }));
  folder.write(
    'talks.jsonl',
    Array.from({ length: 40 }, (_, talk) => {
      const said = (turn: number): object => ({ role: 'user', content: `turn ${turn} of talk ${talk}` });
      const messages = [said(1), { role: 'assistant', content: `the answer to ${talk}` }, said(2)];
      return JSON.stringify({ id: `t${talk}`, cluster: `c${talk % 20}`, messages });
    }).join('\n'),
  );
  folder.write('one.csv', 'prompt\nalone\n');
  const file = folder.file('store.sqlite');
  await madeOnce('studied conversations', file, async () => {
    await using store = openStore(file);
    await runWith(store, study, folder.path);
  });
  return file;
}
