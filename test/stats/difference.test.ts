import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { seededRandom } from '../../src/base/random.ts';
import { clusteredDifference, fixedDifference } from '../../src/stats/difference.ts';
import { pairedRatio } from '../../src/stats/paired-ratio.ts';
import { pairedDifference, type PairedItem } from '../../src/stats/paired.ts';
import { clusteredRate, type ItemCount } from '../../src/stats/proportion.ts';

const seed = 20_260_503;

/** One item in each of `clusters` clusters, numbered from `from`; the first `bailing` bail in every draw. */
function lone(clusters: number, bailing: number, from = 0, draws = 1): ItemCount[] {
  return Array.from({ length: clusters }, (_, index) => ({
    cluster: from + index,
    successes: index < bailing ? draws : 0,
    draws,
  }));
}

const someItems = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 120 })
  .map((rows): ItemCount[] => rows.map(([cluster, successes]) => ({ cluster, successes, draws: 3 })));

describe('the difference of two samples', () => {
  test('lies in both intervals; swapping the samples turns the sign, numbering clusters anew changes nothing', () => {
    fc.assert(
      fc.property(someItems, someItems, (a, b) => {
        const one = clusteredDifference(a, b);
        const other = clusteredDifference(b, a);
        const renamed = (items: readonly ItemCount[]): ItemCount[] =>
          items.map((item) => ({ ...item, cluster: 1000 - item.cluster })).toReversed();
        const again = clusteredDifference(renamed(a), renamed(b));
        for (const kind of ['random', 'fixed'] as const) {
          const { low, high, p } = one[kind];
          expect(low).toBeLessThanOrEqual(one.difference + 1e-9);
          expect(high).toBeGreaterThanOrEqual(one.difference - 1e-9);
          expect(low).toBeGreaterThanOrEqual(-1);
          expect(high).toBeLessThanOrEqual(1);
          expect(other[kind].low).toBeCloseTo(-high, 8);
          expect(other[kind].p ?? 9).toBeCloseTo(p ?? 9, 6);
          expect(again[kind].low).toBeCloseTo(low, 8);
        }
      }),
      { seed, numRuns: 40 },
    );
  });

  test('p is below 0.05 exactly where the interval leaves out 0, and the ratio leaves out 1', () => {
    const random = seededRandom('difference');
    let sided = 0;
    for (let round = 0; round < 60; round += 1) {
      const shift = random.below(2) * 50;
      const { random: interval } = clusteredDifference(lone(90, 15 + random.below(30)), lone(80, 20, shift));
      const leavesOut = interval.low > 0 || interval.high < 0;
      expect(leavesOut).toBe((interval.p ?? 1) < 0.05);
      expect(leavesOut).toBe((interval.ratio?.low ?? 0) > 1 || (interval.ratio?.high ?? 9) < 1);
      if (leavesOut) sided += 1;
    }
    expect(sided).toBeGreaterThan(5);
    expect(sided).toBeLessThan(55);
  });

  test('of samples that share no cluster is less certain than of the same clusters seen twice', () => {
    const random = seededRandom('shared');
    const a: ItemCount[] = [];
    const b: ItemCount[] = [];
    for (let cluster = 0; cluster < 80; cluster += 1) {
      const chance = random.next();
      for (const sample of [a, b]) {
        let successes = 0;
        for (let draw = 0; draw < 5; draw += 1) if (random.next() < chance) successes += 1;
        sample.push({ cluster, successes, draws: 5 });
      }
    }
    const apart = b.map((item) => ({ ...item, cluster: item.cluster + 500 }));
    const shared = clusteredDifference(a, b).random;
    const unshared = clusteredDifference(a, apart).random;
    expect(shared.high - shared.low).toBeLessThan(0.7 * (unshared.high - unshared.low));
    // The two ways to reckon a paired difference nearly agree.
    const paired = pairedDifference(
      a.map(({ cluster, successes }, index) => ({ cluster, a: successes / 5, b: (b[index]?.successes ?? 0) / 5 })),
    );
    expect(shared.low).toBeCloseTo(paired.low, 2);
    expect(shared.high).toBeCloseTo(paired.high, 2);
    // Which clusters they are does not matter to exactly these items.
    expect(clusteredDifference(a, apart).fixed).toEqual(clusteredDifference(a, b).fixed);
  });

  test('too few bails: no p, and an interval that both rates allow', () => {
    const a = lone(200, 0);
    const b = lone(200, 40, 500);
    const { random, fixed, ratio } = clusteredDifference(a, b);
    expect(random).toMatchObject({ tooFew: true, method: 'bonferroni', p: null });
    // Yet 0 of 200 and 40 of 200 are plainly not the same.
    expect(random.high).toBeLessThan(-0.08);
    expect(random.low).toBeCloseTo(-clusteredRate(b, { level: 0.975 }).random.high, 10);
    expect(fixed.tooFew).toBe(true);
    expect(ratio).toBe(0);
  });

  test('nothing bails in b: no ratio, rather than an infinite one', () => {
    const { ratio, random } = clusteredDifference(lone(100, 30), lone(100, 0, 500));
    expect(ratio).toBeNull();
    expect(random.ratio).toBeNull();
  });

  test('two samples with the same answers everywhere prove no equality', () => {
    const items = lone(100, 40);
    const { random, difference } = clusteredDifference(items, items);
    expect(difference).toBe(0);
    expect(random.tooFew).toBe(true);
    expect(random.high - random.low).toBeGreaterThan(0.1);
  });

  test('one cluster says nothing general', () => {
    const one = Array.from({ length: 40 }, (_, index) => ({ cluster: 0, successes: index % 2, draws: 1 }));
    expect(clusteredDifference(one, one).random).toMatchObject({ tooFew: true, p: null });
  });

  test('without items is refused', () => {
    expect(() => clusteredDifference([], lone(5, 2))).toThrow(RangeError);
  });
});

