import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { productTable } from '../../src/analysis/refusals/cells.ts';
import { frechet } from '../../src/analysis/refusals/frechet.ts';

describe('a product of two rates', () => {
  const counts = fc
    .integer({ min: 1, max: 9 })
    .chain((draws) => fc.record({ draws: fc.constant(draws), successes: fc.nat({ max: draws }) }));
  const pair = fc
    .record({ cluster: fc.nat({ max: 5 }), left: counts, refused: counts })
    .map(({ cluster, left, refused }) => ({
      left: { cluster, ...left },
      refused: { cluster, ...refused },
      row: 0,
      unanswered: 0,
      middle: null,
    }));

  test('lies within what its margins leave possible, and its four cells add up to one', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 30 }), (pairs) => {
        const table = productTable(pairs);
        const rate = table.noRefusalBail.rate ?? Number.NaN;
        expect(rate).toBeGreaterThanOrEqual((table.bounds?.noRefusalBail[0] ?? 1) - 1e-9);
        expect(rate).toBeLessThanOrEqual((table.bounds?.noRefusalBail[1] ?? 0) + 1e-9);
        expect(table.noRefusalBail.low).toBeLessThanOrEqual(rate + 1e-9);
        expect(table.noRefusalBail.high).toBeGreaterThanOrEqual(rate - 1e-9);
        const all = [table.noRefusalBail, table.refusalBail, table.noBailRefusal, table.neither];
        expect(all.reduce((sum, one) => sum + (one.rate ?? 0), 0)).toBeCloseTo(1, 9);
      }),
      { numRuns: 60 },
    );
  });

  test('is bounded as Fréchet says', () => {
    expect(frechet(0.25, 0.5)).toEqual([0, 0.25]);
    expect(frechet(0.75, 0.5)).toEqual([0.25, 0.5]);
    expect(frechet(1, 0.5)).toEqual([0.5, 0.5]);
  });
});
