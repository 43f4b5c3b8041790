import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { seededRandom } from '../../src/base/random.ts';
import { pairedDifference } from '../../src/stats/paired.ts';
import { pilotEstimate } from '../../src/stats/pilot.ts';
import { powerForDifference, type PairedPlan } from '../../src/stats/planned-power.ts';
import { expectedStop } from '../../src/stats/planned-stop.ts';
import { drawStudy, type AssumedRate, type StudyShape } from '../../src/stats/planned-study.ts';
import { budgetForWidth, expectedWidths } from '../../src/stats/planned-width.ts';
import { clusteredRate } from '../../src/stats/proportion.ts';

const shape: StudyShape = { clusters: 120, itemsPerCluster: 5, epochs: 2 };
const assumed: AssumedRate = { rate: 0.2, clusterCorrelation: 0.1, itemCorrelation: 0.3 };

describe('expected widths', () => {
  test.each([
    [shape, assumed],
    [{ ...shape, epochs: 1 }, assumed],
    [shape, { ...assumed, rate: 0.5, itemCorrelation: 0.9 }],
    [
      { clusters: 40, itemsPerCluster: 2.5, epochs: 3 },
      { ...assumed, rate: 0.01 },
    ],
  ] as const)('are those of studies drawn like that', (size, rate) => {
    const random = seededRandom('widths');
    const studies = 40;
    const sums = { random: 0, fixed: 0 };
    for (let study = 0; study < studies; study += 1) {
      const result = clusteredRate(drawStudy(size, rate, random));
      sums.random += (result.random.high - result.random.low) / studies;
      sums.fixed += (result.fixed.high - result.fixed.low) / studies;
    }
    const expected = expectedWidths(size, rate);
    for (const kind of ['random', 'fixed'] as const) {
      expect(expected[kind].width / sums[kind]).toBeGreaterThan(0.8);
      expect(expected[kind].width / sums[kind]).toBeLessThan(1.25);
    }
  });

  test('fall with clusters and epochs, rise with clustering', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 80, max: 400 }),
        fc.double({ min: 0.3, max: 0.7, noNaN: true }),
        fc.double({ min: 0, max: 0.4, noNaN: true }),
        (clusters, rate, clusterCorrelation) => {
          const at = (size: Partial<StudyShape>, more: Partial<AssumedRate> = {}): number =>
            expectedWidths({ ...shape, clusters, ...size }, { ...assumed, rate, clusterCorrelation, ...more }).random
              .width;
          expect(at({ clusters: 2 * clusters })).toBeLessThan(at({}));
          expect(at({ epochs: 4 })).toBeLessThan(at({}));
          expect(at({}, { clusterCorrelation: clusterCorrelation + 0.1 })).toBeGreaterThan(at({}));
        },
      ),
      { seed: 20_260_505, numRuns: 30 },
    );
  });

  test('say "too few" where few clusters would succeed, the same each time', () => {
    const rare = { ...assumed, rate: 0.005 };
    const expected = expectedWidths({ ...shape, clusters: 30 }, rare);
    expect(expected).toMatchObject({ tooFew: true, by: 'simulation' });
    expect(expectedWidths({ ...shape, clusters: 30 }, rare)).toEqual(expected);
  });

  test('impossible plans are refused', () => {
    expect(() => expectedWidths({ ...shape, clusters: 1 }, assumed)).toThrow(RangeError);
    expect(() => expectedWidths(shape, { ...assumed, rate: 1.2 })).toThrow(RangeError);
    expect(() => budgetForWidth(0, shape, assumed, { interval: 'fixed', grow: 'epochs' })).toThrow(RangeError);
  });
});

describe('the budget for a width', () => {
  test('is the smallest that reaches it', () => {
    const budget = budgetForWidth(0.06, shape, assumed, { interval: 'random', grow: 'clusters' });
    if (budget.shape === null) throw new Error(budget.reason);
    expect(budget.expected.random.width).toBeLessThanOrEqual(0.06);
    const less = { ...budget.shape, clusters: budget.shape.clusters - 1 };
    expect(expectedWidths(less, assumed).random.width).toBeGreaterThan(0.06);
    expect(budget.draws).toBe(budget.shape.clusters * 10);
  });

  test('more epochs reach any width for these items, but not for situations like these', () => {
    const given = budgetForWidth(0.02, shape, assumed, { interval: 'fixed', grow: 'epochs' });
    expect(given.shape?.epochs).toBeGreaterThan(2);
    const random = budgetForWidth(0.02, shape, assumed, { interval: 'random', grow: 'epochs' });
    expect(random.shape).toBeNull();
    if (random.shape === null) expect(random.narrowest).toBeGreaterThan(0.02);
  });
});

