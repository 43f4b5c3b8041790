import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { packedColumns, unpackedColumns, type PackedColumns } from '../../src/server/wire/columns/packed-columns.ts';
import { selectTrials } from '../../src/server/wire/columns/select-trials.ts';
import { everyRow, sortedBy } from '../../src/server/wire/columns/sorted-by.ts';
import { trialFacets } from '../../src/server/wire/columns/trial-facets.ts';
import {
  filterFromQuery,
  filterToQuery,
  listFields,
  trialOrders,
  type ListField,
  type TrialFilter,
} from '../../src/server/wire/trial-filter.ts';
import { someColumns, type PlainTrial } from './some-columns.ts';

const wantedValues: { readonly [field in ListField]?: readonly string[] } = {
  condition: ['0-1', '3-1', '5-1', 'not there'],
  model: ['one'],
  order: ['none', 'bail-first'],
  leadIn: ['none'],
  category: ['none', 'dark', 'none of them'],
  item: ['a', 'c'],
  epoch: ['1', '2', '9'],
  outcome: ['bail', 'error', 'none'],
  outcomePaper: ['continue', 'none'],
  refusal: ['none', 'judge:refusal', 'lexicon:refusal'],
  label: ['leaves', 'failed', 'none'],
  flag: ['echo', 'hit-limit', 'none'],
};

const someLists = fc.record(
  Object.fromEntries(
    Object.entries(wantedValues).map(([field, values]) => [field, fc.subarray([...values], { minLength: 1 })]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<TrialFilter['lists']>;
const someFilter: fc.Arbitrary<TrialFilter> = fc.record({
  lists: someLists,
  text: fc.constantFrom('', 'leave "the chat"'),
  places: fc.constantFrom([], ['prompt', 'journal'] as const),
  order: fc.constantFrom(...trialOrders),
});

const passes = ({ values }: PlainTrial, lists: TrialFilter['lists'], but?: ListField): boolean =>
  listFields.every((field) => {
    const wanted = lists[field];
    return field === but || wanted === undefined || values[field].some((value) => wanted.includes(value));
  });

describe('trials that pass a filter', () => {
  test('are those whose values a reader would find in all its lists, in the order asked for', () => {
    fc.assert(
      fc.property(someColumns, someFilter, fc.boolean(), ({ columns, plain }, filter, isSearch) => {
        const found = isSearch ? Uint8Array.from(plain, (_, row) => (row % 3 === 0 ? 1 : 0)) : null;
        const expected = plain.filter((trial, row) => passes(trial, filter.lists) && found?.[row] !== 0);
        const unsure = ({ probability }: PlainTrial): number =>
          probability === null ? 1 : Math.round(Math.abs(probability - 0.5) * (2 ** 32 - 2)) / 2 ** 32;
        if (filter.order === 'newest') expected.sort((one, other) => other.trial - one.trial);
        if (filter.order === 'probability') expected.sort((one, other) => unsure(one) - unsure(other));
        const rows = selectTrials(columns, filter, found);
        expect(Array.from(rows, (row) => plain[row]?.trial)).toEqual(expected.map(({ trial }) => trial));
      }),
    );
  });

  test('are counted by each value of a field as if that field had no list', () => {
    fc.assert(
      fc.property(someColumns, someFilter, ({ columns, plain }, filter) => {
        const facets = trialFacets(columns, filter, null);
        for (const field of listFields) {
          const expected = new Map<string, number>();
          for (const trial of plain) {
            if (!passes(trial, filter.lists, field)) continue;
            for (const value of trial.values[field]) expected.set(value, (expected.get(value) ?? 0) + 1);
          }
          const counted = new Map(facets[field]?.map(({ value, trials }) => [value, trials]));
          expect(counted, field).toEqual(expected);
        }
      }),
    );
  });

  test('are the same when their columns were kept as JSON', () => {
    fc.assert(
      fc.property(someColumns, ({ columns }) => {
        const kept = unpackedColumns(JSON.parse(JSON.stringify(packedColumns(columns))) as PackedColumns);
        expect(kept).toEqual(columns);
      }),
    );
  });

  test('are found again by the address of the filter', () => {
    fc.assert(
      fc.property(someFilter, (filter) => {
        const query = new URLSearchParams(
          filterToQuery(filter).map(([name, value]): [string, string] => [name, value]),
        );
        expect(filterFromQuery(query)).toEqual(filter);
      }),
    );
  });
});

test('rows are sorted by keys of any size, equal keys staying as they were', () => {
  const someKey = fc.oneof(
    fc.nat({ max: 3 }),
    fc.constantFrom(65_535, 65_536, 2 ** 32 - 1),
    fc.nat({ max: 2 ** 31 - 1 }),
  );
  fc.assert(
    fc.property(fc.array(someKey), (keys) => {
      const sorted = sortedBy(everyRow(keys.length), Uint32Array.from(keys));
      const expected = [...keys.keys()].sort((one, other) => (keys[one] ?? 0) - (keys[other] ?? 0));
      expect([...sorted]).toEqual(expected);
    }),
  );
});
