import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { logisticFit, type Pattern } from '../../src/stats/logistic-fit.ts';
import { separationOf } from '../../src/stats/separation.ts';

/** Rows of successes out of weight at a number, beside a constant. */
function along(...rows: readonly (readonly [number, number, number])[]): Pattern[] {
  return rows.map(([number, successes, weight]) => ({ x: Float64Array.of(1, number), successes, weight }));
}

test.each([
  ['complete', along([0, 0, 2], [1, 0, 2], [2, 3, 3])],
  ['quasi', along([0, 0, 2], [1, 1, 2], [2, 3, 3])],
  ['none', along([0, 1, 2], [1, 0, 2], [2, 3, 3])],
  ['complete', along([0, 0, 2], [1, 0, 2])],
] as const)('%s separation of a few rows', (kind, patterns) => {
  expect(separationOf(patterns, 2).kind).toBe(kind);
});

test('only the column that separates is named', () => {
  const patterns = [
    [1, 0, 0, 1, 3],
    [1, 1, 0, 2, 3],
    [1, 0, 1, 3, 3],
    [1, 1, 1, 3, 3],
  ].map(([one = 0, a = 0, b = 0, successes = 0, weight = 0]) => ({
    x: Float64Array.of(one, a, b),
    successes,
    weight,
  }));
  expect(separationOf(patterns, 3)).toEqual({ kind: 'quasi', columns: [2] });
});

const someRows = fc.array(
  fc.record({
    number: fc.integer({ min: -4, max: 4 }),
    weight: fc.integer({ min: 1, max: 3 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 3, maxLength: 10 },
);

test('the likelihood has a maximum exactly where nothing separates; with the penalty it always has', () => {
  fc.assert(
    fc.property(someRows, (rows) => {
      fc.pre(new Set(rows.map(({ number }) => number)).size > 1);
      const patterns = along(
        ...rows.map(({ number, weight, share }) => [number, Math.round(weight * share), weight] as const),
      );
      const isSeparated = separationOf(patterns, 2).kind !== 'none';
      expect(logisticFit(patterns, 2) === null).toBe(isSeparated);
      const penalised = logisticFit(patterns, 2, 'firth');
      expect(penalised?.coefficients.every((value) => Math.abs(value) < 20)).toBe(true);
    }),
    { seed: 20_260_503, numRuns: 300 },
  );
});

test('the penalty pulls a rate towards a half, by half a success and half a failure', () => {
  const patterns = [{ x: Float64Array.of(1), successes: 0, weight: 9 }];
  const odds = logisticFit(patterns, 1, 'firth')?.coefficients[0] ?? Number.NaN;
  expect(1 / (1 + Math.exp(-odds))).toBeCloseTo(0.5 / 10, 10);
});
