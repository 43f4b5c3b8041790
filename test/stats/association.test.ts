import { existsSync, readFileSync } from 'node:fs';

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { seededRandom } from '../../src/base/random.ts';
import { associationTest } from '../../src/stats/association-test.ts';
import { cosine, pearson, spearman } from '../../src/stats/correlation.ts';
import { distanceCorrelation, unbiasedSquaredDistanceCorrelation } from '../../src/stats/distance-correlation.ts';
import { kendallTauB } from '../../src/stats/kendall.ts';
import { midRanks } from '../../src/stats/ranks.ts';

const coefficients = {
  pearson,
  spearman,
  kendallTauB,
  cosine,
  distanceCorrelation,
  unbiasedSquaredDistanceCorrelation,
};
const everyName = Object.keys(coefficients) as (keyof typeof coefficients)[];
const seed = 20_260_501;

const somePairs = fc.array(fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: -6, max: 6 })), {
  minLength: 4,
  maxLength: 25,
});

describe.each(everyName)('%s', (name) => {
  const coefficient = coefficients[name];

  test('is symmetric, at most 1 in size, and free of the order of the pairs', () => {
    fc.assert(
      fc.property(somePairs, (pairs) => {
        const x = pairs.map(([one]) => one);
        const y = pairs.map(([, other]) => other);
        const { value, reason } = coefficient(x, y);
        if (value === null) {
          expect(reason.length).toBeGreaterThan(10);
          expect(coefficient(y, x).value).toBeNull();
          return;
        }
        expect(Math.abs(value)).toBeLessThanOrEqual(1 + 1e-9);
        expect(coefficient(y, x).value).toBeCloseTo(value, 7);
        expect(coefficient(x.toReversed(), y.toReversed()).value).toBeCloseTo(value, 7);
      }),
      { seed },
    );
  });

  test('is 1 for a list and a multiple of it', () => {
    const x = [1, 5, 2, 8, 3];
    expect(
      coefficient(
        x,
        x.map((one) => 3 * one),
      ).value,
    ).toBeCloseTo(1, 10);
  });

  test('of lists that do not fit, or of what is no number, is refused', () => {
    expect(() => coefficient([1, 2, 3, 4], [1, 2, 3])).toThrow(RangeError);
    expect(() => coefficient([1, 2, Number.NaN, 4], [1, 2, 3, 4])).toThrow('pair 2');
  });
});

describe('what leaves a coefficient as it is', () => {
  const x = [0.3, 2, 2, 7, 11, 4, -5, 0.1];
  const y = [4, 4, 1, 9, 30, 2, 0, 1];

  test('rank correlations: any growing change of either list', () => {
    for (const coefficient of [spearman, kendallTauB]) {
      const { value } = coefficient(x, y);
      expect(
        coefficient(
          x.map(Math.exp),
          y.map((one) => one ** 3),
        ).value,
      ).toBeCloseTo(value ?? Number.NaN, 12);
    }
  });

  test('Pearson and distance correlation: another unit and another zero', () => {
    for (const coefficient of [pearson, distanceCorrelation, unbiasedSquaredDistanceCorrelation]) {
      const { value } = coefficient(x, y);
      expect(
        coefficient(
          x.map((one) => 100 * one - 7),
          y,
        ).value,
      ).toBeCloseTo(value ?? Number.NaN, 10);
    }
  });

  test('a turned sign turns correlations, and leaves distance correlation', () => {
    const turned = x.map((one) => -one);
    for (const coefficient of [pearson, spearman, kendallTauB, cosine]) {
      expect(coefficient(turned, y).value).toBeCloseTo(-(coefficient(x, y).value ?? Number.NaN), 12);
    }
    expect(distanceCorrelation(turned, y).value).toBeCloseTo(distanceCorrelation(x, y).value ?? Number.NaN, 12);
  });
});

