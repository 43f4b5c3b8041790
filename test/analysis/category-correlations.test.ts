import { expect, test } from 'vitest';

import { categoryCorrelations } from '../../src/analysis/refusals/category-correlations.ts';
import type { RefusalResult } from '../../src/analysis/refusals/results.ts';
import type { ConditionResult } from '../../src/analysis/results.ts';

const categories = Array.from({ length: 40 }, (_, index) => `category-${index}`);
const shared = { study: 's', dataset: 'd', leadIn: null, historyAuthor: 'dataset', replyAuthor: 'self' };

/** A model whose refusals rise with the category, and its bails by each of these functions of it. */
function answers(
  model: string,
  bails: readonly ((index: number) => number)[],
): { readonly rated: RefusalResult; readonly conditions: readonly ConditionResult[] } {
  const rated = {
    ...shared,
    model,
    condition: `${model}-baseline`,
    scorer: 'lexicon',
    categories: categories.map((category, index) => ({ category, rate: index / 40 })),
  } as unknown as RefusalResult;
  const conditions = bails.map(
    (bail, place) =>
      ({
        ...shared,
        model,
        id: `${model}-${place}`,
        method: 'bail-string',
        categories: categories.map((category, index) => ({ category, rate: bail(index) })),
      }) as unknown as ConditionResult,
  );
  return { rated, conditions };
}

test('what has no coefficient takes up none of the points that are tested', () => {
  const never = Array.from({ length: 30 }, () => () => 0);
  const rising = (index: number): number => (index % 7) / 10;
  const { rated, conditions } = answers('m', [...never, rising]);
  const found = categoryCorrelations([rated], conditions);
  expect(found).toHaveLength(31);
  expect(found.slice(0, 30).every(({ pearson }) => pearson.value === null && pearson.p === null)).toBe(true);
  expect(found[30]?.pearson.p).toBeGreaterThan(0);
});

test('p is adjusted over all that are tested, and what is beyond the points that are tested is not', () => {
  const bails = [0, 1, 2, 3, 4].map((shift) => (index: number) => (((index + shift) * 17) % 23) / 25 + index / 500);
  const { rated, conditions } = answers('m', bails);
  const found = categoryCorrelations([rated], conditions);
  const tested = found.filter(({ pearson }) => pearson.p !== null);
  // 40 points each, 120 in all.
  expect(tested).toHaveLength(3);
  for (const name of ['pearson', 'spearman'] as const) {
    const least = Math.min(...tested.map((one) => one[name].p ?? 1));
    expect(tested.find((one) => one[name].p === least)?.[name].pAdjusted).toBeCloseTo(Math.min(1, 3 * least), 12);
    expect(found[4]?.[name]).toMatchObject({ p: null, pAdjusted: null, value: expect.any(Number) });
  }
});
