// Time and peak memory of a report over 400 conditions, whose trials stand side by side in the store: 40 simulated
// respondents, ten arms each. `bench/million.ts` has the other extreme: two conditions of 100,000 items.
//
// With --compare, of `exitpoll compare` too: every method with every other, and every respondent with the first. With
// --scored every first reply has a refusal score.
//
//   node bench/million/conditions.ts [--trials N] [--format json,table,html] [--compare] [--scored]
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { compareCommand } from '../../src/cli/compare-command.ts';
import { reportCommand } from '../../src/cli/report-command.ts';
import { checkStudy, closeModels, openModels, openStore, prepareStudy } from '../../src/index.ts';
import { writeItems } from '../support/items.ts';
import { scratchFolder, type Scratch } from '../support/scratch.ts';
import { peakRssBytes, usageFromHere } from '../support/usage.ts';
import { measureInChild } from '../support/children.ts';
import { fillScores } from './fill-scores.ts';
import { fillStore } from './fill-store.ts';
import type { StepResult } from './step.ts';

const respondents = 40;
const armsEach = 10;

type Format = 'json' | 'table' | 'html';

/** What the child is told: which store to report on. */
interface ReportTask {
  readonly store: string;
  readonly format: Format;
  /** Sides to compare, and what with; `null` for a report. */
  readonly compare: { readonly sides: readonly string[]; readonly against?: string } | null;
}

const comparisons = [
  { sides: ['bail-tool', 'placebo-tool'] },
  { sides: ['method:*'] },
  { sides: ['model:*'], against: 'model:sim:./r0.json' },
];

async function fill(scratch: Scratch, trials: number, isScored: boolean): Promise<string> {
  const file = scratch.path('store.sqlite');
  await writeItems(scratch.path('items.jsonl'), Math.ceil(trials / (respondents * armsEach)));
  const models = Array.from({ length: respondents }, (_, index) => `r${index}.json`);
  for (const [index, name] of models.entries()) await writeFile(scratch.path(name), JSON.stringify({ seed: index }));
  const loaded = checkStudy(
    {
      name: 'conditions',
      models: models.map((name) => `sim:./${name}`),
      datasets: [{ name: 'jsonl', path: 'items.jsonl' }],
      methods: ['baseline', 'bail-tool', 'bail-string', 'bail-prompt', 'placebo-tool'],
      wordings: ['default', 'labels=symbols'],
    },
    scratch.dir,
  );
  await using store = openStore(file);
  const opened = await openModels(loaded);
  const { plan } = await prepareStudy(store, loaded, opened);
  if (plan.lines.length !== respondents * armsEach) throw new Error(`${plan.lines.length} conditions`);
  fillStore(store, plan, 0);
  if (isScored) fillScores(store);
  await closeModels(opened);
  return file;
}

if (process.send !== undefined) {
  const task = JSON.parse(process.argv[2] ?? '') as ReportTask;
  const since = usageFromHere();
  await work(task);
  process.send({ ...since(), peakRssBytes: peakRssBytes() } satisfies StepResult);
} else {
  const { values } = parseArgs({
    options: {
      trials: { type: 'string', default: '1000000' },
      format: { type: 'string', default: 'json' },
      compare: { type: 'boolean', default: false },
      scored: { type: 'boolean', default: false },
    },
  });
  await using scratch = await scratchFolder();
  const store = await fill(scratch, Number(values.trials), values.scored);
  const reports = values.format.split(',').map((format) => ({ store, format: format as Format, compare: null }));
  const compared = comparisons.map((compare) => ({ store, format: 'json' as const, compare }));
  for (const task of [...reports, ...(values.compare ? compared : [])] satisfies ReportTask[]) {
    const { compare } = task;
    const { wallMs, cpuMs, peakRssBytes: peak } = await measureInChild<StepResult>(new URL(import.meta.url), task);
    const what = compare === null ? 'report' : `compare ${compare.sides.join(' ')} ${compare.against ?? ''}`.trim();
    console.log(
      `${what} (${task.format}) over ${values.trials} trials, ${respondents * armsEach} conditions: ` +
        `${Math.round(peak / 2 ** 20)} MB, ${(wallMs / 1000).toFixed(1)} s (CPU ${(cpuMs / 1000).toFixed(1)} s)`,
    );
  }
}

async function work({ store, format, compare }: ReportTask): Promise<void> {
  const out = `${store}.${format}`;
  if (compare === null) {
    await reportCommand({ store, format, out, categories: false });
    return;
  }
  await compareCommand({
    ...compare,
    store,
    format: format === 'table' ? 'table' : format === 'html' ? 'html' : 'json',
    out,
    only: {},
    adjustment: 'holm',
    categories: false,
    items: 10,
  });
}
