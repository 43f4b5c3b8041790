import { join } from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { openStore } from '../../src/store/store.ts';
import type { Arm } from '../../src/study/arm.ts';
import { checkStudy } from '../../src/study/load.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { languageCodes, languages } from '../../src/wordings/languages/index.ts';
import { prepareWith, runWith, told } from '../support/library-run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());
const examples = join(import.meta.dirname, '..', '..', 'examples');

type Changes = Pick<StudyInput, 'wordings' | 'language'> & Partial<Pick<StudyInput, 'methods'>>;

async function armsOf(changes: Changes): Promise<readonly Arm[]> {
  const study = { name: 'words', models: ['sim:even'], datasets: [{ name: 'neutral' as const, take: 1 }] };
  await using store = openStore(folder.file('plans.sqlite'), 'temporary');
  const { plan } = await prepareWith(store, { ...study, methods: ['bail-string'], ...changes }, examples);
  return plan.lines.map((line) => line.arm);
}

const namesOf = async (changes: Changes): Promise<readonly (string | null)[]> =>
  (await armsOf(changes)).map((arm) => arm.wording);

function mistakeOf(wordings: unknown): string {
  try {
    checkStudy({ name: 'a', models: ['sim:even'], datasets: ['neutral'], methods: ['baseline'], wordings }, examples);
  } catch (thrown) {
    return (thrown as Error).message;
  }
  return 'accepted';
}

describe('the wordings a study names', () => {
  test('by factors, whose order does not matter', async () => {
    expect(await namesOf({ wordings: ['journal=invited+reason=distress'] })).toEqual([
      'reason=distress+journal=invited',
    ]);
  });

  test('one factor at a time and factorials; what comes twice is one arm', async () => {
    expect(
      await namesOf({
        wordings: [
          { oneFactorAtATime: ['reason'] },
          'default',
          { factorial: { reason: ['any', 'distress'], journal: ['none', 'invited'] } },
        ],
      }),
    ).toEqual([
      'default',
      'reason=distress',
      'reason=preference',
      'journal=invited',
      'reason=distress+journal=invited',
    ]);
    expect(await namesOf({ wordings: [{ oneFactorAtATime: true }] })).toHaveLength(11);
    expect(await namesOf({ wordings: [{ factorial: ['reason', 'journal'] }] })).toHaveLength(6);
  });

  test('of one method alone, beside those of the study', async () => {
    const arms = await armsOf({
      methods: ['bail-tool', { method: 'bail-string', wordings: ['labels=symbols', 'wordings/plain-words.yaml'] }],
    });
    expect(arms.map((arm) => `${arm.method} ${arm.wording}`)).toEqual([
      'bail-tool default',
      'bail-string labels=symbols',
      'bail-string plain',
    ]);
  });

  test('leave the placebo tool as it is: one arm, whatever the factors', async () => {
    expect(
      await namesOf({ methods: ['placebo-tool'], wordings: ['reason=distress', { oneFactorAtATime: true }] }),
    ).toEqual(['default']);
  });

  test.each([
    [[{ oneFactorAtATim: true }], 'wordings[0].oneFactorAtATim: is not a field here. Did you mean "oneFactorAtATime"?'],
    [[{ oneFactorAtATime: ['raeson'] }], 'found "raeson". Did you mean "reason"?'],
    [[{ factorial: { reason: ['distres'] } }], 'found "distres". Did you mean "distress"?'],
    [
      [{ factorial: { jurnal: ['none'] } }],
      'wordings[0].factorial.jurnal: is not a field here. Did you mean "journal"?',
    ],
    [[{ factorial: {} }], 'wordings[0].factorial: expected at least one factor'],
    [[{}], 'expected either oneFactorAtATime or factorial'],
    [[{ factorial: ['reason'] }, { factorial: ['reason'] }], 'is named twice'],
  ])('%j is a mistake, told with its place', (wordings, message) => {
    expect(mistakeOf(wordings)).toContain(message);
  });
});

describe('the language of a study', () => {
  test('is in the name unless it is English, and does not change the words of a pack', async () => {
    const wordings = ['default', 'wordings/plain-words.yaml'];
    expect(await namesOf({ wordings })).toEqual(['default', 'plain']);
    expect(await namesOf({ wordings, language: 'de' })).toEqual(['default (de)', 'plain']);
    const [german] = await armsOf({ language: 'de' });
    expect(german?.offer.instructions).toContain('Du darfst jederzeit');
    expect(german?.offersByLanguage).toBeNull();
  });

  test('of the conversation: an offer for each language; the arm is another than the English one', async () => {
    const [english] = await armsOf({});
    const [own] = await armsOf({ language: 'conversation' });
    expect(own?.wording).toBe('default (conversation)');
    expect(own?.offer).toEqual(english?.offer);
    expect(Object.keys(own?.offersByLanguage ?? {})).toEqual([...languageCodes]);
    expect(own?.hash).not.toBe(english?.hash);
  });

  test('an unknown one is told with the nearest known', async () => {
    await expect(armsOf({ language: 'dee' as 'de' })).rejects.toThrow('found "dee". Did you mean "de"?');
  });

  test('of the conversation: every item is asked in its own, and its answer is understood', async () => {
    const said = ['en', 'de', 'ja', 'zh', 'pt', 'xx'];
    folder.write(
      'items.jsonl',
      said
        .map((code) =>
          JSON.stringify({ id: code, tags: [`lang:${code}`], messages: [{ role: 'user', content: code }] }),
        )
        .join('\n'),
    );
    await using store = openStore(folder.file('results.sqlite'), 'write');
    await runWith(
      store,
      {
        name: 'languages',
        models: ['sim:always'],
        datasets: [{ name: 'jsonl', path: 'items.jsonl' }],
        methods: [{ method: 'bail-prompt', orders: ['bail-first'] }],
        language: 'conversation',
      },
      folder.path,
    );
    const { trials } = await told(store);
    expect(trials).toHaveLength(said.length);
    for (const trial of trials) {
      const code = languageCodes.find((one) => one === trial.item) ?? 'en';
      const { labels, question } = languages[code];
      expect(trial.question).toContain(question.opening);
      expect(trial.steps.at(-1)?.text).toBe(`<choice>${labels.bail}</choice>`);
      expect(trial.outcome).toBe('bail');
    }
  });
});
