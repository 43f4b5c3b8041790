import { describe, expect, test } from 'vitest';

import { stoppingRuns } from '../../bench/stopping-cell.ts';
import { seededRandom } from '../../src/base/random.ts';
import { confidenceSequence, mayStop, type EpochValue } from '../../src/stats/confidence-sequence.ts';

/** Epochs of draws of items with the given chances. */
function drawn(seed: string, chances: readonly number[], epochs: number): number[][] {
  const random = seededRandom(['sequence', seed]);
  return Array.from({ length: epochs }, () => chances.map((chance) => (random.next() < chance ? 1 : 0)));
}

const alike = Array.from({ length: 200 }, () => 0.3);
const settled = Array.from({ length: 200 }, (_, item) => (item < 60 ? 1 : 0));

function widthsOf(epochs: readonly (readonly EpochValue[])[]): number[] {
  return confidenceSequence(epochs).points.map(({ low, high }) => high - low);
}

describe('a sequence', () => {
  test('gets shorter with epochs, and holds the estimate', () => {
    const { points, items, missing } = confidenceSequence(drawn('shorter', alike, 16));
    expect({ items, missing }).toEqual({ items: 200, missing: 0 });
    for (const { low, rate, high } of points) expect(low <= rate && rate <= high).toBe(true);
    const widths = points.map(({ low, high }) => high - low);
    expect(widths[15]).toBeLessThan((widths[3] ?? 0) / 1.7);
    expect(widths[15]).toBeLessThan(0.07);
  });

  test('gets short faster where items never waver', () => {
    expect(widthsOf(drawn('settled', settled, 8))[7]).toBeLessThan((widthsOf(drawn('alike', alike, 8))[7] ?? 0) / 2);
  });

  test('does not change with epochs to come, with the order of items, or with the level but in width', () => {
    const epochs = drawn('order', alike, 6);
    expect(confidenceSequence(epochs.slice(0, 3)).points).toEqual(confidenceSequence(epochs).points.slice(0, 3));
    const turned = confidenceSequence(epochs.map((epoch) => epoch.toReversed())).points;
    for (const [index, point] of confidenceSequence(epochs).points.entries()) {
      expect(turned[index]?.low).toBeCloseTo(point.low, 9);
      expect(turned[index]?.high).toBeCloseTo(point.high, 9);
    }
    const sure = confidenceSequence(epochs, { level: 0.99 }).points.at(-1);
    const last = confidenceSequence(epochs).points.at(-1);
    expect((sure?.high ?? 0) - (sure?.low ?? 0)).toBeGreaterThan((last?.high ?? 0) - (last?.low ?? 0));
  });

  test('mirrors when successes and failures change places', () => {
    const epochs = drawn('mirror', alike, 4);
    const mirror = confidenceSequence(epochs.map((epoch) => epoch.map((value) => 1 - value))).points;
    for (const [index, { low, high }] of confidenceSequence(epochs).points.entries()) {
      expect(mirror[index]?.low).toBeCloseTo(1 - high, 9);
      expect(mirror[index]?.high).toBeCloseTo(1 - low, 9);
    }
  });

  test('takes fractions as they are', () => {
    const { points } = confidenceSequence(Array.from({ length: 4 }, () => alike));
    expect(points[3]).toMatchObject({ epoch: 4 });
    expect(points[3]?.rate).toBeCloseTo(0.3, 12);
    expect(points[3]?.low).toBeLessThan(0.3);
  });
});

describe('gaps', () => {
  test('of one item count for nothing on both sides; an item that never answers is left out', () => {
    const epochs = drawn('gaps', alike, 4);
    const never = epochs.map((epoch) => [...epoch, null]);
    expect(confidenceSequence(never)).toEqual(confidenceSequence(epochs));
    const gap = epochs.map((epoch, index) =>
      index === 2 ? epoch.with(0, Number.NaN).map((x) => (x >= 0 ? x : null)) : epoch,
    );
    const { missing, points } = confidenceSequence(gap);
    expect(missing).toBe(1);
    const full = confidenceSequence(epochs).points[3];
    expect(points[3]?.low).toBeLessThanOrEqual((full?.low ?? 0) + 1e-12);
    expect(points[3]?.high).toBeGreaterThanOrEqual((full?.high ?? 1) - 1e-12);
  });

  test('nothing at all, epochs of different lengths and values out of range are refused', () => {
    for (const wrong of [[], [[]], [[null]], [[1], [1, 0]], [[2]]]) {
      expect(() => confidenceSequence(wrong)).toThrow(RangeError);
    }
  });
});

test('none in any epoch: the lower limit is 0, the upper falls with epochs', () => {
  const { points } = confidenceSequence(Array.from({ length: 8 }, () => alike.map(() => 0)));
  expect(points.every(({ low, rate }) => low === 0 && rate === 0)).toBe(true);
  expect(points[7]?.high).toBeLessThan((points[0]?.high ?? 0) / 2);
});

test('a run may stop when the interval is short enough on both sides', () => {
  const sequence = confidenceSequence(drawn('stop', alike, 6));
  const { low = 0, high = 1 } = sequence.points.at(-1) ?? {};
  expect(mayStop(sequence, (high - low) / 2 + 1e-9)).toBe(true);
  expect(mayStop(sequence, (high - low) / 2 - 1e-9)).toBe(false);
  expect(mayStop({ ...sequence, points: [] }, 1)).toBe(false);
});

test('stopping when pleased does not spoil it (short version of bench/stopping.ts)', () => {
  const cell = { rate: 0.2, spread: 0.3, items: 80, halfWidth: 0.05, mostEpochs: 12 };
  const { always, atStop, bias, biasError, meanEpochs } = stoppingRuns(cell, 100);
  expect(always).toBeGreaterThan(0.92);
  expect(atStop).toBeGreaterThanOrEqual(always);
  expect(Math.abs(bias)).toBeLessThan(0.005 + 3 * biasError);
  expect(meanEpochs).toBeLessThan(12);
});
