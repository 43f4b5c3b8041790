import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { agreementTest, associationTest } from '../../src/stats/association-test.ts';
import { cohenKappa } from '../../src/stats/cohen-kappa.ts';
import { cosine, pearson } from '../../src/stats/correlation.ts';
import { krippendorffAlpha } from '../../src/stats/krippendorff-alpha.ts';
import { momentTests } from '../../src/stats/moment-tests.ts';
import { alphaOf, cosineOf, kappaOf, pearsonOf } from '../../src/stats/moments.ts';

const options = { seed: 'moments', draws: 199, bootstrapDraws: 200 };

/** Units in clusters of one to three, with so many columns. */
function units(
  columns: number,
  value: fc.Arbitrary<number>,
): fc.Arbitrary<{ clusters: number[]; columns: number[][] }> {
  return fc
    .array(fc.array(fc.array(value, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 3 }), {
      minLength: 4,
      maxLength: 24,
    })
    .map((blocks) => ({
      clusters: blocks.flatMap((block, index) => block.map(() => index)),
      columns: Array.from({ length: columns }, (_, column) => blocks.flat().map((row) => row[column] ?? 0)),
    }));
}

const code = fc.integer({ min: 0, max: 1 });
const rate = fc.integer({ min: 0, max: 3 }).map((bails) => bails / 3);
const asFloats = (columns: readonly number[][]): Float64Array[] => columns.map((list) => Float64Array.from(list));

describe('coefficients by moments', () => {
  it.each([
    {
      name: 'kappa',
      statistic: kappaOf,
      plain: (x: ArrayLike<number>, y: ArrayLike<number>) => cohenKappa(x, y),
      value: code,
    },
    { name: 'correlation', statistic: pearsonOf, plain: pearson, value: rate },
    { name: 'cosine', statistic: cosineOf, plain: cosine, value: rate },
  ])('give the same $name, p and interval as unit by unit', ({ statistic, plain, value }) => {
    fc.assert(
      fc.property(units(2, value), ({ clusters, columns }) => {
        const [x = [], y = []] = columns;
        const [[found] = []] = momentTests(
          [{ columns: asFloats(columns), clusters, statistics: [statistic] }],
          options,
        );
        const wanted = associationTest(plain, x, y, { ...options, clusters });
        if (wanted.value === null) {
          expect(found).toEqual(wanted);
          return;
        }
        expect(found?.value).toBeCloseTo(wanted.value, 9);
        expect(found?.p ?? -1).toBeCloseTo(wanted.p ?? -1, 9);
        // Draws that tie with the estimate count half, and unit by unit rounding decides what ties.
        expect(Math.abs((found?.low ?? 0) - (wanted.low ?? 0))).toBeLessThan(0.1);
        expect(Math.abs((found?.high ?? 0) - (wanted.high ?? 0))).toBeLessThan(0.1);
        expect(found?.reasons).toEqual(wanted.reasons);
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it('give the same alpha of several raters', () => {
    fc.assert(
      fc.property(units(4, code), ({ clusters, columns }) => {
        const [[found] = []] = momentTests([{ columns: asFloats(columns), clusters, statistics: [alphaOf] }], options);
        const wanted = agreementTest((ratings) => krippendorffAlpha(ratings), columns, { ...options, clusters });
        expect(found?.value ?? -9).toBeCloseTo(wanted.value ?? -9, 9);
        expect(found?.p ?? -9).toBeCloseTo(wanted.p ?? -9, 9);
        expect(Math.abs((found?.low ?? 0) - (wanted.low ?? 0))).toBeLessThan(0.1);
        expect(Math.abs((found?.high ?? 0) - (wanted.high ?? 0))).toBeLessThan(0.1);
      }),
      { seed: 12, numRuns: 20 },
    );
  });

  const clusters = Int32Array.from({ length: 36 }, (_, unit) => Math.floor(unit / 3));
  const truth = Float64Array.from({ length: 36 }, (_, unit) => (unit % 12 < 3 || unit % 7 === 0 ? 1 : 0));

  it('find agreement also where every cluster misses another number of draws', () => {
    // Clusters of two or three draws are left, in which those equal in answered draws are few.
    const gaps = truth.map((value, unit) => (unit % 5 === 0 || unit % 4 === 3 ? Number.NaN : value));
    const [[found] = []] = momentTests([{ columns: [truth, gaps], clusters, statistics: [kappaOf] }], options);
    expect(found).toMatchObject({ value: 1, reasons: [], units: gaps.filter((value) => !Number.isNaN(value)).length });
    expect(found?.p).toBeLessThan(0.05);
  });

  it('have no p, and the reason, where all orders say the same', () => {
    const alike = Float64Array.from({ length: 36 }, (_, unit) => (unit % 3 === 0 ? 1 : 0));
    const [[found] = []] = momentTests([{ columns: [alike, truth], clusters, statistics: [kappaOf] }], options);
    expect(found?.value).not.toBeNull();
    expect(found).toMatchObject({ p: null, reasons: ['exchanging the clusters of equal size changes nothing'] });
  });

  it('do not depend on what else is asked for', () => {
    const task = {
      columns: asFloats([
        [1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1],
        [1, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 1],
      ]),
      clusters: Array.from({ length: 12 }, (_, i) => i),
      statistics: [kappaOf],
    };
    const other = {
      ...task,
      columns: asFloats([
        [0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1],
        [1, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 1],
      ]),
    };
    expect(momentTests([other, task], options)[1]).toEqual(momentTests([task], options)[0]);
  });

  it('refuse columns of unequal length', () => {
    const columns = [new Float64Array(3), new Float64Array(4)];
    expect(() => momentTests([{ columns, clusters: [1, 2, 3], statistics: [pearsonOf] }], options)).toThrow('3 and 4');
  });
});
