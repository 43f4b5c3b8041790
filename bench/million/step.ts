/** One step of the benchmark of large studies, in a process of its own: started by `bench/million.ts`. */
import { join } from 'node:path';

import { reportCommand } from '../../src/cli/report-command.ts';
import { boundYoungSpace } from '../../src/base/young-space.ts';
import { checkStudy, closeModels, openModels, openStore, prepareStudy, runStudy } from '../../src/index.ts';
import { peakRssBytes, usageFromHere, type Usage } from '../support/usage.ts';
import { fillStore } from './fill-store.ts';

export interface StepTask {
  /**
   * `run` runs them all, in a store of its own; `fill` stores what a run would have stored, all but the last trials,
   * without asking a model, and `resume` runs those.
   */
  readonly step: 'plan' | 'run' | 'fill' | 'resume' | 'report';
  /** Where `items.jsonl` and the store are. */
  readonly dir: string;
}

export interface StepResult extends Usage {
  readonly peakRssBytes: number;
}

/** Trials of each item: two methods, five epochs. */
const epochs = 5;
/** How many trials `fill` leaves to `resume`. */
const left = 64;

const task = JSON.parse(process.argv[2] ?? '') as StepTask;
const file = join(task.dir, task.step === 'run' ? 'run.sqlite' : 'store.sqlite');
const since = usageFromHere();
if (task.step === 'report')
  await reportCommand({ store: file, format: 'json', out: `${file}.json`, categories: false });
else await onStudy(task.step);
process.send?.({ ...since(), peakRssBytes: peakRssBytes() } satisfies StepResult);

async function onStudy(step: Exclude<StepTask['step'], 'report'>): Promise<void> {
  // As the commands do.
  boundYoungSpace();
  const loaded = checkStudy(
    {
      name: 'bench',
      models: ['sim:even'],
      datasets: [{ name: 'jsonl', path: join(task.dir, 'items.jsonl') }],
      methods: ['bail-tool', 'placebo-tool'],
      epochs,
    },
    task.dir,
  );
  await using store = openStore(file);
  const models = await openModels(loaded);
  const prepared = await prepareStudy(store, loaded, models);
  if (step === 'fill') fillStore(store, prepared.plan, left);
  if (step === 'run' || step === 'resume') {
    const { ending, pending, tallies } = await runStudy(store, prepared, models);
    const all = step === 'run' ? tallies.planned : left;
    if (ending !== 'done' || tallies.done !== all) throw new Error(`${ending}, ${tallies.done} done, ${pending} left`);
  }
  await closeModels(models);
}
