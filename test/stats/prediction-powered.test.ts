import { expect, test } from 'vitest';

import { seededRandom, type Random } from '../../src/base/random.ts';
import { predictionPoweredMean, type PredictedCase } from '../../src/stats/prediction-powered.ts';

/** Cases in clusters of four; a judge that is right with the given chance; every tenth cluster was looked at. */
function casesOf(random: Random, clusters: number, quality: number): PredictedCase[] {
  return Array.from({ length: 4 * clusters }, (_, index) => {
    const cluster = Math.floor(index / 4);
    const truth = random.next() < 0.3 ? 1 : 0;
    const prediction = random.next() < quality ? truth : random.next() < 0.5 ? 1 : 0;
    return cluster % 10 === 0 ? { cluster, prediction, truth } : { cluster, prediction };
  });
}

test('a good judge shortens the interval, a useless one is not trusted', () => {
  const good = predictionPoweredMean(casesOf(seededRandom('good'), 600, 0.95));
  const useless = predictionPoweredMean(casesOf(seededRandom('useless'), 600, 0));
  expect(good?.trust).toBeGreaterThan(0.6);
  expect(good?.error).toBeLessThan((good?.plain.error ?? 0) / 1.5);
  expect(useless?.trust).toBeLessThan(0.25);
  expect(useless?.error).toBeLessThanOrEqual((useless?.plain.error ?? 0) * 1.001);
});

test('without trust it is the mean of the labels; with full trust a constant shift of the judge does nothing', () => {
  const cases = casesOf(seededRandom('shift'), 200, 0.8);
  const none = predictionPoweredMean(cases, { trust: 0 });
  expect(none?.mean).toBe(none?.plain.mean);
  const moved = cases.map((one) => ({ ...one, prediction: one.prediction + 5 }));
  for (const trust of ['tuned', 1] as const) {
    const [own, other] = [predictionPoweredMean(cases, { trust }), predictionPoweredMean(moved, { trust })];
    expect(other?.mean).toBeCloseTo(own?.mean ?? -1, 10);
    expect(other?.error).toBeCloseTo(own?.error ?? -1, 10);
  }
});

test('nothing to go by gives nothing', () => {
  expect(predictionPoweredMean([])).toBeNull();
  expect(predictionPoweredMean([{ cluster: 1, prediction: 1, truth: 1 }])).toBeNull();
  const oneCluster = casesOf(seededRandom('one'), 30, 1).map((one) => ({ ...one, cluster: 0 }));
  expect(predictionPoweredMean(oneCluster)).toBeNull();
  const agreed = casesOf(seededRandom('agreed'), 60, 0).map((one) => ('truth' in one ? { ...one, truth: 1 } : one));
  expect(predictionPoweredMean(agreed)).toBeNull();
  expect(() => predictionPoweredMean([{ cluster: 1, prediction: Number.NaN }])).toThrow(RangeError);
});

test('its interval holds the truth about 95 times in 100, for a judge that is wrong on one side', () => {
  const random = seededRandom('powered coverage');
  let covered = 0;
  const replicates = 500;
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const cases = casesOf(random, 300, 0.7).map((one) => ({ ...one, prediction: Math.max(one.prediction, 0.4) }));
    const found = predictionPoweredMean(cases);
    if (found !== null && found.low <= 0.3 && 0.3 <= found.high) covered += 1;
  }
  // The standard error of 95 % is one point.
  expect(covered / replicates).toBeGreaterThan(0.92);
  expect(covered / replicates).toBeLessThan(0.98);
});
