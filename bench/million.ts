// Time and peak memory of planning a large study, of running it on a simulated respondent, of going on with one that is
// nearly done, and of its report; beside the same with a tenth and a hundredth of the trials, to show what grows.
//
//   node bench/million.ts [--trials N] [--quick]
import { parseArgs } from 'node:util';

import type { StepResult, StepTask } from './million/step.ts';
import { measureInChild } from './support/children.ts';
import { printFigures, type BenchOptions, type Figure } from './support/figures.ts';
import { writeItems } from './support/items.ts';
import { scratchFolder } from './support/scratch.ts';

export interface MillionOptions extends BenchOptions {
  readonly trials?: number | undefined;
}

const steps = [
  { step: 'plan', name: 'plan', aim: '300 MB' },
  { step: 'run', name: 'run', aim: 'flat' },
  { step: 'resume', name: 'go on with the last 64 of', aim: '300 MB' },
  { step: 'report', name: 'report', aim: '5 s, 500 MB' },
] as const;

type Measured = { readonly [step in (typeof steps)[number]['step']]: StepResult };

/** Measures a study of so many trials, ten for every item. */
export async function millionFigures(options: MillionOptions): Promise<readonly Figure[]> {
  const { quick, trials = quick ? 100_000 : 1_000_000 } = options;
  const sizes = [trials, trials / 10, trials / 100];
  const measured: Measured[] = [];
  for (const size of sizes.toReversed()) measured.unshift(await measureStudy(size));
  const [large, ...smaller] = measured as [Measured, ...Measured[]];
  return steps.map(({ step, name, aim }) => ({
    what: `${name} ${trials.toLocaleString('en')} trials`,
    measured: shown(large[step]),
    beside: smaller
      .map((one, index) => `${(sizes[index + 1] ?? 0).toLocaleString('en')}: ${shown(one[step])}`)
      .join('; '),
    aim,
  }));
}

async function measureStudy(trials: number): Promise<Measured> {
  await using scratch = await scratchFolder();
  await writeItems(scratch.path('items.jsonl'), trials / 10);
  const measure = async (step: StepTask['step']): Promise<StepResult> => {
    const task: StepTask = { step, dir: scratch.dir };
    const result = await measureInChild<StepResult>(new URL('million/step.ts', import.meta.url), task);
    console.error(`${trials.toLocaleString('en')} trials, ${step}: ${shown(result)}`);
    return result;
  };
  const plan = await measure('plan');
  const run = await measure('run');
  await measure('fill');
  const resume = await measure('resume');
  return { plan, run, resume, report: await measure('report') };
}

function shown({ peakRssBytes, wallMs, cpuMs }: StepResult): string {
  return `${Math.round(peakRssBytes / 2 ** 20)} MB, ${seconds(wallMs)} s (CPU ${seconds(cpuMs)} s)`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { trials: { type: 'string' }, quick: { type: 'boolean', default: false } },
  });
  printFigures(
    await millionFigures({
      quick: values.quick,
      trials: values.trials === undefined ? undefined : Number(values.trials),
    }),
  );
}
