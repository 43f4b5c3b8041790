import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { count, countOf, percent, percentRange, points, pointsRange } from '../../src/report/format.ts';

describe('numbers on screen', () => {
  test.each([
    [null, '–'],
    [Number.NaN, '–'],
    [0, '0.0'],
    [-0, '0.0'],
    [0.0004, '<0.1'],
    [0.0005, '0.1'],
    [0.12345, '12.3'],
    [0.9999, '>99.9'],
    [1, '100.0'],
  ])('the share %s is shown as %s', (fraction, shown) => {
    expect(percent(fraction)).toBe(shown);
  });

  test('only a real zero is shown as zero, only a real whole as a hundred', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (fraction) => {
        if (percent(fraction) === '0.0') expect(fraction).toBe(0);
        if (percent(fraction) === '100.0') expect(fraction).toBe(1);
      }),
      { seed: 1 },
    );
  });

  test('ranges, differences and counts', () => {
    expect(percentRange(0.0001, 0.5)).toBe('<0.1–50.0');
    expect(percentRange(null, 0.5)).toBe('–');
    expect(points(-0.0401)).toBe('−4.0');
    expect(points(0.123)).toBe('+12.3');
    expect(points(-0.0001)).toBe('0.0');
    expect(pointsRange(-0.1, 0.1)).toBe('−10.0 to +10.0');
    expect([0, 999, 1000, 16_300, 1_234_567].map(count)).toEqual(['0', '999', '1,000', '16,300', '1,234,567']);
    expect(countOf(1, 'reply', 'replies')).toBe('1 reply');
    expect(countOf(2000, 'item')).toBe('2,000 items');
  });
});
