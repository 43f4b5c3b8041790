import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { correctedCoverage } from '../../bench/coverage-models/corrected.ts';
import { coverageOf } from '../../bench/coverage-models/tally.ts';
import { seededRandom } from '../../src/base/random.ts';
import { correctedRate, type AuditLabel } from '../../src/stats/corrected-rate.ts';
import type { ItemCount } from '../../src/stats/proportion.ts';

/** 60 clusters of five items, the first `bailing` clusters with a success in every item. */
function itemsOf(bailing: number): ItemCount[] {
  return Array.from({ length: 300 }, (_, item) => {
    const cluster = Math.floor(item / 5);
    return { cluster, successes: cluster < bailing ? 1 : 0, draws: 1 };
  });
}

/** Labels over clusters in turn: `meant` of `size` were. */
function labelsOf(counted: boolean, size: number, meant: number, from: number, clusters: number): AuditLabel[] {
  return Array.from({ length: size }, (_, index) => ({
    cluster: from + (index % clusters),
    counted,
    meant: index < meant,
  }));
}

describe('the corrected rate', () => {
  test('is rate · PPV + (1 − rate) · (1 − NPV), and lies in both intervals', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 59 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 50 }),
        (bailing, confirmed, missed) => {
          const labels = [
            ...labelsOf(true, 40, confirmed, 0, bailing),
            ...labelsOf(false, 50, missed, bailing, 60 - bailing),
          ];
          const { rate, corrected, random, fixed } = correctedRate(itemsOf(bailing), labels);
          const wanted = (rate * confirmed) / 40 + ((1 - rate) * missed) / 50;
          expect(corrected).toBeCloseTo(wanted, 12);
          for (const bounds of [random, fixed]) {
            expect(bounds?.low).toBeLessThanOrEqual(wanted + 1e-12);
            expect(bounds?.high).toBeGreaterThanOrEqual(wanted - 1e-12);
            expect(bounds?.low).toBeGreaterThanOrEqual(0);
            expect(bounds?.high).toBeLessThanOrEqual(1);
          }
        },
      ),
      { seed: 20_260_502, numRuns: 40 },
    );
  });

  test('does not depend on the order of items or labels', () => {
    const items = itemsOf(20);
    const labels = [...labelsOf(true, 40, 30, 0, 20), ...labelsOf(false, 60, 3, 20, 40)];
    const one = correctedRate(items, labels);
    const other = correctedRate(items.toReversed(), labels.toReversed());
    expect(other.corrected).toBeCloseTo(one.corrected ?? -1, 12);
    expect(other.random?.high).toBeCloseTo(one.random?.high ?? -1, 10);
  });

  test('labels that all agree still leave doubt, and more of them less', () => {
    const highAt = (size: number): number =>
      correctedRate(itemsOf(20), [...labelsOf(true, size, size, 0, 20), ...labelsOf(false, size, 0, 20, 40)]).fixed
        ?.high ?? 1;
    const highs = [20, 80, 320].map(highAt);
    expect(highs).toEqual(highs.toSorted((a, b) => b - a));
    expect(highs[0]).toBeGreaterThan(0.4);
    expect(highAt(20)).toBeGreaterThan(highAt(320) + 0.05);
  });
});

describe('what was never audited', () => {
  test('gives no rate and a reason', () => {
    const onlyStays = correctedRate(itemsOf(20), labelsOf(false, 30, 1, 20, 40));
    expect(onlyStays).toMatchObject({
      corrected: null,
      random: null,
      confirmed: null,
      reason: 'no success was audited',
    });
    expect(correctedRate(itemsOf(20), labelsOf(true, 30, 20, 0, 20)).reason).toBe('no failure was audited');
    expect(correctedRate(itemsOf(20), []).corrected).toBeNull();
  });

  test('does not matter where it never occurred, but for the upper limit', () => {
    const { corrected, random } = correctedRate(itemsOf(0), labelsOf(false, 100, 2, 0, 60));
    expect(corrected).toBeCloseTo(0.02, 12);
    expect(random?.high).toBeGreaterThan(0.06);
    const all = correctedRate(itemsOf(60), labelsOf(true, 100, 90, 0, 60));
    expect(all.corrected).toBeCloseTo(0.9, 12);
  });
});

test('intervals hold the truth, and the delta method fails where labels agree (short version of the bench)', () => {
  const cell = { rate: 0.1, clusters: 60, size: 8, spread: 0.1, labelSpread: 0, labels: 40 };
  const [recovered, delta, fixed] = correctedCoverage({ ...cell, confirmed: 0.95, missed: 0.01 }, 150).map(coverageOf);
  expect(recovered).toBeGreaterThan(0.93);
  expect(fixed).toBeGreaterThan(0.93);
  expect(delta).toBeLessThan(recovered ?? 0);
});

test('equal input, equal output', () => {
  const random = seededRandom('labels');
  const labels = Array.from({ length: 60 }, () => ({
    cluster: random.below(60),
    counted: random.next() < 0.5,
    meant: random.next() < 0.5,
  }));
  expect(correctedRate(itemsOf(15), labels)).toEqual(correctedRate(itemsOf(15), labels));
});
