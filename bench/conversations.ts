// Time and peak memory of inspecting, sampling and planning published conversations: synthetic ones of six turns of the user
// and six replies, about ten kilobytes each, as Parquet and as JSON Lines; beside a tenth of them, to show what grows. With
// --many, a million short ones of a single turn are planned too.
//
//   node bench/conversations.ts [--conversations N] [--many N] [--quick]
import { rm, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import type { StepResult, StepTask } from './conversations/step.ts';
import type { WriteTask } from './conversations/write.ts';
import { measureInChild } from './support/children.ts';
import { type Figure, printFigures } from './support/figures.ts';
import { scratchFolder } from './support/scratch.ts';

const formats = ['parquet', 'jsonl'] as const;
const steps = ['inspect', 'sample', 'plan'] as const;
const talks = { turns: 6, charactersPerTurn: 830 };
const prompts = { turns: 1, charactersPerTurn: 150 };

/** Measures every step on so many conversations, and on a tenth. */
async function figuresOf(conversations: number): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const format of formats) {
    const small = await measure({ format, conversations: conversations / 10, ...talks }, steps);
    const large = await measure({ format, conversations, ...talks }, steps);
    for (const [index, step] of steps.entries()) {
      const [one, other] = [large.results[index], small.results[index]];
      if (one === undefined || other === undefined) continue;
      figures.push({
        what: `${step} ${conversations.toLocaleString('en')} (${format}, ${Math.round(large.sizeBytes / 1e6)} MB)`,
        measured: shown(one),
        beside: `a tenth: ${shown(other)}`,
        aim: '60 s, 400 MB',
      });
    }
  }
  return figures;
}

async function measure(
  task: Omit<WriteTask, 'path'>,
  wanted: readonly StepTask['step'][],
): Promise<{ results: readonly StepResult[]; sizeBytes: number }> {
  await using scratch = await scratchFolder();
  const path = scratch.path(`talks.${task.format}`);
  await measureInChild<object>(new URL('conversations/write.ts', import.meta.url), {
    ...task,
    path,
  } satisfies WriteTask);
  const { size } = await stat(path);
  const results: StepResult[] = [];
  for (const step of wanted) {
    const result = await measureInChild<StepResult>(new URL('conversations/step.ts', import.meta.url), {
      step,
      path,
    } satisfies StepTask);
    console.error(`${task.conversations.toLocaleString('en')} ${task.format}, ${step}: ${shown(result)}`);
    results.push(result);
  }
  await rm(path);
  return { results, sizeBytes: size };
}

function shown({ peakRssBytes, wallMs, cpuMs, count }: StepResult): string {
  return `${Math.round(peakRssBytes / 2 ** 20)} MB, ${seconds(wallMs)} s (CPU ${seconds(cpuMs)} s), ${count.toLocaleString('en')}`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

const { values } = parseArgs({
  options: {
    conversations: { type: 'string' },
    many: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});
const figures = [...(await figuresOf(Number(values.conversations ?? (values.quick ? 10_000 : 100_000))))];
if (values.many !== undefined) {
  const many = Number(values.many);
  const [tenth, all] = [
    await measure({ format: 'jsonl', conversations: many / 10, ...prompts }, ['plan']),
    await measure({ format: 'jsonl', conversations: many, ...prompts }, ['plan']),
  ];
  const [one, other] = [all.results[0], tenth.results[0]];
  if (one !== undefined && other !== undefined) {
    figures.push({
      what: `plan ${many.toLocaleString('en')} of one turn (jsonl, ${Math.round(all.sizeBytes / 1e6)} MB)`,
      measured: shown(one),
      beside: `a tenth: ${shown(other)}`,
      aim: 'flat',
    });
  }
}
printFigures(figures);
