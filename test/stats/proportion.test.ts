import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { clopperPearson } from '../../src/stats/binomial-interval.ts';
import { clusteredRate, type ItemCount } from '../../src/stats/proportion.ts';

const seed = 20_260_103;

/** Items given as `[cluster, successes, draws]`. */
function itemsOf(rows: readonly (readonly [number, number, number])[]): ItemCount[] {
  return rows.map(([cluster, successes, draws]) => ({ cluster, successes, draws }));
}

const someItems = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 4 })), {
    minLength: 1,
    maxLength: 150,
  })
  .map((rows) => itemsOf(rows.map(([cluster, successes, draws]) => [cluster, Math.min(successes, draws), draws])));

/** `clusters` clusters of `size` items; in the first `bailing` of them all items bail. */
function blocks(clusters: number, size: number, bailing: number): ItemCount[] {
  return Array.from({ length: clusters * size }, (_, index) => {
    const cluster = Math.floor(index / size);
    return { cluster, successes: cluster < bailing ? 1 : 0, draws: 1 };
  });
}

describe('the rate', () => {
  test('items weigh equally, however often they were drawn', () => {
    expect(
      clusteredRate(
        itemsOf([
          [0, 1, 1],
          [0, 0, 9],
        ]),
      ).rate,
    ).toBe(0.5);
  });

  test('lies in both intervals, which lie in [0, 1]', () => {
    fc.assert(
      fc.property(someItems, (items) => {
        const { rate, random, fixed } = clusteredRate(items);
        for (const { low, high } of [random, fixed]) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(rate);
          expect(high).toBeGreaterThanOrEqual(rate);
          expect(high).toBeLessThanOrEqual(1);
        }
      }),
      { seed },
    );
  });

  test('bails and stays change places: everything mirrors', () => {
    fc.assert(
      fc.property(someItems, (items) => {
        const one = clusteredRate(items);
        const mirrored = items.map((item) => ({ ...item, successes: item.draws - item.successes }));
        const other = clusteredRate(mirrored);
        for (const kind of ['random', 'fixed'] as const) {
          expect(other[kind].low).toBeCloseTo(1 - one[kind].high, 8);
          expect(other[kind].high).toBeCloseTo(1 - one[kind].low, 8);
        }
      }),
      { seed },
    );
  });

  test('order of items and numbering of clusters do not matter', () => {
    fc.assert(
      fc.property(someItems, (items) => {
        const one = clusteredRate(items);
        const other = clusteredRate(
          itemsOf(items.toReversed().map((item) => [1000 - item.cluster, item.successes, item.draws])),
        );
        for (const kind of ['random', 'fixed'] as const) {
          expect(other[kind].low).toBeCloseTo(one[kind].low, 8);
          expect(other[kind].high).toBeCloseTo(one[kind].high, 8);
        }
      }),
      { seed },
    );
  });

  test('no items, or impossible counts, are rejected', () => {
    expect(() => clusteredRate([])).toThrow(RangeError);
    expect(() => clusteredRate(itemsOf([[0, 2, 1]]))).toThrow(RangeError);
    expect(() => clusteredRate(itemsOf([[0, 0, 0]]))).toThrow(RangeError);
  });
});

describe('clusters', () => {
  test('of one item drawn once: both intervals are exactly Clopper-Pearson', () => {
    const { random, fixed, effectiveN } = clusteredRate(blocks(200, 1, 60));
    const exact = clopperPearson(60, 200);
    for (const interval of [random, fixed]) {
      expect(interval.method).toBe('korn-graubard');
      expect(interval.low).toBeCloseTo(exact.low, 10);
      expect(interval.high).toBeCloseTo(exact.high, 10);
    }
    expect(effectiveN).toBeCloseTo(200, 8);
  });

  test('whose items all do the same count as one draw each', () => {
    const { random, effectiveN } = clusteredRate(blocks(100, 8, 40));
    const alone = clusteredRate(blocks(100, 1, 40));
    expect(effectiveN).toBeGreaterThan(95);
    expect(effectiveN).toBeLessThan(105);
    expect(random.high - random.low).toBeGreaterThan(0.93 * (alone.random.high - alone.random.low));
  });

  test('of one cluster nothing general is said', () => {
    const { random } = clusteredRate(blocks(1, 50, 0));
    expect(random).toMatchObject({ tooFew: true, low: 0 });
    expect(random.high).toBeCloseTo(0.975, 10);
  });

  test.each([0, 120])('with %i of 120 bailing, the effective sample size is the number of clusters', (bailing) => {
    const { random, effectiveN, rate } = clusteredRate(blocks(120, 5, bailing));
    expect(effectiveN).toBe(120);
    expect(random).toEqual({ ...clopperPearson(rate * 120, 120), method: 'clopper-pearson', tooFew: true });
  });

  test('few that bail, or few that stay: too few, and a wider interval', () => {
    const few = clusteredRate(blocks(500, 1, 3)).random;
    expect(few).toMatchObject({ tooFew: true, method: 'betting' });
    expect(few.high).toBeGreaterThan(clopperPearson(3, 500).high);
    expect(clusteredRate(blocks(500, 1, 497)).random.tooFew).toBe(true);
    expect(clusteredRate(blocks(500, 1, 30)).random.tooFew).toBe(false);
  });
});

describe('exactly these items', () => {
  test('the interval is shorter where items are drawn often and agree with themselves', () => {
    const items = Array.from({ length: 100 }, (_, cluster) => ({
      cluster,
      successes: cluster < 20 ? 3 : cluster % 2 === 0 ? 6 : 0,
      draws: 6,
    }));
    const { random, fixed } = clusteredRate(items);
    expect(fixed.high - fixed.low).toBeLessThan((random.high - random.low) / 3);
  });

  test('a rate of items that never waver is not said to be certain', () => {
    const { fixed } = clusteredRate(
      Array.from({ length: 60 }, (_, index) => ({ cluster: index, successes: index < 30 ? 3 : 0, draws: 3 })),
    );
    expect(fixed.high - fixed.low).toBeGreaterThan(0.05);
  });

  test('unequal numbers of draws are weighed', () => {
    const { rate, fixed } = clusteredRate(
      itemsOf([
        [0, 1, 1],
        [1, 0, 8],
        [2, 0, 8],
        [3, 0, 8],
      ]),
    );
    expect(rate).toBe(0.25);
    expect(fixed).toMatchObject({ tooFew: true, method: 'betting' });
    expect(fixed.high).toBeGreaterThan(0.5);
  });
});