const share = fc.integer({ min: 0, max: 2 }).map((hits) => hits / 2);
const somePairs = fc.array(fc.record({ cluster: fc.integer({ min: 0, max: 30 }), a: share, b: share }), {
  minLength: 1,
  maxLength: 80,
});

describe('the ratio of a paired design', () => {
  test('leaves out 1 exactly where the difference leaves out 0, and turns over with the conditions', () => {
    fc.assert(
      fc.property(somePairs, (items) => {
        const { ratio, low, high, conclusion } = pairedRatio(items);
        if (ratio === null) return;
        expect(low).toBeLessThanOrEqual(ratio + 1e-9);
        expect(high ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(ratio - 1e-9);
        const back = pairedRatio(items.map(({ cluster, a, b }) => ({ cluster, a: b, b: a })));
        expect(back.high === null ? 0 : 1 / back.high).toBeCloseTo(low, 6);
        if (conclusion === 'cannot conclude') return;
        const difference = pairedDifference(items);
        expect(low > 1 || (high ?? 9) < 1).toBe(difference.low > 0 || difference.high < 0);
      }),
      { seed: 20_260_504 },
    );
  });

  test('twice as often is a ratio of 2, with limits around it', () => {
    const items = Array.from({ length: 120 }, (_, cluster): PairedItem => {
      return { cluster, a: cluster < 60 ? 1 : 0, b: cluster >= 20 && cluster < 50 ? 1 : 0 };
    });
    const { ratio, low, high } = pairedRatio(items);
    expect(ratio).toBe(2);
    expect(low).toBeGreaterThan(1.5);
    expect(high).toBeLessThan(2.8);
  });

  test('hardly has an upper limit where the denominator may be 0', () => {
    const items = Array.from({ length: 60 }, (_, cluster) => ({
      cluster,
      a: cluster < 20 ? 1 : 0,
      b: cluster === 0 ? 1 : 0,
    }));
    const { ratio, low, high, conclusion } = pairedRatio(items);
    expect(ratio).toBe(20);
    expect(low).toBeGreaterThan(1);
    expect(high).toBeGreaterThan(1000);
    // One cluster is too few for more than that.
    expect(conclusion).toBe('cannot conclude');
  });

  test('is not there where nothing bails in b', () => {
    const items = Array.from({ length: 20 }, (_, cluster) => ({ cluster, a: 1, b: 0 }));
    expect(pairedRatio(items)).toMatchObject({ ratio: null, high: null, conclusion: 'cannot conclude' });
  });
});

describe('two rates of the same draws', () => {
  /** Items whose draws give both: a draw is left only, refused only, both or neither, by chances of the item's own. */
  function draw(random: ReturnType<typeof seededRandom>, draws: number): [ItemCount[], ItemCount[], ItemCount[]] {
    const [a, b, middles]: [ItemCount[], ItemCount[], ItemCount[]] = [[], [], []];
    for (let item = 0; item < 60; item += 1) {
      const [left, refused] = [0.2 + 0.3 * ((item % 7) / 6), 0.6 - 0.4 * ((item % 5) / 4)];
      let [inA, inB, both] = [0, 0, 0];
      for (let k = 0; k < draws; k += 1) {
        // What is left is never refused: the draws go against each other.
        const u = random.next() * Math.max(1, left + refused);
        const isA = u < left;
        const isB = !isA && u < left + refused;
        inA += Number(isA);
        inB += Number(isB);
        both += Number(isA && isB);
      }
      const cluster = item;
      a.push({ cluster, successes: inA, draws });
      b.push({ cluster, successes: inB, draws });
      middles.push({ cluster, successes: (inA + inB) / 2, draws, squares: (inA + inB + 2 * both) / 4 });
    }
    return [a, b, middles];
  }

  test('differ within an interval that holds as often as it says, which it does not where draws are taken as apart', () => {
    const random = seededRandom('same draws');
    const truth = Array.from({ length: 60 }, (_, item) => {
      const [left, refused] = [0.2 + 0.3 * ((item % 7) / 6), 0.6 - 0.4 * ((item % 5) / 4)];
      return (left - refused) / Math.max(1, left + refused);
    }).reduce((sum, one) => sum + one / 60, 0);
    const [rounds, covered] = [600, { same: 0, apart: 0 }];
    for (let round = 0; round < rounds; round += 1) {
      const [a, b, middles] = draw(random, 3);
      const same = fixedDifference(a, b, { middles });
      const apart = fixedDifference(a, b);
      covered.same += Number(same.low <= truth && truth <= same.high);
      covered.apart += Number(apart.low <= truth && truth <= apart.high);
    }
    expect(covered.same / rounds).toBeGreaterThan(0.93);
    expect(covered.same / rounds).toBeLessThan(0.985);
    expect(covered.apart).toBeLessThan(covered.same - 20);
  });

  test('that are the same rate do not differ at all', () => {
    const a = lone(40, 20, 0, 4).map((item, index) => ({ ...item, successes: 1 + (index % 3) }));
    const middles = a.map((item) => ({ ...item, squares: item.successes }));
    const { low, high } = fixedDifference(a, a, { middles });
    expect(low).toBeCloseTo(0, 2);
    expect(high).toBeCloseTo(0, 2);
  });
});
