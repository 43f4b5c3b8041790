import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { openStore } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { runCli } from '../support/cli.ts';
import { runWith, told } from '../support/library-run.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';

interface Line {
  readonly requestHash: string;
  readonly epoch: number;
  readonly item: string | null;
  readonly method: string;
  readonly step: string;
  readonly request: { readonly messages: readonly { readonly text: string }[] };
}

test('what a plan asks first can be written to a file, answered elsewhere and replayed', async () => {
  using folder = tempFolder();
  folder.write('prompts.csv', promptsCsv(3));
  folder.write('again.csv', promptsCsv(2));
  const study: StudyInput = {
    name: 'elsewhere',
    models: ['sim:even'],
    datasets: [
      { name: 'csv', path: 'prompts.csv' },
      { name: 'csv', path: 'again.csv' },
    ],
    methods: ['baseline', 'bail-string', 'bail-prompt'],
    epochs: 2,
  };
  folder.study(study);
  const end = await runCli(['plan', 'study.yaml', '--requests', 'requests.jsonl'], { cwd: folder.path });
  expect(end).toMatchObject({ code: 0, stderr: 'Wrote requests.jsonl\n' });
  const lines = readFileSync(folder.file('requests.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  // The bail prompt rests on the baseline's replies, and items that two datasets share are asked about once.
  expect(lines.map(({ item, method, epoch }) => `${item} ${method} ${epoch}`).toSorted()).toEqual(
    ['line-2', 'line-3', 'line-4']
      .flatMap((item) => [1, 2].flatMap((epoch) => [`${item} bail-string ${epoch}`, `${item} baseline ${epoch}`]))
      .toSorted(),
  );
  expect(lines.every(({ step, request }) => step === 'reply' && request.messages[0]?.text.startsWith('prompt'))).toBe(
    true,
  );

  const replies = lines.map(({ requestHash, epoch, item }) =>
    JSON.stringify({ requestHash, epoch, text: `to ${item} in ${epoch}` }),
  );
  folder.write('replies.jsonl', replies.join('\n'));
  await using store = openStore(folder.file('replayed.sqlite'));
  const replayed: StudyInput = { ...study, models: ['replay:replies.jsonl'], methods: ['baseline', 'bail-string'] };
  const result = await runWith(store, replayed, folder.path);
  expect(result).toMatchObject({ ending: 'done', errors: 0, pending: 0 });
  const { trials } = await told(store);
  expect(trials.filter(({ dataset }) => dataset === 'prompts')).toHaveLength(12);
  for (const { item, epoch, steps } of trials) {
    expect(steps.map(({ text }) => text)).toEqual([`to ${item} in ${epoch}`]);
  }
});
