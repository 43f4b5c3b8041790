import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { betaCdf, betaQuantile } from '../../src/stats/beta-distribution.ts';
import { normalQuantile } from '../../src/stats/normal-distribution.ts';
import { tCdf, tQuantile } from '../../src/stats/t-distribution.ts';

const seed = 20_260_101;
const shape = fc.double({ min: 0.05, max: 5000, noNaN: true });
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe('beta', () => {
  test('the quantile undoes the distribution function', () => {
    fc.assert(
      fc.property(share, shape, shape, (p, a, b) => {
        const x = betaQuantile(p, a, b);
        // With a tiny second shape nearly all mass lies closer to 1 than doubles can tell.
        fc.pre(x < 1 - 1e-9);
        expect(betaCdf(x, a, b)).toBeCloseTo(p, 8);
      }),
      { seed },
    );
  });

  test('turning it round swaps the shapes', () => {
    fc.assert(
      fc.property(share, shape, shape, (x, a, b) => {
        expect(betaCdf(x, a, b) + betaCdf(1 - x, b, a)).toBeCloseTo(1, 10);
      }),
      { seed },
    );
  });

  test('known values', () => {
    // Beta(1, n): 1 − (1 − x)ⁿ; Beta(n, 1): xⁿ; Beta(½, ½): the arcsine law.
    expect(betaCdf(0.1, 1, 7)).toBeCloseTo(1 - 0.9 ** 7, 14);
    expect(betaQuantile(0.3, 5, 1)).toBeCloseTo(0.3 ** 0.2, 14);
    expect(betaCdf(0.25, 0.5, 0.5)).toBeCloseTo(1 / 3, 14);
  });
});

describe('t and normal', () => {
  test('known values', () => {
    expect(tCdf(1, 1)).toBeCloseTo(0.75, 14);
    expect(tQuantile(0.75, 1)).toBeCloseTo(1, 13);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(tQuantile(0.975, Number.POSITIVE_INFINITY)).toBe(normalQuantile(0.975));
  });

  test('the quantile undoes the distribution function, and t nears the normal with many degrees of freedom', () => {
    fc.assert(
      fc.property(share, fc.double({ min: 0.5, max: 1e6, noNaN: true }), (p, df) => {
        expect(tCdf(tQuantile(p, df), df)).toBeCloseTo(p, 9);
        expect(tQuantile(p, 1e9)).toBeCloseTo(normalQuantile(p), 6);
      }),
      { seed },
    );
  });
});
