import { checkStudy, closeModels, openModels, openStore, prepareStudy } from '../../src/index.ts';
import { fillStore } from '../million/fill-store.ts';
import { writeItems } from '../support/items.ts';
import { replyTexts } from './reply-texts.ts';

/** Conditions of the study: two models, five arms. */
const armsOf = 10;
const epochs = 10;

/** Makes a store of so many trials in a folder, every reply another text. @returns its file. */
export async function makeStore(dir: string, trials: number): Promise<string> {
  const file = `${dir}/viewer.sqlite`;
  await writeItems(`${dir}/items.jsonl`, Math.ceil(trials / armsOf / epochs));
  const loaded = checkStudy(
    {
      name: 'viewer',
      models: ['sim:even', 'sim:never'],
      datasets: [{ name: 'jsonl', path: `${dir}/items.jsonl` }],
      methods: ['baseline', 'bail-tool', 'bail-string', 'bail-prompt'],
      epochs,
    },
    dir,
  );
  await using store = openStore(file);
  const opened = await openModels(loaded);
  const { plan } = await prepareStudy(store, loaded, opened);
  fillStore(store, plan, 0, replyTexts());
  await closeModels(opened);
  return file;
}