test("Kendall's coefficient of a long list is that of its pairs, as of a short one", () => {
  const list = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })), {
    minLength: 65,
    maxLength: 90,
  });
  fc.assert(
    fc.property(list, (pairs) => {
      const [x, y] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
      let [excess, inX, inY] = [0, 0, 0];
      for (const [index, [ofX, ofY]] of pairs.entries()) {
        for (const [otherX, otherY] of pairs.slice(index + 1)) {
          excess += Math.sign(ofX - otherX) * Math.sign(ofY - otherY);
          inX += Math.abs(Math.sign(ofX - otherX));
          inY += Math.abs(Math.sign(ofY - otherY));
        }
      }
      fc.pre(inX > 0 && inY > 0);
      expect(kendallTauB(x, y).value).toBeCloseTo(excess / Math.sqrt(inX * inY), 12);
    }),
    { seed: 20_261_128, numRuns: 20 },
  );
});

test('equal values share the mean of their ranks', () => {
  expect([...midRanks([10, 20, 10, 30, 10])]).toEqual([2, 4, 2, 5, 2]);
});

test('a constant list has no correlation, and it is said which', () => {
  for (const name of ['pearson', 'spearman', 'kendallTauB', 'distanceCorrelation'] as const) {
    expect(coefficients[name]([3, 3, 3, 3], [1, 2, 3, 4])).toEqual({
      value: null,
      reason: 'the first list is constant',
    });
    expect(coefficients[name]([1, 2, 3, 4], [0, 0, 0, 0]).reason).toContain('second');
  }
  expect(cosine([0, 0], [1, 2])).toEqual({ value: null, reason: 'the first list is all 0' });
  expect(cosine([1, 1], [2, 2]).value).toBeCloseTo(1, 12);
});

test('distance correlation sees what Pearson does not', () => {
  const x = Array.from({ length: 41 }, (_, index) => index / 20 - 1);
  const y = x.map((one) => one * one);
  expect(pearson(x, y).value).toBeCloseTo(0, 10);
  expect(distanceCorrelation(x, y).value).toBeGreaterThan(0.4);
  const { p } = associationTest(distanceCorrelation, x, y, { seed, side: 'greater', draws: 499, bootstrapDraws: 1 });
  expect(p).toBeLessThan(0.01);
});

test('an interval of distance correlation reaches down to 0 unless independence is ruled out', () => {
  const random = seededRandom('distance');
  const x = Array.from({ length: 32 }, () => random.normal());
  const options = { seed, side: 'greater', draws: 499, bootstrapDraws: 200 } as const;
  const apart = x.map(() => random.normal());
  const independent = associationTest(distanceCorrelation, x, apart, options);
  expect(independent.value).toBeGreaterThan(0.1);
  expect(independent.low).toBe(0);
  expect(independent.high).toBeGreaterThan(independent.value ?? 1);
  const tied = x.map((one) => one * one + 0.1 * random.normal());
  expect(associationTest(distanceCorrelation, x, tied, options).low).toBeGreaterThan(0.2);
});

