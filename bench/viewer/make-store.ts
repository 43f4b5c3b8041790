import { checkStudy, closeModels, openModels, openStore, prepareStudy } from '../../src/index.ts';
import type { MethodName, Order } from '../../src/conversation/exit.ts';
import { fillStore, type TextOf } from '../million/fill-store.ts';
import { writeItems } from '../support/items.ts';

const models = ['sim:even', 'sim:never'];
/** Arms of each model. */
const armsOf = 5;
const epochs = 10;

/** A store, and what was put into it. */
export interface MadeStore {
  readonly file: string;
  /** In 50 clusters. */
  readonly items: number;
  readonly conditions: readonly MadeCondition[];
}

/** How many trials a condition was given, and how many of them leave. */
export interface MadeCondition {
  readonly model: string;
  readonly method: MethodName;
  readonly order: Order | null;
  readonly trials: number;
  readonly bails: number;
}

/**
 * Makes a store of so many trials in a folder: two models in ten conditions, ten epochs.
 *
 * @param textOf what the first replies say
 */
export async function makeStore(dir: string, trials: number, textOf: TextOf): Promise<MadeStore> {
  const file = `${dir}/viewer.sqlite`;
  const items = Math.ceil(trials / models.length / armsOf / epochs);
  await writeItems(`${dir}/items.jsonl`, items);
  const loaded = checkStudy(
    {
      name: 'viewer',
      models,
      datasets: [{ name: 'jsonl', path: `${dir}/items.jsonl` }],
      methods: ['baseline', 'bail-tool', 'bail-string', 'bail-prompt'],
      epochs,
    },
    dir,
  );
  await using store = openStore(file);
  const opened = await openModels(loaded);
  const { plan } = await prepareStudy(store, loaded, opened);
  const lines = fillStore(store, plan, 0, textOf);
  await closeModels(opened);
  return {
    file,
    items,
    conditions: lines.map(({ line: { arm }, trials: own, bails }) => {
      const { method, order } = arm.offer;
      return { model: models[arm.model] ?? '', method, order, trials: own, bails };
    }),
  };
}
