import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { seededRandom } from '../../src/base/random.ts';
import { clopperPearson } from '../../src/stats/binomial-interval.ts';
import { scaledRate } from '../../src/stats/scaled-rate.ts';

const limited = (most: number): fc.Arbitrary<{ value: number; low: number; high: number }> =>
  fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0, max: most, noNaN: true }))).map((three) => {
    const [low = 0, value = 0, high = 0] = [...three].sort((a, b) => a - b);
    return { low, value, high };
  });

describe('a rate times a factor', () => {
  test('is the product, within limits that hold it and lie in [0, 1]', () => {
    fc.assert(
      fc.property(limited(1), limited(2), (rate, factor) => {
        const found = scaledRate(rate, factor);
        expect(found.rate).toBeCloseTo(Math.min(1, rate.value * factor.value), 12);
        expect(found.low).toBeGreaterThanOrEqual(0);
        expect(found.low).toBeLessThanOrEqual(found.rate + 1e-12);
        expect(found.high).toBeGreaterThanOrEqual(found.rate - 1e-12);
        expect(found.high).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('a factor known exactly only rescales; doubt in it only widens', () => {
    const rate = { value: 0.2, low: 0.1, high: 0.35 };
    const exact = scaledRate(rate, { value: 0.5, low: 0.5, high: 0.5 });
    expect([exact.rate, exact.low, exact.high].map((value) => value.toFixed(6))).toEqual([
      '0.100000',
      '0.050000',
      '0.175000',
    ]);
    const doubtful = scaledRate(rate, { value: 0.5, low: 0.4, high: 0.6 });
    expect(doubtful.low).toBeLessThan(exact.low);
    expect(doubtful.high).toBeGreaterThan(exact.high);
  });

  test('nothing known of one side says nothing of that side', () => {
    expect(scaledRate({ value: 0.2, low: 0, high: 0.4 }, { value: 1, low: 0.9, high: 1.1 }).low).toBe(0);
    expect(scaledRate({ value: 0.2, low: 0.1, high: 0.4 }, { value: 1, low: 0.9, high: null }).high).toBe(1);
    expect(scaledRate({ value: 0, low: 0, high: 0.1 }, { value: 0.5, low: 0.4, high: 0.6 })).toEqual({
      rate: 0,
      low: 0,
      high: 0.06,
    });
  });

  test('limits that do not hold their value are refused', () => {
    expect(() => scaledRate({ value: 0.2, low: 0.3, high: 0.4 }, { value: 1, low: 1, high: 1 })).toThrow(RangeError);
    expect(() => scaledRate({ value: 0.2, low: 0.1, high: 0.4 }, { value: 1, low: -1, high: 1 })).toThrow(RangeError);
  });

  test('the interval holds the true product about as often as it says', () => {
    const random = seededRandom('scaled rate');
    const draw = (chance: number, draws: number): { value: number; low: number; high: number } => {
      let hits = 0;
      for (let index = 0; index < draws; index += 1) if (random.next() < chance) hits += 1;
      return { value: hits / draws, ...clopperPearson(hits, draws, 0.95) };
    };
    for (const [rate, factor] of [
      [0.2, 0.25],
      [0.05, 0.5],
      [0.5, 0.9],
    ] as const) {
      let held = 0;
      for (let replicate = 0; replicate < 400; replicate += 1) {
        const { low, high } = scaledRate(draw(rate, 150), draw(factor, 120));
        if (low <= rate * factor && rate * factor <= high) held += 1;
      }
      expect(held / 400).toBeGreaterThan(0.93);
      expect(held / 400).toBeLessThan(0.995);
    }
  });
});
