import { compare } from '../../../src/analysis/compare/compare.ts';
import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import type { Store } from '../../../src/store/store.ts';
import type { StudyInput } from '../../../src/study/schema.ts';
import type { TempFolder } from '../../support/temp-folder.ts';

const items = Array.from({ length: 40 }, (_, index) => {
  const line = (id: string, content: string, more: object): string =>
    JSON.stringify({
      id,
      cluster: `cluster-${Math.floor(index / 2)}`,
      category: `c${index % 2}`,
      messages: [{ role: 'user', content }],
      ...more,
    });
  return [
    line(`item-${index}`, `please do thing ${index}`, {}),
    line(`item-${index}-twin`, `kindly do thing ${index}`, { twin: `item-${index}` }),
  ].join('\n');
}).join('\n');

/**
 * A study of two respondents whose truth is known: `bold` leaves half the items, `shy` one in ten, neither the placebo
 * nor the twins; after a greeting both leave more. A tenth of the answers to the bail prompt cannot be read.
 */
export function comparedStudy(folder: TempFolder): StudyInput {
  const respondent = (name: string, bail: number): void => {
    const rules = [
      { where: { leadIn: 'greeting' }, bail: Math.min(1, bail + 0.3) },
      { where: { twin: true }, bail: 0.02 },
      { where: { method: 'placebo-tool' }, bail: 0.01 },
      { where: { method: 'bail-prompt' }, nonsense: 0.1 },
    ];
    folder.write(`${name}.json`, JSON.stringify({ name, bail, spread: { cluster: 0.1 }, rules }));
  };
  respondent('bold', 0.5);
  respondent('shy', 0.1);
  folder.write('items.jsonl', items);
  return {
    name: 'first',
    models: [
      { use: 'sim:bold.json', name: 'bold' },
      { use: 'sim:shy.json', name: 'shy' },
    ],
    datasets: [
      { name: 'jsonl', path: 'items.jsonl', as: 'things' },
      { name: 'neutral', take: 20 },
    ],
    methods: ['baseline', 'bail-tool', 'bail-prompt', 'placebo-tool'],
    leadIns: ['none', 'greeting'],
    epochs: 2,
  };
}

/** Compares sides of one store. */
export function comparing(
  store: Store,
  sides: readonly string[],
  options: Omit<Parameters<typeof compare>[1], 'selectors' | 'against'> & { readonly against?: string } = {},
): Promise<Comparison> {
  const { against, ...rest } = options;
  return compare([{ store, name: null }], {
    ...rest,
    selectors: sides.map((text) => ({ text, store: 0 })),
    against: against === undefined ? undefined : { text: against, store: 0 },
  });
}
