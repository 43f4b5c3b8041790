import { afterAll, expect, test } from 'vitest';

import { ExitpollError, ExitpollErrors } from '../../src/base/errors.ts';
import { openStore } from '../../src/store/store.ts';
import { loadStudy } from '../../src/study/load.ts';
import { runCli } from '../support/cli.ts';
import { prepareWith } from '../support/library-run.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());

const good = ['name: mine', 'models: [sim:even]', 'datasets: [neutral]', 'methods: [bail-string]'];

/** The lines of a good study with some replaced, by their field. */
function withLines(changed: Readonly<Record<string, string>>): string {
  const lines = good.map((line) => changed[line.split(':')[0] ?? ''] ?? line);
  const added = Object.entries(changed).flatMap(([field, line]) => (field.startsWith('+') ? [line] : []));
  return [...lines, ...added].filter((line) => line !== '').join('\n');
}

async function messagesOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => new Error('it was taken'),
    (reason: unknown) => reason,
  );
  if (error instanceof ExitpollErrors) return error.errors.map((one) => one.message);
  if (error instanceof ExitpollError) return [error.message];
  throw error;
}

test.each<[Readonly<Record<string, string>>, string]>([
  [{ name: '' }, '1:1: name: is missing; expected a text'],
  [{ name: 'name: my study' }, '1:1: name: expected letters, digits, dots, dashes or underscores, at most 80'],
  [{ '+': 'epoch: 3' }, '5:1: epoch: is not a field here. Did you mean "epochs"?'],
  [{ '+': 'epochs: 0' }, '5:1: epochs: expected at least 1, found 0'],
  [{ '+': 'epochs: many' }, '5:1: epochs: expected a number, found "many"'],
  [{ '+': 'epochs: 1.5' }, '5:1: epochs: expected a whole number, found 1.5'],
  [{ methods: 'methods: [bail-tol]' }, '4:11: methods[0]: expected one of '],
  [{ methods: 'methods: [bail-tol]' }, 'Did you mean "bail-tool"?'],
  [{ methods: 'methods: []' }, '4:1: methods: expected at least 1 entry, found an empty list'],
  [
    { methods: 'methods: [baseline, bail-tool, baseline]' },
    '4:32: methods[2]: "baseline" is named twice (first as number 1)',
  ],
  [
    { methods: 'methods: [{method: bail-tool, orders: [bail-first]}]' },
    '4:31: methods[0].orders: only bail-prompt has orders',
  ],
  [
    { methods: 'methods: [{method: bail-tool, readout: logprobs}]' },
    '4:31: methods[0].readout: only bail-prompt has answers whose probabilities can be read',
  ],
  [
    { methods: 'methods: [bail-prompt, {method: bail-prompt, readout: sampled}]' },
    '4:24: methods[1]: "bail-prompt" is named twice (first as number 1)',
  ],
  [{ models: 'models: [even]' }, '2:10: models[0]: expected a model such as local:smollm2-135m-instruct'],
  [{ models: 'models: [sim:even, sim:even]' }, '2:20: models[1]: "sim:even" is named twice'],
  [{ models: 'models: [{baseUrl: "http://x/v1"}]' }, '2:10: models[0].model: is missing; expected a text'],
  [
    { models: 'models: [{baseUrl: "http://x/v1", model: m, apikey: k}]' },
    '2:45: models[0].apikey: is not a field here',
  ],
  [{ datasets: 'datasets: [nutral]' }, '3:12: datasets[0]: expected'],
  [{ datasets: 'datasets: [nutral]' }, 'Did you mean "neutral"?'],
  [{ datasets: 'datasets: [csv]' }, '3:12: datasets[0].path: "csv" needs a path to its file'],
  [{ datasets: 'datasets: [{name: neutral, take: -1}]' }, '3:28: datasets[0].take: expected at least 1, found -1'],
  [
    { datasets: 'datasets: [{name: neutral, filter: {matches: "("}}]' },
    'filter.matches: is not a valid regular expression',
  ],
  [{ '+': 'sampling: {temperature: 3}' }, '5:12: sampling.temperature: expected at most 2, found 3'],
  [{ '+': 'sampling: {maxTokns: 3}' }, 'Did you mean "maxTokens"?'],
  [{ '+': 'limits: {attempts: 0}' }, '5:10: limits.attempts: expected at least 1, found 0'],
  [{ '+': 'wordings: [default, default]' }, '5:21: wordings[1]: "default" is named twice'],
  [{ '+': '  bad: [' }, 'is not valid YAML'],
])('a mistake is named with its place, what was expected and what was found: %j', async (changed, wanted) => {
  const file = folder.write('mistake.yaml', withLines(changed));
  const messages = await messagesOf(loadStudy(file));
  expect(messages.every((message) => message.startsWith(`${file}:`) && !message.includes('\n'))).toBe(true);
  expect(messages.join('\n')).toContain(wanted);
});

