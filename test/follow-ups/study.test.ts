import { expect, test } from 'vitest';

import { loadFollowUpPack } from '../../src/follow-ups/load-pack.ts';
import { checkStudy } from '../../src/study/load.ts';
import { studyFollowUps } from '../../src/study/follow-ups.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { tempFolder } from '../support/temp-folder.ts';

const study: StudyInput = { name: 's', models: ['sim:even'], datasets: ['neutral'], methods: ['bail-string'] };

const pack = `followUps:
  - kind: confirm
    name: mine
    question:
      bail-first: "Sure? <a>{{bail}}</a> or <{{tag}}>{{continue}}</{{tag}}>"
    tag: a
    labels: { bail: LEAVE, continue: STAY }
`;

test('a study names follow-ups short or in full; equal ones are one, and a pack gives its own words', async () => {
  using folder = tempFolder();
  folder.write('pack.yaml', pack);
  const followUps = await studyFollowUps(
    checkStudy(
      {
        ...study,
        followUps: [
          'confirm',
          { confirm: {} },
          { confirm: { think: true, orders: ['bail-first'], maxTokens: 300 } },
          { interview: { draws: 5, orders: ['continue-first'], temperature: 0 } },
          { confirm: { words: 'pack.yaml#mine' } },
        ],
      },
      folder.path,
    ),
  );
  expect(followUps.map(({ label, draws, followUp }) => [label, draws, followUp.order])).toEqual([
    ['confirm', 1, 'bail-first'],
    ['confirm', 1, 'continue-first'],
    ['confirm think', 1, 'bail-first'],
    ['interview', 5, 'continue-first'],
    ['mine', 1, 'bail-first'],
  ]);
  expect(followUps[2]?.followUp.turns[0]?.sampling).toEqual({ temperature: 1, topP: 1, maxTokens: 300 });
  expect(followUps[3]?.followUp.turns.map(({ sampling }) => sampling.temperature)).toEqual([0, 0]);
  expect(followUps[4]?.followUp.turns[0]?.text).toBe('Sure? <a>LEAVE</a> or <a>STAY</a>');
});

test.each([
  [[{ confirm: { draws: 0 } }], /draws/],
  [[{ interview: { think: true } }], /think/],
  [['confrim'], /followUps\[0\]/],
  [[], /followUps/],
])('%j is a mistake with its field', (followUps, message) => {
  expect(() => checkStudy({ ...study, followUps }, '.')).toThrow(message);
});

test.each([
  [
    'labels: { bail: LEAVE, continue: STAY }',
    'labels: { bail: STAY, continue: STAY }',
    /labels: the two labels must differ/,
  ],
  ['    tag: a', '    tag: a\n    why: "{{name}}?"', /why/],
  ['{{bail}}</a> or', 'x</a> or', /never shows the answer/],
  ['kind: confirm', 'kind: exit', /kind/],
])('a pack with %j in place of %j is told of with its field', async (from, to, message) => {
  using folder = tempFolder();
  const file = folder.file('pack.yaml');
  folder.write('pack.yaml', pack.replace(from, to));
  await expect(loadFollowUpPack(file)).rejects.toThrow(message);
});

test('a pack that is not there, or lacks the name, is told of', async () => {
  using folder = tempFolder();
  folder.write('pack.yaml', pack);
  const of = (words: string): Promise<unknown> =>
    studyFollowUps(checkStudy({ ...study, followUps: [{ confirm: { words } }] }, folder.path));
  await expect(of('other.yaml')).rejects.toThrow(/no such file/);
  await expect(of('pack.yaml#mind')).rejects.toThrow(/no confirm "mind".*mine/);
  await expect(
    studyFollowUps(checkStudy({ ...study, followUps: [{ interview: { words: 'pack.yaml' } }] }, folder.path)),
  ).rejects.toThrow(/no interview/);
});
