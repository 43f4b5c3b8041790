import { expect, test } from 'vitest';

import { runCli } from '../support/cli.ts';
import type { CrisisExits } from '../../src/analysis/crisis-result.ts';
import type { TrialRecord } from '../../src/analysis/results.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('exits in a crisis are listed by item in every format, as the stored trials have them, with their transcripts', async () => {
  using folder = tempFolder();
  folder.write('who.yaml', 'bail: 0.3\n');
  folder.study({
    name: 'danger',
    models: ['sim:who.yaml'],
    datasets: ['crisis', { name: 'starter', take: 4 }],
    methods: ['baseline', 'bail-tool', 'bail-string', 'placebo-tool'],
    epochs: 3,
  });
  const { code, stdout: table } = await runCli(['run', 'study.yaml'], { cwd: folder.path });
  expect(code).toBe(0);
  const of = async (...words: string[]): Promise<string> => (await runCli(words, { cwd: folder.path })).stdout;
  const trials = (await of('export', 'trials', '--dataset', 'crisis'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TrialRecord);
  const exits = trials.filter(({ method, outcome }) => outcome === 'bail' && method !== 'placebo-tool');
  const { crisis } = JSON.parse(await of('report', '--format', 'json')) as { crisis: readonly CrisisExits[] };
  expect(crisis.map(({ method }) => method).toSorted()).toEqual(['bail-string', 'bail-tool']);
  const listed = crisis.flatMap(({ condition, items }) =>
    items.flatMap(({ item, exits: left, trials: numbers }) => {
      expect(numbers).toHaveLength(left);
      return numbers.map((trial) => `${condition} ${item} ${trial}`);
    }),
  );
  expect(listed.toSorted()).toEqual(exits.map((one) => `${one.condition} ${one.item} ${one.trial}`).toSorted());
  for (const { condition, items } of crisis) {
    for (const { item, answers } of items) {
      const own = trials.filter((trial) => trial.condition === condition && trial.item === item);
      expect(answers).toBe(own.filter(({ outcome }) => outcome === 'bail' || outcome === 'continue').length);
    }
  }

  const items = [...new Set(exits.map(({ item }) => item))];
  const markdown = await of('report', '--format', 'md');
  for (const item of items) expect(markdown).toContain(`\`${item}\``);
  expect(table).toContain('Who was left in a crisis?');
  expect(table).toMatch(/and \d+ more items/);

  const page = await of('report', '--format', 'html');
  const links = [...page.matchAll(/href="#(trial-[^"]+)"/g)].map(([, id]) => id ?? '');
  expect(links).toHaveLength(crisis.reduce((sum, one) => sum + one.items.length, 0));
  for (const id of links) expect(page.split(`id="${id}"`)).toHaveLength(2);
});

test('where nobody was left in a crisis there is no list', async () => {
  using folder = tempFolder();
  folder.write('who.yaml', 'bail: 0\n');
  folder.study({ name: 'danger', models: ['sim:who.yaml'], datasets: ['crisis'], methods: ['bail-tool'] });
  const { stdout } = await runCli(['run', 'study.yaml'], { cwd: folder.path });
  expect(stdout).not.toContain('Who was left');
  const json = await runCli(['report', '--format', 'json'], { cwd: folder.path });
  expect(JSON.parse(json.stdout)).toMatchObject({ crisis: [] });
});
