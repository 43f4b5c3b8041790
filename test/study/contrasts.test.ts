import { expect, test } from 'vitest';

import { openStore } from '../../src/store/store.ts';
import { checkStudy } from '../../src/study/load.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { prepareWith } from '../support/library-run.ts';
import { tempFolder } from '../support/temp-folder.ts';

type Contrast = NonNullable<StudyInput['contrasts']>[number];

const fine = { name: 'tool', a: { method: 'bail-tool' }, b: { method: 'placebo-tool' }, dataset: 'neutral' } as const;

function study(...contrasts: readonly Contrast[]): StudyInput {
  return {
    name: 'declared',
    models: ['sim:even', 'sim:never'],
    datasets: [
      { name: 'neutral', take: 4 },
      { name: 'starter', take: 2 },
    ],
    methods: ['bail-tool', 'bail-prompt', 'placebo-tool'],
    leadIns: ['none', 'greeting'],
    contrasts: [...contrasts],
  };
}

test.each<[string, Contrast, RegExp]>([
  ['a model that is not asked', { ...fine, model: 'sim:evn' }, /contrasts\[0\]\.model: .*Did you mean "sim:even"/],
  [
    'a method not in the study',
    { ...fine, a: { method: 'bail-string' } },
    /contrasts\[0\]\.a\.method: expected one of/,
  ],
  ['two equal sides', { ...fine, b: { method: 'bail-tool' } }, /contrasts\[0\]\.b: is the same as a/],
  [
    'a side that states something else',
    { ...fine, b: { model: 'sim:never' } },
    /\.b\.model: is stated on one side only/,
  ],
  ['what stands inside and outside', { ...fine, method: 'bail-tool' }, /\.a\.method: stands outside of a and b too/],
  ['a field that is none', { ...fine, modle: 'x' } as Contrast, /contrasts\[0\]\.modle: is not a field here/],
])('%s is an error that names the field', (_, contrast, message) => {
  expect(() => checkStudy(study(contrast), '.')).toThrow(message);
});

test('two contrasts of one name are an error', () => {
  expect(() => checkStudy(study(fine, { ...fine, leadIn: 'none' }), '.')).toThrow(
    /contrasts\[1\]\.name: "tool" is named/,
  );
});

test.each<[string, Contrast, RegExp]>([
  ['a wording that no pack has', { ...fine, wording: 'defualt' }, /contrasts\[0\]\.wording: .*Did you mean "default"/],
  ['a dataset by another label', { ...fine, dataset: 'neutrals' }, /contrasts\[0\]\.dataset: .*Did you mean "neutral"/],
  ['twins that are not there', { ...fine, dataset: 'neutral twins' }, /contrasts\[0\]\.dataset: no condition has/],
  ['a lead-in', { ...fine, leadIn: 'greetings' }, /contrasts\[0\]\.leadIn: .*Did you mean "greeting"/],
  ['a category of no item', { ...fine, category: 'nowhere' }, /contrasts\[0\]\.category: no condition has "nowhere"/],
  [
    'conditions that differ in something else too',
    { name: 'far', a: { model: 'sim:even', readout: 'sampled' }, b: { model: 'sim:even', readout: 'logprobs' } },
    /contrasts\[0\]\.b\.readout: no condition has "logprobs"/,
  ],
])('%s is found when the study is prepared', async (_, contrast, message) => {
  using folder = tempFolder();
  await using store = openStore(folder.file('store.sqlite'));
  await expect(prepareWith(store, study(contrast), folder.path)).rejects.toThrow(message);
});

test('contrasts of the order of one method against a method without any are taken', async () => {
  using folder = tempFolder();
  await using store = openStore(folder.file('store.sqlite'));
  const contrast: Contrast = {
    name: 'far',
    a: { method: 'bail-prompt', order: 'bail-first' },
    b: { method: 'bail-tool' },
  };
  await expect(prepareWith(store, study(fine, contrast), folder.path)).resolves.toBeDefined();
});