describe('association test', () => {
  const random = seededRandom('association');
  const x = Array.from({ length: 40 }, () => random.normal());
  const related = x.map((one) => one + random.normal());
  const unrelated = x.map(() => random.normal());
  const options = { seed, draws: 499, bootstrapDraws: 300 };

  test('tells what is related from what is not; the interval is around the coefficient', () => {
    const found = associationTest(pearson, x, related, options);
    expect(found.p).toBeLessThan(0.01);
    expect(found.low).toBeGreaterThan(0);
    expect(found.low).toBeLessThan(found.value ?? Number.NaN);
    expect(found.high).toBeGreaterThan(found.value ?? Number.NaN);
    expect(found.reasons).toEqual([]);
    expect(associationTest(pearson, x, unrelated, options).p).toBeGreaterThan(0.05);
  });

  test('says the same for the same seed, and nearly the same for another', () => {
    const one = associationTest(spearman, x, related, options);
    expect(associationTest(spearman, x, related, options)).toEqual(one);
    const other = associationTest(spearman, x, related, { ...options, seed: 'another' });
    expect(other.low).not.toBe(one.low);
    expect(Math.abs((other.low ?? 9) - (one.low ?? 9))).toBeLessThan(0.15);
  });

  test('a handful of pairs has an exact p and no interval', () => {
    const { p, low, reasons } = associationTest(pearson, [1, 2, 3, 4, 5], [2, 3, 5, 8, 9], options);
    // Of 120 orders none but this one is as high, and none but the reverse as low.
    expect(p).toBeCloseTo(2 / 120, 12);
    expect(low).toBeNull();
    expect(reasons).toEqual(['5 units or clusters are too few for an interval']);
  });

  test('copies in clusters are no further evidence', () => {
    const four = [0, 1, 2, 3].flatMap(() => x.slice(0, 12));
    const alike = [0, 1, 2, 3].flatMap(() => unrelated.slice(0, 12).map((one, index) => one + (x[index] ?? 0) / 2));
    const clusters = [0, 1, 2, 3].flatMap(() => Array.from({ length: 12 }, (_, index) => index));
    const alone = associationTest(pearson, x.slice(0, 12), alike.slice(0, 12), options);
    const clustered = associationTest(pearson, four, alike, { ...options, clusters });
    expect(clustered.clusters).toBe(12);
    expect(Math.abs((clustered.p ?? 9) - (alone.p ?? 9))).toBeLessThan(0.1);
    expect(associationTest(pearson, four, alike, options).p).toBeLessThan((clustered.p ?? 0) / 2);
    expect(clustered.low).toBeCloseTo(alone.low ?? 9, 10);
  });

  test('one cluster leaves nothing to exchange; of sizes that all differ, what stands first in each is exchanged', () => {
    const one = associationTest(pearson, x, related, { ...options, clusters: x.map(() => 0) });
    expect(one).toMatchObject({ p: null, low: null, clusters: 1 });
    expect(one.reasons).toHaveLength(2);
    const sizes = [0, 1, 1, 2, 2, 2];
    // Three clusters have six orders: p is at least a third.
    const { p } = associationTest(pearson, x.slice(0, 6), related.slice(0, 6), { ...options, clusters: sizes });
    expect(p).toBeGreaterThanOrEqual(1 / 3);
  });

  test('without a coefficient there is nothing but the reason', () => {
    expect(associationTest(pearson, [1, 1, 1], [1, 2, 3], options)).toEqual({
      value: null,
      p: null,
      low: null,
      high: null,
      units: 3,
      clusters: 3,
      reasons: ['the first list is constant'],
    });
  });
});

const published = new URL('../../../shared/reference/paper-rates.json', import.meta.url);

interface PublishedCorrelation {
  readonly pearson_r: number;
  readonly distance_corr: number;
  readonly points_model_bail_refusal: readonly (readonly [model: string, bail: number, refusal: number])[];
}

describe.skipIf(!existsSync(published))('the published correlations of bail and refusal over models', () => {
  test('are those of Pearson and of the plain, unsquared distance correlation', () => {
    // Written by Python, which has NaN where JSON has nothing.
    const text = readFileSync(published, 'utf8').replaceAll(/: NaN\b/gu, ': null');
    const { correlation } = JSON.parse(text) as {
      correlation: Record<string, PublishedCorrelation>;
    };
    expect(Object.keys(correlation)).toHaveLength(4);
    for (const { points_model_bail_refusal: points, ...coefficient } of Object.values(correlation)) {
      const bail = points.map(([, rate]) => rate);
      const refusal = points.map(([, , rate]) => rate);
      expect(pearson(bail, refusal).value).toBeCloseTo(coefficient.pearson_r, 6);
      expect(distanceCorrelation(bail, refusal).value).toBeCloseTo(coefficient.distance_corr, 6);
    }
  });
});
