/** One step of the benchmark of conversations, in a process of its own: started by `bench/conversations.ts`. */
import { dirname } from 'node:path';

import { boundYoungSpace } from '../../src/base/young-space.ts';
import { datasetSpecSchema } from '../../src/datasets/dataset-spec.ts';
import { openDataset } from '../../src/datasets/dataset.ts';
import { inspectDataset } from '../../src/datasets/inspect.ts';
import { checkStudy, closeModels, openModels, openStore, prepareStudy } from '../../src/index.ts';
import { estimatePlan } from '../../src/run/estimate.ts';
import { peakRssBytes, usageFromHere, type Usage } from '../support/usage.ts';

export interface StepTask {
  /** `sample`: one of five languages, nothing flagged, no duplicates, a thousand conversations of those; `plan`: all. */
  readonly step: 'inspect' | 'sample' | 'plan';
  readonly path: string;
}

export interface StepResult extends Usage {
  readonly peakRssBytes: number;
  /** Conversations inspected, or items planned. */
  readonly count: number;
}

const task = JSON.parse(process.argv[2] ?? '') as StepTask;
boundYoungSpace();
const since = usageFromHere();
const count = task.step === 'inspect' ? await inspect(task.path) : await plan(task);
process.send?.({ ...since(), count, peakRssBytes: peakRssBytes() } satisfies StepResult);

async function inspect(path: string): Promise<number> {
  const source = await openDataset(datasetSpecSchema.parse({ path }), '.');
  return (await inspectDataset(source, { contexts: [4096, 32_768], examples: 3 })).conversations;
}

async function plan({ step, path }: StepTask): Promise<number> {
  const filter = { language: 'fr', flagged: 'none', duplicates: 'drop' };
  const dataset = { path, turns: 'every', ...(step === 'sample' ? { filter, take: 1000 } : {}) };
  const loaded = checkStudy(
    { name: 'bench', models: ['sim:even'], datasets: [dataset], methods: ['baseline', 'bail-string'] },
    dirname(path),
  );
  await using store = openStore('bench', 'temporary');
  const models = await openModels(loaded);
  const prepared = await prepareStudy(store, loaded, models);
  estimatePlan(store, prepared.plan, models, null);
  await closeModels(models);
  return prepared.datasets.reduce((sum, { items }) => sum + items, 0);
}
