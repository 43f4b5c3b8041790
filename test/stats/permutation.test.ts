import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { benjaminiHochberg, holm } from '../../src/stats/adjusted-p.ts';
import { shuffleTest } from '../../src/stats/label-shuffle.ts';
import { mcnemarExact } from '../../src/stats/mcnemar.ts';
import { pairedTotals, signFlipTest } from '../../src/stats/sign-flip.ts';
import type { ItemCount } from '../../src/stats/clusters.ts';

const seed = 'permutation';

describe('sign flips of clusters', () => {
  test('six clusters that all agree have p = 2 / 2⁶, exactly', () => {
    expect(signFlipTest([1, 2, 3, 1, 1, 5], { seed })).toEqual({ p: 2 / 64, isExact: true, arrangements: 64 });
  });

  test('with no difference anywhere p is 1; clusters without one change nothing', () => {
    expect(signFlipTest([0, 0, 0], { seed }).p).toBe(1);
    expect(signFlipTest([], { seed }).p).toBe(1);
    expect(signFlipTest([0, 2, 0, -1, 3, 0, 1 / 3 - 2 / 3 + 1 / 3], { seed })).toEqual(
      signFlipTest([2, -1, 3], { seed }),
    );
  });

  test('the sampled p is near the exact one, and never 0', () => {
    const totals = [3, 1, -1, 2, 2, -2, 1, 1, 3, -1, 2, 1, -1, 1];
    const exact = signFlipTest(totals, { seed });
    expect(exact.isExact).toBe(true);
    // One more cluster, too light to turn a tie, is one too many to go through them all.
    const sampled = signFlipTest([...totals, 2e-9], { seed });
    expect(sampled.isExact).toBe(false);
    expect(Math.abs(sampled.p - exact.p)).toBeLessThan(0.015);
    expect(
      signFlipTest(
        Array.from({ length: 60 }, () => 1),
        { seed, draws: 99 },
      ).p,
    ).toBe(0.01);
  });

  test('swapping the conditions, order and unit do not matter', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 9 }), (totals) => {
        const { p } = signFlipTest(totals, { seed });
        expect(
          signFlipTest(
            totals.map((total) => -total),
            { seed },
          ).p,
        ).toBe(p);
        expect(
          signFlipTest(
            totals.toReversed().map((total) => total / 3),
            { seed },
          ).p,
        ).toBe(p);
      }),
      { seed: 20_260_505, numRuns: 50 },
    );
  });

  test('items of a cluster are added up before anything is flipped', () => {
    const items = [0, 0, 0, 1].map((cluster, index) => ({ cluster, a: 1, b: index === 0 ? 1 : 0 }));
    expect(pairedTotals(items)).toEqual([2, 1]);
  });
});

/** `size` items in each of the clusters, all of a cluster alike. */
function blocks(bails: readonly number[], size: number, from: number): ItemCount[] {
  return bails.flatMap((successes, index) =>
    Array.from({ length: size }, () => ({ cluster: from + index, successes, draws: 1 })),
  );
}

describe('shuffled labels of clusters', () => {
  test('four clusters against four that differ wholly: 2 of 70 ways are as far apart, exactly', () => {
    const found = shuffleTest(blocks([1, 1, 1, 1], 3, 0), blocks([0, 0, 0, 0], 3, 10), { seed });
    expect(found).toEqual({ p: 2 / 70, isExact: true, arrangements: 70 });
  });

  test('more items of the same clusters are no more evidence', () => {
    const few = shuffleTest(blocks([1, 1, 0, 1], 1, 0), blocks([0, 0, 0, 1], 1, 10), { seed });
    const many = shuffleTest(blocks([1, 1, 0, 1], 50, 0), blocks([0, 0, 0, 1], 50, 10), { seed });
    expect(many.p).toBeCloseTo(few.p, 12);
    expect(many.p).toBeGreaterThan(0.2);
  });

  test('clusters in both samples are exchanged within themselves', () => {
    const a = blocks([1, 1, 1, 1, 1, 1], 2, 0);
    const b = blocks([0, 0, 0, 0, 0, 0], 2, 0);
    expect(shuffleTest(a, b, { seed })).toEqual({ p: 2 / 64, isExact: true, arrangements: 64 });
  });

  test('of many clusters a sample is drawn, the same for the same seed, and which sample is a does not matter', () => {
    const a = blocks(
      Array.from({ length: 40 }, (_, index) => (index < 14 ? 1 : 0)),
      2,
      0,
    );
    const b = blocks(
      Array.from({ length: 40 }, (_, index) => (index < 6 ? 1 : 0)),
      2,
      100,
    );
    const options = { seed, draws: 999 };
    const found = shuffleTest(a, b, options);
    expect(found.isExact).toBe(false);
    expect(shuffleTest(a, b, options)).toEqual(found);
    expect(Math.abs(shuffleTest(b, a, options).p - found.p)).toBeLessThan(0.03);
    expect(found.p).toBeGreaterThan(0.01);
    expect(found.p).toBeLessThan(0.12);
  });

  test('with one cluster on each side nothing can be told', () => {
    expect(shuffleTest(blocks([1], 9, 0), blocks([0], 9, 1), { seed }).p).toBe(1);
  });
});