describe('a pilot', () => {
  test('gives back the correlations it was drawn with', () => {
    const random = seededRandom('pilot');
    const mean = { rate: 0, clusterCorrelation: 0, itemCorrelation: 0 };
    const wanted = { rate: 0.3, clusterCorrelation: 0.2, itemCorrelation: 0.4 };
    for (let study = 0; study < 40; study += 1) {
      const found = pilotEstimate(drawStudy({ clusters: 80, itemsPerCluster: 5, epochs: 3 }, wanted, random));
      for (const part of ['rate', 'clusterCorrelation', 'itemCorrelation'] as const) mean[part] += found[part] / 40;
    }
    expect(mean.rate).toBeCloseTo(0.3, 1);
    expect(Math.abs(mean.clusterCorrelation - 0.2)).toBeLessThan(0.03);
    expect(Math.abs(mean.itemCorrelation - 0.4)).toBeLessThan(0.03);
  });

  test('says what it had to guess, and gives numbers at the edges', () => {
    const lone = Array.from({ length: 10 }, (_, cluster) => ({ cluster, successes: cluster % 2, draws: 1 }));
    expect(pilotEstimate(lone)).toMatchObject({
      rate: 0.5,
      clusterCorrelation: 0,
      itemCorrelation: 1,
      guessed: ['clusterCorrelation', 'itemCorrelation'],
    });
    const none = lone.map((item) => ({ ...item, successes: 0 }));
    expect(pilotEstimate(none)).toMatchObject({ rate: 0, clusterCorrelation: 0, itemCorrelation: 1 });
    expect(() => pilotEstimate([])).toThrow(RangeError);
  });
});

describe('power for a paired difference', () => {
  const plan: PairedPlan = { ...shape, ...assumed, clusterCorrelation: 0.2, difference: 0.06, shared: 1 };

  test('rises with the difference, the clusters and what is shared; without a difference it is the level', () => {
    const at = (more: Partial<PairedPlan>): number => powerForDifference({ ...plan, ...more }).power;
    expect(at({ difference: 0.08 })).toBeGreaterThan(at({}));
    expect(at({ clusters: 200 })).toBeGreaterThan(at({}));
    expect(at({ shared: 0.2 })).toBeLessThan(at({}));
    expect(at({ difference: 0 })).toBeCloseTo(0.05, 3);
    expect(at({ clusters: 5 })).toBe(0);
  });

  test('is how often a drawn comparison is found', () => {
    const random = seededRandom('power');
    const draws = { clusters: 80, itemsPerCluster: 3, epochs: 1, clusterCorrelation: 0, itemCorrelation: 0 };
    const { power } = powerForDifference({ ...draws, rate: 0.3, difference: 0.12, shared: 0 });
    let found = 0;
    for (let study = 0; study < 400; study += 1) {
      const items = Array.from({ length: 240 }, (_, item) => ({
        cluster: Math.floor(item / 3),
        a: random.next() < 0.3 ? 1 : 0,
        b: random.next() < 0.42 ? 1 : 0,
      }));
      if ((pairedDifference(items).p ?? 1) < 0.05) found += 1;
    }
    // The standard error is 2 points.
    expect(Math.abs(found / 400 - power)).toBeLessThan(0.07);
  });

  test('a difference that leaves 0 to 1 is refused', () => {
    expect(() => powerForDifference({ ...plan, difference: 0.9 })).toThrow(RangeError);
  });
});

describe('when a rule is expected to end a study', () => {
  const small: StudyShape = { clusters: 30, itemsPerCluster: 4, epochs: 12 };

  test('is the sooner the wider the interval may be, never before its least epochs, and the same each time', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.02, max: 0.98, noNaN: true }),
        fc.double({ min: 0.02, max: 0.2, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        (rate, halfWidth, minEpochs) => {
          const at = (rule: Partial<{ halfWidth: number; minEpochs: number }>): number =>
            expectedStop(small, { ...assumed, rate }, { halfWidth, minEpochs, ...rule }).epochs;
          const epochs = at({});
          expect(epochs).toBeGreaterThanOrEqual(minEpochs);
          expect(epochs).toBeLessThanOrEqual(small.epochs);
          expect(at({})).toBe(epochs);
          expect(at({ halfWidth: 2 * halfWidth })).toBeLessThanOrEqual(epochs);
          expect(at({ minEpochs: 1 })).toBeLessThanOrEqual(epochs);
        },
      ),
      { seed: 20_261_128, numRuns: 10 },
    );
  });

  test('a rule that nothing meets takes all epochs and ends no study early', () => {
    expect(expectedStop(small, { ...assumed, rate: 0.5 }, { halfWidth: 0.001, minEpochs: 1 })).toEqual({
      epochs: 12,
      share: 0,
    });
  });
});
