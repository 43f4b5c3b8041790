import { describe, expect, test } from 'vitest';

import { seededRandom } from '../../src/base/random.ts';
import { bcaLimits, percentileLimits } from '../../src/stats/bootstrap-limits.ts';
import {
  alignClusters,
  bootstrapInterval,
  bootstrapRates,
  type BootstrapMethod,
} from '../../src/stats/cluster-bootstrap.ts';
import { clusterRobustMean } from '../../src/stats/cluster-robust.ts';
import { clusteredRate, type ItemCount } from '../../src/stats/proportion.ts';
import { eachResample } from '../../src/stats/resample.ts';

function studyOf(seed: string, clusters: number, mean: number): ItemCount[] {
  const random = seededRandom(seed);
  return Array.from({ length: clusters }, (_, cluster) => {
    const chance = Math.min(1, 2 * mean * random.next());
    return Array.from({ length: 1 + random.below(6) }, () => ({
      cluster,
      successes: random.next() < chance ? 1 : 0,
      draws: 1,
    }));
  }).flat();
}

function spreadOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

test('a draw takes as many clusters as there are, each about as often', () => {
  const times = new Float64Array(20);
  eachResample(20, 500, 'even', (weights) => {
    let sum = 0;
    for (const [cluster, weight] of weights.entries()) {
      sum += weight;
      times[cluster] = (times[cluster] ?? 0) + weight;
    }
    expect(sum).toBe(20);
  });
  for (const count of times) expect(Math.abs(count - 500)).toBeLessThan(5 * Math.sqrt(500));
  expect(() => {
    eachResample(0, 10, 'none', () => undefined);
  }).toThrow(RangeError);
});

describe('rates in draws of the clusters', () => {
  const a = studyOf('a', 120, 0.3);
  const b = studyOf('a', 120, 0.25);
  const conditions = alignClusters([a, b]);
  const [ofA, ofB] = bootstrapRates(conditions, { draws: 3000, seed: 1 });

  test('spread by the standard error that the clusters have', () => {
    const values = a.map(({ cluster, successes }) => ({ cluster, value: successes }));
    const { mean, error } = clusterRobustMean(values);
    expect(ofA?.rate).toBeCloseTo(mean, 12);
    expect(spreadOf(ofA?.rates ?? new Float64Array())).toBeCloseTo(error ?? 9, 2);
  });

  test('are the same for the same seed, whatever else is drawn beside them', () => {
    expect(bootstrapRates(conditions.slice(0, 1), { draws: 3000, seed: 1 })[0]).toEqual(ofA);
    expect(bootstrapRates(conditions, { draws: 3000, seed: 2 })[0]?.rates[0]).not.toBe(ofA?.rates[0]);
  });

  test('move together in conditions that share clusters', () => {
    const differences = Float64Array.from(ofA?.rates ?? [], (rate, draw) => rate - (ofB?.rates[draw] ?? 0));
    const apart = Math.hypot(spreadOf(ofA?.rates ?? new Float64Array()), spreadOf(ofB?.rates ?? new Float64Array()));
    expect(spreadOf(differences)).toBeLessThan(0.9 * apart);
  });

  test('have intervals near that of Korn and Graubard', () => {
    const { random } = clusteredRate(a);
    const [condition] = conditions;
    if (condition === undefined || ofA === undefined) throw new Error('no condition');
    for (const method of ['percentile', 'bca', 'studentised'] as BootstrapMethod[]) {
      const limits = bootstrapInterval(condition, ofA, { method });
      expect(Math.abs((limits?.low ?? 9) - random.low)).toBeLessThan(0.015);
      expect(Math.abs((limits?.high ?? 9) - random.high)).toBeLessThan(0.015);
    }
  });
});

test('few clusters that bail are said to be too few', () => {
  const tooFewOf = (bailing: number): boolean | undefined => {
    const items = Array.from({ length: 100 }, (_, cluster) => ({
      cluster,
      successes: cluster < bailing ? 1 : 0,
      draws: 1,
    }));
    const [condition] = alignClusters([items]);
    const [drawn] = bootstrapRates(condition === undefined ? [] : [condition], { draws: 100, seed: 4 });
    if (condition === undefined || drawn === undefined) throw new Error('no condition');
    return bootstrapInterval(condition, drawn)?.tooFew;
  };
  expect([0, 6, 7, 93, 94, 100].map(tooFewOf)).toEqual([true, true, false, false, true, true]);
});

test('a single cluster, or a condition of its own clusters that were not drawn, gives no interval and no NaN', () => {
  const lone = [{ cluster: 7, successes: 1, draws: 2 }];
  const conditions = alignClusters([studyOf('other', 30, 0.4), lone]);
  const found = bootstrapRates(conditions, { draws: 50, seed: 3 });
  const [, one] = conditions;
  const [, ofOne] = found;
  if (one === undefined || ofOne === undefined) throw new Error('no condition');
  expect(bootstrapInterval(one, ofOne)).toBeNull();
  expect(() => alignClusters([[]])).toThrow(RangeError);
});

test('results that are all alike give a point, and the middle of many gives their middle', () => {
  const same = new Float64Array(200).fill(0.4);
  expect(percentileLimits(same)).toEqual({ low: 0.4, high: 0.4 });
  expect(bcaLimits(same, 0.4, [0.4, 0.4])).toEqual({ low: 0.4, high: 0.4 });
  const even = Float64Array.from({ length: 1001 }, (_, index) => index / 1000);
  expect(percentileLimits(even, 0.9)).toEqual({ low: expect.closeTo(0.05, 10), high: expect.closeTo(0.95, 10) });
  // No bias and no skewness: BCa is the percentile interval.
  const { low, high } = bcaLimits(even, 0.5, [1, 2, 3], 0.9);
  expect(low).toBeCloseTo(0.05, 3);
  expect(high).toBeCloseTo(0.95, 3);
  // Draws from ten units lie too close together.
  expect(bcaLimits(even, 0.5, [1, 2, 3], 0.9, 10).low).toBeLessThan(0.035);
  expect(() => percentileLimits(new Float64Array())).toThrow(RangeError);
});

describe('a mean with its error by cluster', () => {
  test('copies in a cluster do not make it more certain', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6].map((value, cluster) => ({ cluster, value }));
    const copied = values.flatMap((one) => [one, one, one, one]);
    const { error, designEffect } = clusterRobustMean(copied);
    expect(error).toBeCloseTo(clusterRobustMean(values).error ?? 9, 12);
    expect(designEffect).toBeGreaterThan(3.5);
    expect(clusterRobustMean(values).designEffect).toBeCloseTo(1, 12);
  });

  test('of one cluster there is none', () => {
    expect(clusterRobustMean([{ cluster: 1, value: 2 }])).toMatchObject({ mean: 2, error: null, designEffect: null });
    expect(() => clusterRobustMean([])).toThrow(RangeError);
  });
});