describe("McNemar's test", () => {
  const items = (onlyA: number, onlyB: number, both: number): { cluster: number; a: number; b: number }[] =>
    Array.from({ length: onlyA + onlyB + both }, (_, cluster) => ({
      cluster,
      a: cluster < onlyA || cluster >= onlyA + onlyB ? 1 : 0,
      b: cluster >= onlyA ? 1 : 0,
    }));

  test('is that of the binomial distribution', () => {
    expect(mcnemarExact(items(6, 0, 10), 1)).toEqual({ onlyA: 6, onlyB: 0, p: expect.closeTo(2 / 64, 14) });
    expect(mcnemarExact(items(0, 5, 0), 1).p).toBeCloseTo(2 / 32, 14);
    expect(mcnemarExact(items(1, 4, 3), 1).p).toBeCloseTo((2 * (1 + 5)) / 32, 14);
    expect(mcnemarExact(items(3, 3, 3), 1).p).toBe(1);
    expect(mcnemarExact(items(0, 0, 5), 1).p).toBe(1);
  });

  test('agrees with the sign flips of the same items', () => {
    for (const [onlyA, onlyB] of [
      [9, 2],
      [3, 8],
      [1, 1],
    ] as const) {
      const of = items(onlyA, onlyB, 4);
      expect(mcnemarExact(of, 1).p).toBeCloseTo(signFlipTest(pairedTotals(of), { seed }).p, 12);
    }
  });

  test('is refused where items are not independent, or were drawn more than once', () => {
    expect(() => mcnemarExact(items(3, 1, 2), 2)).toThrow('one epoch');
    expect(() => mcnemarExact([...items(3, 1, 2), { cluster: 0, a: 1, b: 0 }], 1)).toThrow('share a cluster');
    expect(() => mcnemarExact([{ cluster: 0, a: 0.5, b: 0 }], 1)).toThrow(RangeError);
  });
});

describe('p-values of a family', () => {
  const someP = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });

  test('are known for known ones', () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
    const found = benjaminiHochberg([0.01, 0.04, 0.03]);
    for (const [index, want] of [0.03, 0.04, 0.04].entries()) expect(found[index]).toBeCloseTo(want, 14);
  });

  test('never shrink, keep their order, and Benjamini and Hochberg are the milder', () => {
    fc.assert(
      fc.property(someP, (ps) => {
        const strict = holm(ps);
        const mild = benjaminiHochberg(ps);
        for (const [index, p] of ps.entries()) {
          expect(strict[index]).toBeGreaterThanOrEqual(p);
          expect(mild[index]).toBeGreaterThanOrEqual(p * (1 - 1e-12));
          expect(mild[index]).toBeLessThanOrEqual((strict[index] ?? 0) + 1e-12);
          for (const [other, against] of ps.entries()) {
            if (p < against) expect(strict[index]).toBeLessThanOrEqual(strict[other] ?? 0);
          }
        }
      }),
      { seed: 20_260_506 },
    );
  });

  test('one that could not be computed still counts in the family', () => {
    expect(holm([0.01, null])).toEqual([0.02, null]);
    expect(benjaminiHochberg([null, 0.01])).toEqual([null, 0.02]);
    expect(() => holm([1.2])).toThrow(RangeError);
  });
});
