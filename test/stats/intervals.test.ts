import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { bettingInterval, type Stake } from '../../src/stats/betting-interval.ts';
import { clopperPearson, wilson } from '../../src/stats/binomial-interval.ts';

const seed = 20_260_102;
const counts = fc
  .tuple(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([draws, share]) => ({ draws, successes: Math.round(share * draws) }));

function ofCounts(successes: number, draws: number): Stake[] {
  const kinds = [
    { gain: 1, stake: 1, times: successes },
    { gain: 0, stake: 1, times: draws - successes },
  ];
  return kinds.filter(({ times }) => times > 0);
}

describe('intervals for successes out of draws', () => {
  test.each([
    ['clopper-pearson', clopperPearson],
    ['wilson', wilson],
    ['betting', (successes: number, draws: number) => bettingInterval(ofCounts(successes, draws))],
  ] as const)('%s: holds the share, stays in [0, 1], and mirrors', (_, interval) => {
    fc.assert(
      fc.property(counts, ({ successes, draws }) => {
        const { low, high } = interval(successes, draws);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(successes / draws);
        expect(high).toBeGreaterThanOrEqual(successes / draws);
        const mirror = interval(draws - successes, draws);
        expect(mirror.low).toBeCloseTo(1 - high, 9);
        expect(mirror.high).toBeCloseTo(1 - low, 9);
      }),
      { seed },
    );
  });

  test('none out of n: the upper limit is the chance that gives none once in forty', () => {
    for (const draws of [1, 5, 163, 2000]) {
      const { low, high } = clopperPearson(0, draws);
      expect(low).toBe(0);
      expect((1 - high) ** draws).toBeCloseTo(0.025, 10);
    }
  });
});

/** Width of the interval from a hundred observations this far from a half, on both sides. */
function widthAt(far: number): number {
  const { low, high } = bettingInterval([
    { gain: 0.5 - far, stake: 1, times: 50 },
    { gain: 0.5 + far, stake: 1, times: 50 },
  ]);
  return high - low;
}

describe('betting', () => {
  test('more of the same data gives a shorter interval', () => {
    const widths = [1, 2, 4, 8, 16].map((times) => {
      const { low, high } = bettingInterval([
        { gain: 0.2, stake: 1, times: 3 * times },
        { gain: 0.9, stake: 1, times: times },
      ]);
      return high - low;
    });
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
    expect(widths.at(-1)).toBeLessThan((widths[0] ?? 0) / 2);
  });

  test('observations that vary less give a shorter interval', () => {
    expect(widthAt(0.1)).toBeLessThan(widthAt(0.5) / 1.5);
  });

  test('order and grouping of the observations do not matter', () => {
    const stakes: Stake[] = [0.1, 0.5, 0.5, 0.9, 0.3].map((gain) => ({ gain, stake: 1, times: 1 }));
    const grouped = [0.9, 0.5, 0.3, 0.1].map((gain) => ({ gain, stake: 1, times: gain === 0.5 ? 2 : 1 }));
    const one = bettingInterval(stakes);
    const other = bettingInterval(grouped);
    expect(other.low).toBeCloseTo(one.low, 10);
    expect(other.high).toBeCloseTo(one.high, 10);
  });
});