test('all mistakes of a file are named at once, a line each', async () => {
  folder.write('many.yaml', withLines({ name: 'name: ""', methods: 'methods: [bail]', '+': 'epochs: 0' }));
  const end = await runCli(['run', 'many.yaml'], { cwd: folder.path });
  expect(end.code).toBe(1);
  const lines = end.stderr.split('\n').filter((line) => line.startsWith('exitpoll: many.yaml:'));
  expect(lines.map((line) => line.split(': ')[2])).toEqual(['name', 'methods[0]', 'epochs']);
  expect(end.stderr).not.toMatch(/\n\s+at /);
  expect(end.stdout).toBe('');
});

test.each([
  [{ wordings: ['defalt'] }, /there is no wording "defalt"\. Did you mean "default"\?/],
  [{ wordings: ['mine.yaml'] }, /mine\.yaml: there is no such file/],
  [{ models: ['sim:evn'] }, /models\[0\]: there is no simulated respondent "evn"\. Did you mean "even"\?/],
  [{ models: ['openia:gpt'] }, /models\[0\]: there is no kind of model "openia"\. Did you mean "openai"\?/],
  [
    { models: ['sim:./same.yaml', 'sim:./folder/../same.yaml'] },
    /models\[1\]: .* is the same model as sim:\.\/same\.yaml/,
  ],
  [{ datasets: ['neutral', { name: 'neutral', take: 3 }] }, /datasets\[1\]: a second dataset called "neutral"/],
  [{ datasets: [{ name: 'csv', path: 'nowhere.csv' }] }, /nowhere\.csv: there is no such file/],
  [
    { datasets: [{ name: 'csv', path: 'prompts.csv', filter: { category: 'none-such' } }] },
    /dataset prompts has no items left/,
  ],
] as const)('what a study names and cannot be had is an error before anything is run: %j', async (changed, wanted) => {
  folder.write('same.yaml', 'bail: 0.5');
  folder.write('prompts.csv', promptsCsv(3));
  await using store = openStore(folder.file('store.sqlite'));
  const study = { name: 'names', models: ['sim:even'], datasets: ['neutral'], methods: ['bail-string'], ...changed };
  const messages = await messagesOf(prepareWith(store, study as never, folder.path));
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatch(wanted);
});

test('a study in TypeScript can import exitpoll wherever it lies, and one that throws is one line', async () => {
  const importing = "import { defineStudy } from 'exitpoll';\n";
  folder.write(
    'good.mts',
    `${importing}const epochs: number = 2;\nexport default defineStudy({ name: 'typed', models: ['sim:even'],
     datasets: [{ name: 'neutral', take: 3 }], methods: ['bail-string'], epochs });\n`,
  );
  const ran = await runCli(['run', 'good.mts', '--json'], { cwd: folder.path });
  expect(ran.code).toBe(0);
  expect(JSON.parse(ran.stdout)).toMatchObject({ conditions: [{ planned: 6, complete: true }] });

  folder.write('throws.mts', "throw new Error('two\\nlines');\n");
  folder.write('empty.mts', 'export const study = {};\n');
  folder.write('wrong.mts', `${importing}export default defineStudy({ name: 'x', epochs: 'two' } as never);\n`);
  const [throws, empty, wrong] = await Promise.all(
    ['throws', 'empty', 'wrong'].map((name) => runCli(['plan', `${name}.mts`], { cwd: folder.path })),
  );
  expect(throws).toMatchObject({ code: 1, stderr: 'exitpoll: throws.mts: cannot be run: two lines\n' });
  expect(empty).toMatchObject({ code: 1 });
  expect(empty?.stderr).toMatch(/^exitpoll: empty\.mts: has no default export\n {2}Write `export default/);
  expect(wrong?.stderr).toContain('exitpoll: wrong.mts: epochs: expected a number, found "two"');
});
