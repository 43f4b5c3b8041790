import { describe, expect, it } from 'vitest';

import { seededRandom, uniformOf } from '../../src/base/random.ts';

const draws = (seed: number, count: number): number[] => {
  const random = seededRandom(['test', seed]);
  return Array.from({ length: count }, () => random.next());
};

/** Largest distance between the draws' distribution and the uniform one (Kolmogorov-Smirnov). */
const distanceFromUniform = (values: readonly number[]): number =>
  values
    .toSorted((a, b) => a - b)
    .reduce((most, value, index) => Math.max(most, Math.abs(value - (index + 0.5) / values.length)), 0);

// The 99.9 % point of the Kolmogorov-Smirnov statistic for large samples is 1.95 / sqrt(n).
const bound = (count: number): number => 1.95 / Math.sqrt(count);

describe('seeded randomness', () => {
  it('gives the same draws for the same seed, and others for another', () => {
    expect(draws(1, 50)).toEqual(draws(1, 50));
    expect(draws(1, 50)).not.toEqual(draws(2, 50));
  });

  it('is uniform between 0 and 1, from one generator and over many seeds', () => {
    const fromOne = draws(7, 20_000);
    const overMany = Array.from({ length: 20_000 }, (_, index) => uniformOf(['key', index]));
    for (const values of [fromOne, overMany]) {
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...values)).toBeLessThan(1);
      expect(distanceFromUniform(values)).toBeLessThan(bound(values.length));
    }
  });

  it('draws whole numbers below a bound, all of them as often', () => {
    const random = seededRandom('dice');
    const counts = [0, 0, 0, 0, 0, 0];
    for (let roll = 0; roll < 60_000; roll += 1) counts[random.below(6)]! += 1;
    // Five standard deviations of a count of 10,000.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(10_000 * (5 / 6)));
  });

  it('draws from the standard normal distribution', () => {
    const random = seededRandom('normal');
    const values = Array.from({ length: 40_000 }, () => random.normal());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(values.length));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / values.length));
  });
});
