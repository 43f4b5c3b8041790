import fc from 'fast-check';

import { outcomes, type Outcome } from '../../src/conversation/outcome.ts';
import type { TrialColumns } from '../../src/server/wire/columns/trial-columns.ts';
import type { ConditionName } from '../../src/server/wire/conditions.ts';
import { cellOf } from '../../src/store/outcome-grid.ts';
import type { ListField } from '../../src/server/wire/trial-filter.ts';

/** A trial as a filter sees it, values written out. */
export interface PlainTrial {
  readonly trial: number;
  readonly probability: number | null;
  readonly values: { readonly [field in ListField]: readonly string[] };
}

const condition = (index: number): ConditionName => ({
  id: `${index}-1`,
  model: ['one', 'two'][index % 2] ?? '',
  simulated: false,
  dataset: ['starter', 'starter twins', 'neutral'][index % 3] ?? '',
  method: index % 4 === 0 ? 'baseline' : 'bail-prompt',
  order: index % 4 === 0 ? null : 'bail-first',
  readout: 'sampled',
  wording: index % 4 === 0 ? null : 'default',
  leadIn: index % 5 === 0 ? 'greeting' : null,
  historyAuthor: 'dataset',
  replyAuthor: 'self',
  epochs: 4,
  unsupported: null,
});

const conditions = Array.from({ length: 6 }, (_, index) => condition(index));
const items = {
  names: ['a', 'b', 'a', 'c'],
  cluster: Int32Array.of(0, 1, 1, 0),
  category: Int32Array.of(0, -1, 1, 1),
  clusters: ['left', 'right'],
  categories: ['dark', 'none of them'],
  ids: Uint32Array.of(1, 2, 3, 4),
};
const flagSets = [[], ['echo'], ['echo', 'hit-limit']];
const refusalSets = [
  [],
  [{ scorer: 'lexicon', label: 'refusal' }],
  [
    { scorer: 'lexicon', label: 'none' },
    { scorer: 'judge', label: 'refusal' },
  ],
];
const labelSets = [
  [],
  [{ rater: 'ann', label: 'leaves' }],
  [
    { rater: 'ann', label: 'leaves' },
    { rater: 'judge', label: null },
    { rater: 'zoe', label: 'leaves' },
  ],
];

const someOutcome = fc.option(fc.constantFrom(...outcomes), { freq: 8 });
const below = (most: number): fc.Arbitrary<number> => fc.nat({ max: most - 1 });
const someTrial = fc.record({
  condition: below(conditions.length),
  item: below(items.names.length),
  epoch: fc.integer({ min: 1, max: 4 }),
  strict: someOutcome,
  paper: someOutcome,
  flags: below(3),
  refusals: below(3),
  labels: below(3),
  probability: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
});

/** Columns, and the same trials written out. Keys of trials rise in no order of the plan. */
export const someColumns: fc.Arbitrary<{ readonly columns: TrialColumns; readonly plain: readonly PlainTrial[] }> = fc
  .array(someTrial, { maxLength: 60 })
  .chain((trials) =>
    fc.shuffledSubarray([...trials.keys()], { minLength: trials.length }).map((keys) => {
      const column = (of: (trial: (typeof trials)[number]) => number): number[] => trials.map(of);
      const columns: TrialColumns = {
        study: 'some',
        size: trials.length,
        pending: 0,
        conditions,
        items,
        flagSets,
        refusalSets,
        labelSets,
        trial: Uint32Array.from(keys, (key) => 70_000 * (key + 1)),
        condition: Uint16Array.from(column((one) => one.condition)),
        item: Uint32Array.from(column((one) => one.item)),
        epoch: Uint16Array.from(column((one) => one.epoch)),
        outcome: Uint8Array.from(column((one) => cellWith(one.strict, one.paper))),
        flags: Uint16Array.from(column((one) => one.flags)),
        refusals: Uint16Array.from(column((one) => one.refusals)),
        labels: Uint16Array.from(column((one) => one.labels)),
        probability: Float64Array.from(column((one) => one.probability ?? Number.NaN)),
        firstReply: new Uint32Array(trials.length),
        lastReply: new Uint32Array(trials.length),
      };
      return { columns, plain: trials.map((one, index) => plainTrial(one, 70_000 * ((keys[index] ?? 0) + 1))) };
    }),
  );

function cellWith(strict: Outcome | null, paper: Outcome | null): number {
  return (
    cellOf(null) | (strict === null ? 0 : cellOf('strict', strict)) | (paper === null ? 0 : cellOf('paper', paper))
  );
}

function plainTrial(one: typeof someTrial extends fc.Arbitrary<infer T> ? T : never, trial: number): PlainTrial {
  const { id, model, dataset, method, order, wording, leadIn, historyAuthor, replyAuthor } = condition(one.condition);
  const orNone = (values: readonly string[]): readonly string[] => (values.length === 0 ? ['none'] : values);
  return {
    trial,
    probability: one.probability,
    values: {
      condition: [id],
      model: [model],
      dataset: [dataset],
      method: [method],
      order: [order ?? 'none'],
      wording: [wording ?? 'none'],
      leadIn: [leadIn ?? 'none'],
      historyAuthor: [historyAuthor],
      replyAuthor: [replyAuthor],
      category: [['dark', 'none', 'none of them', 'none of them'][one.item] ?? ''],
      cluster: [['left', 'right', 'right', 'left'][one.item] ?? ''],
      item: [items.names[one.item] ?? ''],
      epoch: [String(one.epoch)],
      outcome: [one.strict ?? 'none'],
      outcomePaper: [one.paper ?? 'none'],
      refusal: orNone((refusalSets[one.refusals] ?? []).map(({ scorer, label }) => `${scorer}:${label}`)),
      label: orNone([...new Set((labelSets[one.labels] ?? []).map(({ label }) => label ?? 'failed'))]),
      flag: orNone(flagSets[one.flags] ?? []),
    },
  };
}
