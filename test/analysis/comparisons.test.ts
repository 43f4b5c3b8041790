import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { ConditionResult, PairedResult, Results } from '../../src/analysis/results.ts';
import { openStore } from '../../src/store/store.ts';
import { runWith, told } from '../support/library-run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const neutralCategories = [
  'animals',
  'bicycles',
  'code',
  'cooking',
  'crafts',
  'culture',
  'gardening',
  'history',
  'home',
  'language',
  'maths',
  'music',
  'office',
  'photography',
  'planning',
  'science',
  'small-talk',
  'travel',
  'writing',
];

// A respondent whose truth is known: it leaves half the items, a tenth of their twins, hardly any neutral ones.
const respondent = {
  name: 'known',
  bail: 0.5,
  rules: [
    { where: { twin: true }, bail: 0.1 },
    { where: { category: neutralCategories }, bail: 0.01 },
    { where: { method: 'placebo-tool' }, bail: 0.02 },
    { where: { leadIn: 'told-to-leave' }, bail: 0.97 },
    { where: { leadIn: 'told-to-stay' }, bail: 0.01 },
    { where: { method: 'bail-prompt' }, nonsense: 0.8 },
    { where: { wording: 'eager' }, bail: 0.9 },
  ],
};
// Another that leaves whatever it is asked, and whatever it is told.
const leaver = { name: 'leaver', bail: 0.9 };

const pack = `wordings:
  - method: bail-string
    name: eager
    instructions: Please do leave by writing {{word}} on its own line.
    word: LEAVENOW
`;

const items = Array.from({ length: 60 }, (_, index) => {
  const cluster = `situation-${Math.floor(index / 2)}`;
  const line = (id: string, content: string, twin?: string) =>
    JSON.stringify({
      id,
      cluster,
      category: `c${index % 3}`,
      messages: [{ role: 'user', content }],
      ...(twin ? { twin } : {}),
    });
  return `${line(`i${index}`, `shout number ${index}`)}\n${line(`i${index}-twin`, `kind word ${index}`, `i${index}`)}`;
}).join('\n');

const folder = tempFolder();
const store = openStore(folder.file('store.sqlite'));
let results: Results;

beforeAll(async () => {
  folder.write('known.json', JSON.stringify(respondent));
  folder.write('leaver.json', JSON.stringify(leaver));
  folder.write('items.jsonl', items);
  folder.write('pack.yaml', pack);
  await runWith(
    store,
    {
      name: 'comparisons',
      models: ['sim:./known.json', 'sim:./leaver.json'],
      datasets: [
        { name: 'jsonl', path: 'items.jsonl' },
        { name: 'neutral', take: 40 },
      ],
      methods: [
        'baseline',
        'bail-tool',
        'bail-string',
        'bail-prompt',
        { method: 'placebo-tool', wordings: ['default'] },
      ],
      wordings: ['default', 'pack.yaml'],
      leadIns: ['none', 'told-to-leave', 'told-to-stay'],
      epochs: 2,
    },
    folder.path,
  );
  ({ results } = await told(store));
}, 60_000);

afterAll(async () => {
  await store.close();
  folder[Symbol.dispose]();
});

const condition = (wanted: Partial<ConditionResult>): ConditionResult => {
  const found = results.conditions.filter((one) =>
    Object.entries({ leadIn: null, wording: 'default', model: 'sim:./known.json', ...wanted }).every(
      ([key, value]) => one[key as keyof ConditionResult] === value,
    ),
  );
  expect(found).toHaveLength(1);
  return found[0] as ConditionResult;
};
const pair = (wanted: Partial<PairedResult>): PairedResult | undefined =>
  results.pairs.find((one) =>
    Object.entries({ leadIn: null, model: 'sim:./known.json', ...wanted }).every(
      ([key, value]) => one[key as keyof PairedResult] === value,
    ),
  );

describe('benign twins', () => {
  it('are a condition of their own, so that the rate speaks of the items alone', () => {
    const own = condition({ dataset: 'items', method: 'bail-string' });
    const twins = condition({ dataset: 'items twins', method: 'bail-string' });
    expect(own.planned).toBe(120);
    expect(twins.planned).toBe(120);
    expect(own.low).toBeLessThan(0.5);
    expect(own.high).toBeGreaterThan(0.5);
    expect(twins.low).toBeLessThan(0.1);
    expect(twins.high).toBeGreaterThan(0.1);
  });

  it('give the excess, paired, with an interval that holds the truth', () => {
    const excess = pair({ kind: 'excess', method: 'bail-string', wording: 'default' });
    expect(excess).toMatchObject({ conclusion: 'interval', items: 60, clusters: 30, against: 'benign twins' });
    expect(excess?.low).toBeLessThan(0.4);
    expect(excess?.high).toBeGreaterThan(0.4);
  });

  it('give the excess by situation, which add up to the whole', () => {
    const own = condition({ dataset: 'items', method: 'bail-string' });
    const situations = results.situations.filter((one) => one.condition === own.id);
    expect(situations).toHaveLength(30);
    const total = situations.reduce((sum, one) => sum + one.excess * one.items, 0);
    const excess = pair({ kind: 'excess', method: 'bail-string', wording: 'default' });
    expect(total / 60).toBeCloseTo(excess?.difference ?? Number.NaN, 12);
  });
});

describe('other wordings and lead-ins', () => {
  it('are compared with the default wording and with no lead-in, on the same items', () => {
    const wording = pair({ kind: 'wording', dataset: 'items', wording: 'eager' });
    expect(wording).toMatchObject({ against: 'default', items: 60 });
    expect(wording?.low).toBeGreaterThan(0.2);
    const leadIn = pair({
      kind: 'lead-in',
      dataset: 'items',
      method: 'bail-string',
      wording: 'default',
      leadIn: 'told-to-leave',
    });
    expect(leadIn).toMatchObject({ against: 'no lead-in', items: 60 });
    expect(leadIn?.low).toBeLessThan(0.47);
    expect(leadIn?.high).toBeGreaterThan(0.47);
  });

  it('are never compared where there is nothing to compare with', () => {
    expect(pair({ kind: 'wording', wording: 'default' })).toBeUndefined();
    expect(results.pairs.filter((one) => one.kind === 'lead-in' && one.leadIn === null)).toEqual([]);
    expect(results.pairs.filter((one) => one.method === 'baseline')).toEqual([]);
  });
});

describe('marks', () => {
  const kinds = (wanted: Partial<ConditionResult>): string[] => condition(wanted).marks.map((mark) => mark.kind);

  it('say that a model leaves everything when its neutral rate is as high', () => {
    expect(kinds({ model: 'sim:./leaver.json', dataset: 'items', method: 'bail-string' })).toContain(
      'leaves-everything',
    );
  });

  it('say that a model cannot work with a method whose answers cannot be read, or that it takes though told to stay', () => {
    expect(kinds({ dataset: 'items', method: 'bail-prompt', order: 'bail-first' })).toContain(
      'cannot-work-with-method',
    );
    expect(kinds({ model: 'sim:./leaver.json', dataset: 'items', method: 'bail-tool' })).toContain(
      'cannot-work-with-method',
    );
  });

  it('say nothing of a model and method that work', () => {
    expect(kinds({ dataset: 'items', method: 'baseline', wording: null })).toEqual([]);
    expect(kinds({ dataset: 'items', method: 'placebo-tool' })).toEqual([]);
    expect(kinds({ dataset: 'items twins', method: 'bail-tool' })).toEqual([]);
  });
});
