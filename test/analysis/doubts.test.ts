import { describe, expect, test } from 'vitest';

import { doubtsOf } from '../../src/analysis/doubts.ts';
import type { PairedResult } from '../../src/analysis/results.ts';
import { condition, pair, rateOf } from '../report/sample.ts';

const tool = condition({}, rateOf({ bail: 20, continue: 143 }, { low: 0.05, high: 0.2 }));

function placebo(some: Partial<PairedResult>): PairedResult {
  return pair({ kind: 'placebo', ...some }, tool, tool);
}

function kinds(...args: Parameters<typeof doubtsOf>): string[] {
  return doubtsOf(...args).map(({ kind }) => kind);
}

describe('the placebo is as high as the tool', () => {
  test('where the tool is not surely higher, also when nothing can be concluded', () => {
    for (const conclusion of ['interval', 'cannot conclude'] as const) {
      const pairs = placebo({ rateA: 0.2, rateB: 0.18, difference: 0.02, low: -0.03, high: 0.07, conclusion });
      const [mark] = doubtsOf(tool, pairs, false);
      expect(mark?.kind).toBe('placebo-as-high');
      expect(mark?.text).toBe(
        'not surely higher than calls of the useless placebo tool: 20.0 % against 18.0 % on the same items',
      );
    }
    const above = placebo({ rateA: 0.1, rateB: 0.3, difference: -0.2, low: -0.3, high: -0.1 });
    expect(doubtsOf(tool, above, false)[0]?.text).toContain('no higher than');
  });

  test('not where the tool is surely higher, nothing calls the placebo, or there is none', () => {
    expect(kinds(tool, placebo({ rateA: 0.3, rateB: 0.1, difference: 0.2, low: 0.1, high: 0.3 }), false)).toEqual([]);
    expect(kinds(tool, placebo({ rateA: 0.02, rateB: 0, difference: 0.02, low: -0.01, high: 0.1 }), false)).toEqual([]);
    expect(kinds(tool, placebo({ rateA: null, rateB: null, difference: null, low: null, high: null }), false)).toEqual(
      [],
    );
    expect(kinds(tool, undefined, false)).toEqual([]);
  });
});

describe('many trials have no answer', () => {
  const silent = condition(
    {},
    rateOf({ bail: 10, continue: 60, unparsed: 20, truncated: 5, filtered: 5 }, { low: 0.05, high: 0.2 }),
  );

  test('more than a fifth of those that ended; it says what the rate could be', () => {
    expect(doubtsOf(silent, undefined, false)).toEqual([
      {
        kind: 'many-unanswered',
        text: 'many without an answer, 30.0 %: had they all answered, the rate could be 10.0 to 40.0 %',
      },
    ]);
  });

  test('not said twice where most have none, nor of trials that are pending or failed', () => {
    expect(kinds(silent, undefined, true)).toEqual([]);
    const pending = condition({}, rateOf({ bail: 10, continue: 60, error: 40, pending: 90 }, { low: 0.05, high: 0.2 }));
    expect(kinds(pending, undefined, false)).toEqual([]);
  });
});

test('an interval of more than 30 points is too wide to conclude much', () => {
  const of = (low: number, high: number): string[] =>
    kinds(condition({}, rateOf({ bail: 2, continue: 3 }, { low, high })), undefined, false);
  expect(of(0.1, 0.45)).toEqual(['too-wide']);
  expect(of(0, 0.308)).toEqual(['too-wide']);
  expect(of(0.1, 0.39)).toEqual([]);
  expect(kinds(condition({}, rateOf({ error: 3 })), undefined, false)).toEqual([]);
});
