import { describe, expect, test } from 'vitest';

import { seededRandom } from '../../../src/base/random.ts';
import { betaDraw } from '../../../src/models/sim/beta-draw.ts';
import { simTruth, statedChances } from '../../../src/models/sim/truth.ts';
import { contextOf, parametersOf } from './sim-asking.ts';

const bailIn = (fields: object, context = contextOf()): number => simTruth(parametersOf(fields), context).bail;

function asked(order: 'bail-first' | 'continue-first'): ReturnType<typeof contextOf> {
  return contextOf({ method: 'bail-prompt', step: 'answer', order });
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The chances of many items, each in a cluster of its own. */
function spreadOut(spread: object, count: number): number[] {
  return Array.from({ length: count }, (_, index) =>
    bailIn({ bail: 0.2, spread }, contextOf({ cluster: `c${index}`, item: `i${index}` })),
  );
}

describe('rules', () => {
  test.each([
    ['category', { category: 'category-1' }, { category: 'other' }],
    ['one of several categories', { category: ['x', 'category-1'] }, { category: null }],
    ['no category', { category: null }, {}],
    ['cluster', { cluster: 'cluster-1' }, { cluster: 'other' }],
    ['item', { item: 'a'.repeat(64) }, { item: 'b' }],
    ['item name', { itemName: 'item-1' }, { itemName: 'item-2' }],
    ['method', { method: ['bail-string', 'bail-tool'] }, { method: 'placebo-tool' }],
    ['step', { step: 'reply' }, { step: 'answer', method: 'bail-prompt' }],
    ['turn', { turn: 1 }, { turn: 2 }],
    ['one of several turns', { turn: [1, 3] }, { turn: 2 }],
    ['a range of turns', { turn: { from: 1, to: 2 } }, { turn: 3 }],
    ['turns up to', { turn: { to: 2 } }, { turn: 3 }],
  ] as const)('by %s', (_, where, other) => {
    const fields = { bail: 0.1, rules: [{ where, bail: 0.9 }] };
    const fitting = 'category' in where && where.category === null ? contextOf({ category: null }) : contextOf();
    expect(bailIn(fields, fitting)).toBe(0.9);
    expect(bailIn(fields, contextOf(other))).toBe(0.1);
  });

  test('by order, in the answer to the question', () => {
    const fields = { bail: 0.1, rules: [{ where: { order: 'bail-first' }, bail: 0.9 }] };
    expect(bailIn(fields, asked('bail-first'))).toBe(0.9);
    expect(bailIn(fields, asked('continue-first'))).toBe(0.1);
  });

  test('names that look like numbers in YAML still fit', () => {
    expect(bailIn({ rules: [{ where: { cluster: 7 }, bail: 1 }] }, contextOf({ cluster: '7' }))).toBe(1);
  });

  test('all conditions of a rule must hold', () => {
    const rules = [{ where: { cluster: 'cluster-1', turn: 2 }, bail: 1 }];
    expect(bailIn({ rules })).toBe(0);
    expect(bailIn({ rules }, contextOf({ turn: 2 }))).toBe(1);
  });

  test('later rules override earlier ones field by field', () => {
    const parameters = parametersOf({
      bail: 0.1,
      refusal: 0.2,
      filtered: 0.3,
      rules: [
        { where: { category: 'category-1' }, bail: 0.4, refusal: 0.5 },
        { where: { turn: 1 }, bail: 0.6 },
        { where: { turn: 2 }, refusal: 0.7 },
      ],
    });
    expect(statedChances(parameters, contextOf())).toMatchObject({ bail: 0.6, refusal: 0.5, filtered: 0.3 });
  });

  test('a rule may put a chance back to 0', () => {
    expect(bailIn({ bail: 1, rules: [{ where: { method: 'bail-string' }, bail: 0 }] })).toBe(0);
  });
});

describe('spread', () => {
  test.each([
    [{ cluster: 0.3 }, 0.3],
    [{ item: 0.3 }, 0.3],
    // 1 − (1 − 0.3)(1 − 0.2): what the two levels come to together.
    [{ cluster: 0.3, item: 0.2 }, 0.44],
    [{ cluster: 1 }, 1],
  ])('%o keeps the mean and has the stated correlation', (spread, correlation) => {
    const drawn = spreadOut(spread, 4000);
    expect(Math.abs(average(drawn) - 0.2)).toBeLessThan(0.03);
    const variance = average(drawn.map((value) => (value - 0.2) ** 2));
    expect(Math.abs(variance / 0.16 - correlation)).toBeLessThan(0.06);
  });

  test('items of a cluster share its chance when only clusters differ', () => {
    const fields = { bail: 0.2, spread: { cluster: 0.3 } };
    const chance = (cluster: string, item: string) => bailIn(fields, contextOf({ cluster, item }));
    expect(chance('c1', 'i1')).toBe(chance('c1', 'i2'));
    expect(chance('c1', 'i1')).not.toBe(chance('c2', 'i1'));
  });

  test('both orders of the question meet the same chance', () => {
    const fields = { bail: 0.2, spread: { cluster: 0.3, item: 0.3 } };
    expect(bailIn(fields, asked('bail-first'))).toBe(bailIn(fields, asked('continue-first')));
  });

  test('the population truth is the stated mean', () => {
    const parameters = parametersOf({ bail: 0.2, spread: { cluster: 0.3, item: 0.3 } });
    expect(simTruth(parameters, contextOf(), 'population').bail).toBe(0.2);
  });

  test('draws with a tiny mean and strong correlation keep the mean', () => {
    const random = seededRandom('tiny');
    const drawn = Array.from({ length: 200_000 }, () => betaDraw(random, 0.001, 0.8));
    expect(drawn.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(Math.abs(average(drawn) - 0.001)).toBeLessThan(0.0003);
  });
});
