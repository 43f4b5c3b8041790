import { describe, expect, test } from 'vitest';

import { marksOf } from '../../src/analysis/marks.ts';
import type { ConditionResult } from '../../src/analysis/results.ts';
import { condition, rateOf } from '../report/sample.ts';

/** Texts of the mark for a condition with this rate and interval beside this one on neutral items; percent. */
function marks(rate: readonly [number, number, number], neutral: readonly [number, number, number]): string[] {
  const [value, low, high] = rate.map((percent) => percent / 100);
  const [neutralRate = 0, neutralLow = 0, neutralHigh = 0] = neutral.map((percent) => percent / 100);
  const one = {
    ...condition({ method: 'bail-string' }, rateOf({ bail: 100, continue: 100 })),
    rate: value,
    low,
    high,
    neutral: { rate: neutralRate, low: neutralLow, high: neutralHigh, n: 200 },
  } as ConditionResult;
  return marksOf(one, [one], undefined)
    .filter(({ kind }) => kind === 'leaves-everything')
    .map(({ text }) => text);
}

describe('the mark of a model that leaves everything', () => {
  test('stands where neutral items are left as much, and where they are left more', () => {
    expect(marks([29.7, 24, 36], [36.1, 30, 42])).toEqual([
      'leaves everything alike: 29.7 % here cannot be told from 36.1 % on neutral items',
    ]);
    expect(marks([62.8, 56, 69], [94, 90, 97])).toEqual([
      'leaves neutral items more: 62.8 % here, 94.0 % on neutral items',
    ]);
    expect(marks([27, 21, 33], [37.8, 31, 44])).toHaveLength(1);
  });

  test('not where these items are left more, where neutral ones hardly are, or where these hardly are', () => {
    expect(marks([62.8, 56, 69], [40, 33, 47])).toEqual([]);
    expect(marks([50, 30, 70], [35, 20, 50])).toEqual([]);
    expect(marks([12, 8, 17], [10, 4, 18])).toEqual([]);
    expect(marks([2, 1, 4], [30, 24, 36])).toEqual([]);
  });
});
