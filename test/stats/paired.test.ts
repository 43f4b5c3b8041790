import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { seededRandom } from '../../src/base/random.ts';
import { pairedDifference, type PairedItem } from '../../src/stats/paired.ts';

const share = fc.integer({ min: 0, max: 3 }).map((hits) => hits / 3);
const someItems = fc.array(fc.record({ cluster: fc.integer({ min: 0, max: 25 }), a: share, b: share }), {
  minLength: 1,
  maxLength: 80,
});

/** One item a cluster; the first `lost` bail only in a, the next `won` only in b, the others in neither. */
function discordant(clusters: number, lost: number, won: number): PairedItem[] {
  return Array.from({ length: clusters }, (_, cluster) => ({
    cluster,
    a: cluster < lost ? 1 : 0,
    b: cluster >= lost && cluster < lost + won ? 1 : 0,
  }));
}

test('the difference lies in its interval; swapping the conditions turns the sign', () => {
  fc.assert(
    fc.property(someItems, (items) => {
      const one = pairedDifference(items);
      const other = pairedDifference(items.map(({ cluster, a, b }) => ({ cluster, a: b, b: a })));
      expect(one.low).toBeLessThanOrEqual(one.difference + 1e-12);
      expect(one.high).toBeGreaterThanOrEqual(one.difference - 1e-12);
      expect(one.low).toBeGreaterThanOrEqual(-1);
      expect(one.high).toBeLessThanOrEqual(1);
      expect(other.difference).toBeCloseTo(-one.difference, 12);
      expect(other.low).toBeCloseTo(-one.high, 8);
      expect(other.p ?? -1).toBeCloseTo(one.p ?? -1, 8);
    }),
    { seed: 20_260_104 },
  );
});

describe('too little to go by', () => {
  test('with five discordant clusters nothing is concluded, with six it is', () => {
    const five = pairedDifference(discordant(100, 5, 0));
    expect(five).toMatchObject({ conclusion: 'cannot conclude', discordantClusters: 5, p: null });
    expect(five.low).toBeLessThan(0);
    expect(five.high).toBeGreaterThan(0);
    expect(pairedDifference(discordant(100, 6, 0))).toMatchObject({ conclusion: 'interval', discordantClusters: 6 });
  });

  test('a cluster whose items cancel out is not discordant', () => {
    const items = Array.from({ length: 8 }, (_, cluster) => [
      { cluster, a: 1 / 3, b: 2 / 3 },
      { cluster, a: 2 / 3, b: 1 / 3 },
    ]).flat();
    expect(pairedDifference(items)).toMatchObject({ discordantClusters: 0, conclusion: 'cannot conclude' });
  });
});

test('as many lost as won is no difference; all lost is a clear one', () => {
  const even = pairedDifference(discordant(200, 20, 20));
  expect(even.difference).toBe(0);
  expect(even.p).toBeCloseTo(1, 10);
  const clear = pairedDifference(discordant(200, 40, 0));
  expect(clear.low).toBeGreaterThan(0.1);
  expect(clear.p).toBeLessThan(1e-6);
});

test('the interval excludes 0 exactly when p is below 0.05', () => {
  const random = seededRandom('paired');
  for (let round = 0; round < 200; round += 1) {
    const result = pairedDifference(discordant(150, 6 + random.below(20), random.below(20)));
    expect(result.low > 0 || result.high < 0).toBe((result.p ?? 1) < 0.05);
  }
});

test('its interval holds the true difference about 95 times in 100', () => {
  const random = seededRandom('paired coverage');
  let covered = 0;
  const replicates = 1000;
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const items: PairedItem[] = [];
    for (let cluster = 0; cluster < 80; cluster += 1) {
      const chance = 0.6 * random.next();
      for (let item = 0; item < 3; item += 1) {
        items.push({
          cluster,
          a: random.next() < chance + 0.2 ? 1 : 0,
          b: random.next() < chance ? 1 : 0,
        });
      }
    }
    const { low, high } = pairedDifference(items);
    if (low <= 0.2 && high >= 0.2) covered += 1;
  }
  // Three standard errors of 1,000 replicates either side of 95 %.
  expect(covered / replicates).toBeGreaterThan(0.93);
  expect(covered / replicates).toBeLessThan(0.97);
});

test('no items, or means that are none, are rejected', () => {
  expect(() => pairedDifference([])).toThrow(RangeError);
  expect(() => pairedDifference([{ cluster: 0, a: 1.2, b: 0 }])).toThrow(RangeError);
});
