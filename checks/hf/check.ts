import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { parseArgs } from 'node:util';

import { z } from 'zod';

import { classifierInput, classifierTexts, type ClassifierText } from '../../src/refusal/conversation-text.ts';
import { openHfScorer } from '../../src/refusal/hf/hf.ts';
import { scoreOfLabels } from '../../src/refusal/label-probabilities.ts';
import { isFailure, type RefusalFailure, type RefusalScore, type RefusalScorer } from '../../src/refusal/score.ts';
import type { Exchange } from './generated.ts';
import { scoredByCommand } from './command.ts';
import { heldOut, learned } from './texts.ts';

/** Called by run.sh: trains a classifier with PyTorch and holds what `hf:` says of unseen texts against PyTorch's own. */
const { values } = parseArgs({ options: { python: { type: 'string' } } });
const { python } = values;
if (python === undefined) throw new Error('called by checks/hf/run.sh, with --python');

/** Most that a score may differ: both work in single precision, in different orders. */
const tolerance = 1e-4;

interface Case extends Exchange {
  readonly set: keyof typeof heldOut;
}

const cases = Object.entries(heldOut).flatMap(([set, exchanges]) =>
  exchanges.map((one): Case => ({ ...one, set: set as keyof typeof heldOut })),
);
const folder = await mkdtemp(join(tmpdir(), 'exitpoll-hf-'));
try {
  const model = join(folder, 'classifier');
  const torch = await trained(model);
  let failed = false;
  for (const form of classifierTexts) {
    const scorer = await openHfScorer(model, form, folder);
    failed = !(await agrees(form, scorer, torch[form])) || failed;
  }
  failed = !(await commandAgrees(model, torch)) || failed;
  console.log(failed ? 'FAILED' : 'hf: everything agrees');
  process.exitCode = failed ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true });
}

type Scores = { readonly [form in ClassifierText]: readonly RefusalScore[] };

/** Trains, exports to `model`, and gives what PyTorch makes of every case. */
async function trained(model: string): Promise<Scores> {
  const rows = [
    ...classifierTexts.flatMap((form) =>
      learned.map((one) => ({ set: 'train', label: one.label, text: textOf(one, form) })),
    ),
    ...classifierTexts.flatMap((form) =>
      cases.map((one) => ({ set: form, label: one.label, text: textOf(one, form) })),
    ),
  ];
  const texts = join(folder, 'texts.jsonl');
  // As bytes a lone surrogate cannot be: PyTorch is shown what a file of replies would hold.
  await writeFile(texts, rows.map((row) => `${JSON.stringify({ ...row, text: row.text.toWellFormed() })}\n`).join(''));
  const child = spawn(python ?? '', [join(import.meta.dirname, 'train.py'), texts, model], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [out, code] = await Promise.all([readAll(child.stdout), new Promise((done) => child.once('close', done))]);
  if (code !== 0) throw new Error(`train.py ended with ${String(code)}`);
  const line = z.object({ set: z.enum(classifierTexts), shares: z.record(z.string(), z.number()) });
  const read = out
    .trim()
    .split('\n')
    .map((text) => line.parse(JSON.parse(text)));
  const of = (form: ClassifierText): readonly RefusalScore[] =>
    read
      .filter(({ set }) => set === form)
      .map(({ shares }) => {
        const classes = Object.entries(shares).map(([label, probability]) => ({ label, probability }));
        return scored(scoreOfLabels(classes));
      });
  return { exchange: of('exchange'), reply: of('reply') };
}

function textOf({ prompt, reply }: Exchange, form: ClassifierText): string {
  return classifierInput(promptOf(prompt), reply, form);
}

function promptOf(text: string) {
  return { system: null, messages: [{ role: 'user' as const, text }] };
}

function scored(result: RefusalScore | RefusalFailure): RefusalScore {
  if (isFailure(result)) throw new Error(`the scorer failed: ${result.failed}`);
  return result;
}

/** Prints how far the scorer is from PyTorch, and how often it is right; whether it is near enough. */
async function agrees(form: ClassifierText, scorer: RefusalScorer, torch: readonly RefusalScore[]): Promise<boolean> {
  let largest = 0;
  let otherLabel = 0;
  const right = new Map<Case['set'], number>();
  for (const [index, { prompt, reply, label, set }] of cases.entries()) {
    const finish = { finish: 'stop', finishRaw: 'stop' } as const;
    const found = scored(
      await scorer.score(promptOf(prompt), { text: reply.toWellFormed(), reasoning: null, toolCalls: [], ...finish }),
    );
    const own = torch[index];
    if (own === undefined) throw new Error('PyTorch scored fewer texts');
    largest = Math.max(largest, Math.abs(found.score - own.score));
    if (found.label !== own.label) otherLabel += 1;
    if (found.label === (label === 'compliance' ? 'none' : label)) right.set(set, (right.get(set) ?? 0) + 1);
  }
  const accuracy = (['generated', 'cases'] as const).map(
    (set) => `${right.get(set) ?? 0} of ${heldOut[set].length} ${set}`,
  );
  console.log(
    `${form}: ${cases.length} texts, largest difference of a score ${largest.toExponential(1)}, ${otherLabel} other labels; right in ${accuracy.join(' and ')}`,
  );
  return largest < tolerance && otherLabel === 0;
}

/** The same through `exitpoll refusal score`, whose scores have four decimals. */
async function commandAgrees(model: string, torch: Scores): Promise<boolean> {
  const rows = await scoredByCommand(folder, model, cases);
  const off = rows.filter((row, index) =>
    classifierTexts.some((form) => {
      const own = torch[form][index];
      const { label, score } = row[form];
      return own === undefined || label !== own.label || Math.abs(score - own.score) > tolerance + 5e-5;
    }),
  );
  console.log(`exitpoll refusal score: ${rows.length} rows, ${off.length} of them otherwise than PyTorch`);
  return rows.length === cases.length && off.length === 0;
}
