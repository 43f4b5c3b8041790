import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { TrialRecord } from '../../../src/analysis/results.ts';
import { runCli } from '../../support/cli.ts';
import { replaying } from '../../support/replaying.ts';
import { tempFolder, type TempFolder } from '../../support/temp-folder.ts';

const examples = join(import.meta.dirname, '..', '..', '..', 'examples');
const here = 'experiments/03-stored-run';

async function run(folder: TempFolder, study: string): Promise<string> {
  const { code, stderr } = await runCli(['run', study, '--store', `${study}.sqlite`], { cwd: folder.file(here) });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return stderr;
}

async function exported(folder: TempFolder, study: string, ...only: string[]): Promise<string> {
  const words = ['export', 'trials', '--format', 'jsonl', '--store', `${study}.sqlite`, ...only];
  const { code, stdout } = await runCli(words, { cwd: folder.file(here) });
  expect(code).toBe(0);
  return stdout;
}

function converted(lines: string) {
  const script = join(examples, 'replay', 'from-export.mjs');
  return spawnSync(process.execPath, [script], { input: lines, encoding: 'utf8' });
}

/** What was sent and said in every trial of the model that is asked. */
function trialsOfAsked(lines: string): readonly string[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TrialRecord)
    .filter(({ model }) => model === 'sees-others')
    .map(({ method, order, historyAuthor, replyAuthor, item, epoch, conversation, steps, outcome }) => {
      const texts = steps.map(({ text }) => text);
      return JSON.stringify({ method, order, historyAuthor, replyAuthor, item, epoch, conversation, texts, outcome });
    })
    .toSorted();
}

test(
  'another store’s run is an author as its model would be in one store: of replies and of whole histories',
  { timeout: 60_000 },
  async () => {
    using folder = tempFolder();
    cpSync(examples, folder.path, { recursive: true });
    const fewer = (name: string): string =>
      readFileSync(join(examples, here, name), 'utf8').replace('epochs: 30', 'epochs: 2');
    folder.write(`${here}/first.yaml`, fewer('first.yaml'));
    folder.write(`${here}/second.yaml`, fewer('second.yaml'));
    folder.write(
      `${here}/together.yaml`,
      fewer('second.yaml').replace('replay:replies.jsonl', 'sim:../respondents/plain-speaker.yaml'),
    );

    await run(folder, 'first.yaml');
    const { stdout, stderr, status } = converted(await exported(folder, 'first.yaml', '--model', 'plain-speaker'));
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    folder.write(`${here}/replies.jsonl`, stdout);
    expect(await run(folder, 'second.yaml')).not.toContain('not asked for');
    await run(folder, 'together.yaml');

    const apart = trialsOfAsked(await exported(folder, 'second.yaml'));
    expect(apart).toEqual(trialsOfAsked(await exported(folder, 'together.yaml')));
    expect(apart.filter((trial) => trial.includes('"historyAuthor":"plain-speaker"')).length).toBeGreaterThan(0);
    expect(apart.filter((trial) => trial.includes('"replyAuthor":"plain-speaker"')).length).toBeGreaterThan(0);

    // Trials of two models are no one's replies; words that rest on another model's are left out, and said to be.
    const both = converted(await exported(folder, 'second.yaml'));
    expect(both.status).toBe(1);
    expect(both.stderr).toMatch(/^trials of two models, .*--model\n$/);
    for (const wrong of ['{}', 'trial,condition']) {
      const { status: ended, stderr: said } = converted(wrong);
      expect({ ended, said }).toEqual({
        ended: 1,
        said: 'line 1 is no trial of `exitpoll export trials --format jsonl`\n',
      });
    }
    const resting = converted(await exported(folder, 'second.yaml', '--model', 'sees-others'));
    expect(resting.status).toBe(0);
    expect(resting.stderr).toMatch(/^\d+ trials are left out: another model's words go before/);
  },
);

test('a reply to the dataset’s turns is none to a history of its own, but before both begin', async () => {
  await using file = await replaying([
    { item: 'item-1', method: 'baseline', text: 'to the dataset’s turns' },
    { item: 'item-1', method: 'baseline', historyAuthor: 'self', text: 'to its own turns' },
    { item: 'item-1', method: 'baseline', turn: 1, text: 'its first turn' },
    { item: 'item-2', method: 'baseline', text: 'to the only turn' },
  ]);
  expect(await file.textOf({ turn: 3 })).toBe('to the dataset’s turns');
  expect(await file.textOf({ turn: 3, historyAuthor: 'self' })).toBe('to its own turns');
  expect(await file.textOf({ turn: 3, historyAuthor: 'model' })).toMatch(/^missing: .*history by model/);
  const earlier = { historyAuthor: 'self', earlierIn: 'c'.repeat(64) } as const;
  expect(await file.textOf({ turn: 1, ...earlier })).toBe('its first turn');
  expect(await file.textOf({ turn: 2, ...earlier })).toMatch(/^missing: .*turn 2/);
  expect(await file.textOf({ itemName: 'item-2', turn: 1, historyAuthor: 'self' })).toBe('to the only turn');
  expect(await file.textOf({ itemName: 'item-2', turn: 2, historyAuthor: 'self' })).toMatch(/^missing/);
});

test('an answer about its own is none about the dataset’s', async () => {
  const answer = { item: 'item-1', method: 'bail-prompt', step: 'answer', order: 'bail-first' } as const;
  await using file = await replaying([
    { ...answer, text: 'about its own' },
    { ...answer, replyAuthor: 'dataset', text: 'about the dataset’s' },
  ]);
  const { method, step, order } = answer;
  const asked = { method, step, order, wording: 'default' } as const;
  expect(await file.textOf(asked)).toBe('about its own');
  expect(await file.textOf({ ...asked, replyAuthor: 'dataset' })).toBe('about the dataset’s');
  expect(await file.textOf({ ...asked, replyAuthor: 'model' })).toMatch(/^missing: .*reply by model/);
});

test('a policy that asks for a warning first is replayed as it was stored, both of its replies', async () => {
  using folder = tempFolder();
  cpSync(examples, folder.path, { recursive: true });
  const study = readFileSync(join(examples, 'experiments/15-product-policy.yaml'), 'utf8').replace(
    '- name: starter',
    '- name: starter\n    take: 40',
  );
  folder.write(`${here}/../policy.yaml`, study);
  folder.write(
    `${here}/../again.yaml`,
    study.replace(/\{ use: [^}]*\}/, '{ use: replay:replies.jsonl, name: by-the-book }'),
  );
  const outcomesOf = async (name: string): Promise<{ lines: string; outcomes: readonly string[] }> => {
    const words = (...some: string[]) =>
      runCli([...some, '--store', `${name}.sqlite`], { cwd: folder.file('experiments') });
    expect(await words('run', name)).toMatchObject({ code: 0 });
    const { stdout } = await words('export', 'trials', '--format', 'jsonl');
    const trials = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as TrialRecord);
    return {
      lines: stdout,
      outcomes: trials.map(({ itemHash, wording, epoch, outcome, flags, steps }) =>
        JSON.stringify({ itemHash, wording, epoch, outcome, flags, texts: steps.map(({ text }) => text) }),
      ),
    };
  };
  const first = await outcomesOf('policy.yaml');
  expect(first.outcomes.filter((one) => one.includes('"warned"')).length).toBeGreaterThan(0);
  const { stdout, stderr, status } = converted(first.lines);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  folder.write('experiments/replies.jsonl', stdout);
  const again = await outcomesOf('again.yaml');
  expect(again.outcomes.toSorted()).toEqual(first.outcomes.toSorted());
});
