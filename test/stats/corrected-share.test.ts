import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { correctedRate } from '../../src/stats/corrected-rate.ts';
import { correctedShare, type KindCount, type KindLabel } from '../../src/stats/corrected-share.ts';

const counts = fc.array(
  fc.record({
    cluster: fc.nat({ max: 15 }),
    counts: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.nat({ max: 3 })).filter((some) => some.some(Boolean)),
  }),
  { minLength: 2, maxLength: 60 },
);
const labels = fc.array(fc.record({ cluster: fc.nat({ max: 15 }), kind: fc.nat({ max: 2 }), meant: fc.boolean() }), {
  maxLength: 60,
});

const meanOf = (items: readonly KindCount[], kind: number): number =>
  items.reduce((sum, one) => sum + (one.counts[kind] ?? 0) / one.counts.reduce((all, each) => all + each, 0), 0) /
  items.length;

const meantOf = (some: readonly KindLabel[], kind: number): number => {
  const own = some.filter((one) => one.kind === kind);
  return own.filter(({ meant }) => meant).length / own.length;
};

test('is the sum over kinds of their share times what was meant of it, and lies in both intervals', () => {
  fc.assert(
    fc.property(counts, labels, (items, given) => {
      const found = correctedShare(items, given);
      const shares = [0, 1, 2].map((kind) => meanOf(items, kind));
      const lacks = shares.findIndex((share, kind) => share > 1e-12 && Number.isNaN(meantOf(given, kind)));
      if (lacks >= 0) {
        expect(found).toMatchObject({ corrected: null, lacking: lacks, random: null, fixed: null });
        return;
      }
      const wanted = shares.reduce((sum, share, kind) => sum + (share > 1e-12 ? share * meantOf(given, kind) : 0), 0);
      expect(found.corrected).toBeCloseTo(wanted, 10);
      for (const bounds of [found.random, found.fixed]) {
        expect(bounds?.low).toBeGreaterThanOrEqual(0);
        expect(bounds?.low).toBeLessThanOrEqual(wanted + 1e-9);
        expect(bounds?.high).toBeGreaterThanOrEqual(wanted - 1e-9);
        expect(bounds?.high).toBeLessThanOrEqual(1);
      }
    }),
    { seed: 20_261_128, numRuns: 150 },
  );
});

test('with two kinds it is the corrected rate', () => {
  fc.assert(
    fc.property(counts, labels, (items, given) => {
      const two = items.map(({ cluster, counts: [a, b, c] }) => ({ cluster, counts: [a, b + c] }));
      const said = given.map((one) => ({ ...one, kind: Math.min(1, one.kind) }));
      const share = correctedShare(two, said);
      const rate = correctedRate(
        two.map(({ cluster, counts: [a = 0, b = 0] }) => ({ cluster, successes: a, draws: a + b })),
        said.map(({ cluster, kind, meant }) => ({ cluster, counted: kind === 0, meant })),
      );
      expect(rate.corrected).toEqual(share.corrected);
      expect(rate.random).toEqual(share.random);
      expect(rate.fixed).toEqual(share.fixed);
    }),
    { seed: 4, numRuns: 60 },
  );
});

test('drawing more of one kind changes no estimate: a label stands for its kind alone', () => {
  const items = Array.from({ length: 60 }, (_, index) => ({
    cluster: index,
    counts: index < 20 ? [1, 0, 0] : index < 50 ? [0, 1, 0] : [0, 0, 1],
  }));
  const labelled = (openLabels: number): KindLabel[] => [
    ...Array.from({ length: 20 }, (_, index) => ({ cluster: index, kind: 0, meant: index % 2 === 0 })),
    ...Array.from({ length: 20 }, (_, index) => ({ cluster: 20 + index, kind: 1, meant: false })),
    ...Array.from({ length: openLabels }, (_, index) => ({ cluster: 50 + index, kind: 2, meant: index % 2 === 0 })),
  ];
  const few = correctedShare(items, labelled(2));
  const many = correctedShare(items, labelled(10));
  expect(few.corrected).toBeCloseTo(1 / 6 + 1 / 12, 12);
  expect(many.corrected).toBeCloseTo(few.corrected ?? -1, 12);
  expect((many.fixed?.high ?? 1) - (many.fixed?.low ?? 0)).toBeLessThan((few.fixed?.high ?? 1) - (few.fixed?.low ?? 0));
});
