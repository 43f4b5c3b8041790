import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { pointsReach } from '../../src/report/html/charts/effect-spec.ts';

const share = fc.double({ min: -1, max: 1, noNaN: true });

describe('the axis of differences', () => {
  it('holds all that is drawn, in halves that are round, and nothing where no interval is drawn', () => {
    const differences = fc.array(
      fc.record({
        conclusion: fc.constantFrom('interval' as const, 'cannot conclude' as const),
        difference: share,
        low: share,
        high: share,
      }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(differences, (rows) => {
        const reach = pointsReach(rows);
        expect(Number.isInteger(reach / 2)).toBe(true);
        const drawn = rows.flatMap(({ conclusion, difference, low, high }) =>
          conclusion === 'interval' ? [difference, low, high] : [difference],
        );
        for (const end of drawn) expect(Math.abs(end) * 100).toBeLessThanOrEqual(reach + 1e-9);
        const open = rows.map((row) => ({ ...row, conclusion: 'cannot conclude' as const }));
        expect(pointsReach(open)).toBe(pointsReach(open.map((row) => ({ ...row, low: -1, high: 1 }))));
      }),
    );
  });
});
