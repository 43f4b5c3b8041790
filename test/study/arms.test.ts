import { expect, test } from 'vitest';

import { unknownTraits } from '../../src/models/traits.ts';
import type { Arm } from '../../src/study/arm.ts';
import { expandArms } from '../../src/study/arms.ts';
import { checkStudy } from '../../src/study/load.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { studyWordings } from '../../src/study/wordings.ts';

/** The arms of a study of one model that can, or cannot, tell how likely a text is. */
async function armsOf(rest: Partial<StudyInput>, readout: boolean | null = true): Promise<readonly Arm[]> {
  const study: StudyInput = {
    name: 'arms',
    models: ['sim:even'],
    datasets: ['neutral'],
    methods: ['baseline'],
    ...rest,
  };
  const loaded = checkStudy(study, '.');
  const identity = { protocol: 'sim', name: 'one', content: {} } as const;
  const model = { label: 'one', hash: 'a'.repeat(64), identity, traits: { ...unknownTraits, readout } };
  return expandArms(loaded, [model], await studyWordings(loaded), [null]);
}

const both: StudyInput['methods'] = ['bail-prompt', { method: 'bail-prompt', readout: 'logprobs' }];

test('drawn answers and readouts are different arms that offer the same words', async () => {
  const arms = await armsOf({ methods: both });
  expect(arms.map(({ order, settings }) => `${order} ${settings.readout ?? 'sampled'}`)).toEqual([
    'bail-first sampled',
    'continue-first sampled',
    'bail-first logprobs',
    'continue-first logprobs',
  ]);
  expect(new Set(arms.map(({ hash }) => hash)).size).toBe(4);
  expect(arms[2]?.offer).toEqual(arms[0]?.offer);
});

test('a readout has nothing to draw: settings of drawn answers and of stopping do not change it', async () => {
  const [, , plain] = await armsOf({ methods: both });
  const [, , other] = await armsOf({ methods: both, stop: 'early', sampling: { answer: { temperature: 0 } } });
  expect(other?.hash).toBe(plain?.hash);
});

test('readouts that differ in their words alone have the same settings, so that they can be compared', async () => {
  const arms = await armsOf({ methods: both.slice(1), wordings: ['default', 'labels=symbols'] });
  expect(arms).toHaveLength(4);
  expect(arms[2]?.settings).toEqual(arms[0]?.settings);
});

test('a model that cannot tell how likely a text is does not support a readout; one that may is asked', async () => {
  const [drawn, , read] = await armsOf({ methods: both }, false);
  expect(drawn?.unsupported).toBeNull();
  expect(read?.unsupported).toBe('the model cannot tell how likely a text is');
  expect((await armsOf({ methods: both }, null)).map(({ unsupported }) => unsupported)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test('stopping early makes other arms of what offers an exit, and leaves the baseline as it is', async () => {
  const methods: StudyInput['methods'] = ['baseline', 'bail-string'];
  const [baseline, word] = await armsOf({ methods });
  const [sameBaseline, otherWord] = await armsOf({ methods, stop: 'early' });
  expect(sameBaseline?.hash).toBe(baseline?.hash);
  expect(otherWord?.hash).not.toBe(word?.hash);
});

test('a model is asked by the methods it names alone, which must be among the study’s', async () => {
  const one = (methods: readonly string[]) =>
    ({ use: 'sim:even', methods: [...methods] }) as StudyInput['models'][number];
  const methods = ['baseline', 'bail-tool', 'bail-string'] satisfies StudyInput['methods'];
  const arms = await armsOf({ models: [one(['baseline', 'bail-string'])], methods });
  expect(arms.map(({ method }) => method)).toEqual(['baseline', 'bail-string']);
  expect(await armsOf({ models: [one(methods)], methods })).toEqual(await armsOf({ methods }));
  await expect(armsOf({ models: [one(['bail-prompt'])], methods })).rejects.toThrow(
    "bail-prompt is not among the study's methods",
  );
});
