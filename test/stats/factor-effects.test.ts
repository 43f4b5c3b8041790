import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { effectsCoverage } from '../../bench/coverage-models/effects.ts';
import { coverageOf } from '../../bench/coverage-models/tally.ts';
import { seededRandom } from '../../src/base/random.ts';
import { factorEffects, type Factor, type FactorRow } from '../../src/stats/factor-effects.ts';

const factors: readonly Factor[] = [{ name: 'reason', levels: ['any', 'distress', 'none'] }, { name: 'length' }];

/** Rows of 40 clusters whose chances differ; the second level of the first factor adds, the number does not. */
function rowsOf(seed: number, clusters = 40): FactorRow[] {
  const random = seededRandom(['factor rows', seed]);
  return Array.from({ length: clusters }, (_, cluster) => {
    const base = random.normal();
    return [0, 1, 2].map((level): FactorRow => {
      const chance = 1 / (1 + Math.exp(-(base + (level === 1 ? 1 : 0))));
      const draws = 3;
      const successes = Array.from({ length: draws }, () => random.next() < chance).filter(Boolean).length;
      return { cluster, successes, draws, values: [level, Math.round(10 * random.normal())] };
    });
  }).flat();
}

const seeds = fc.integer({ min: 1, max: 1e6 });
const options = { seed: 20_260_501, numRuns: 15 };

/** Differences and limits of all effects. */
function numbersOf(rows: readonly FactorRow[], of = factors): number[] {
  return factorEffects(rows, of).effects.flatMap(({ difference, low, high }) => [difference, low, high].map(Number));
}

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [index, value] of found.entries()) expect(value).toBeCloseTo(wanted[index] ?? Number.NaN, 8);
}

describe('effects do not change', () => {
  test('when rows are reordered', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = rowsOf(seed);
        expectClose(numbersOf(rows.toReversed()), numbersOf(rows));
      }),
      options,
    );
  });

  test('when draws of a row are split into rows of their own', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = rowsOf(seed);
        const split = rows.flatMap(({ cluster, successes, draws, values }) =>
          Array.from({ length: draws }, (_, draw) => ({
            cluster,
            successes: draw < successes ? 1 : 0,
            draws: 1,
            values,
          })),
        );
        // The bound and the choice of it go by items, so only what the regression says is compared.
        const modelled = (of: readonly FactorRow[]): number[] =>
          factorEffects(of, factors, { weighing: 'draws' }).effects.flatMap(({ difference, error }) => [
            difference ?? -9,
            error ?? -9,
          ]);
        expectClose(modelled(split), modelled(rows));
      }),
      options,
    );
  });

  test('but for its unit, when a number is in other units', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = rowsOf(seed);
        const scaled = rows.map((row) => ({ ...row, values: [row.values[0] ?? 0, 1000 + 50 * (row.values[1] ?? 0)] }));
        const [own, other] = [numbersOf(rows), numbersOf(scaled)];
        expectClose(other.slice(0, 6), own.slice(0, 6));
        expectClose(
          other.slice(6).map((value) => 50 * value),
          own.slice(6),
        );
      }),
      options,
    );
  });

  test('but for their sign, when successes and failures change places', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = rowsOf(seed);
        const mirror = rows.map((row) => ({ ...row, successes: row.draws - row.successes }));
        const turned = numbersOf(mirror).map((value) => -value);
        const own = numbersOf(rows);
        for (let index = 0; index < own.length; index += 3) {
          expectClose(turned.slice(index, index + 3), [own[index] ?? 0, own[index + 2] ?? 0, own[index + 1] ?? 0]);
        }
      }),
      options,
    );
  });
});

test('a factor that does something is found, one that does nothing is not', () => {
  const { effects, fit } = factorEffects(rowsOf(7, 120), factors);
  expect(fit).toBe('likelihood');
  expect(effects.map(({ level, basis }) => [level, basis])).toEqual([
    ['distress', 'model'],
    ['none', 'model'],
    [null, 'model'],
  ]);
  expect(effects[0]?.low).toBeGreaterThan(0.05);
  expect(effects[1]?.p).toBeGreaterThan(0.05);
  expect(effects[2]?.p).toBeGreaterThan(0.05);
});

test('with one factor of two levels the effect is the difference of the two rates', () => {
  const rows = rowsOf(3).filter(({ values }) => values[0] !== 2);
  const [effect] = factorEffects(
    rows.map((row) => ({ ...row, values: row.values.slice(0, 1) })),
    [{ name: 'reason', levels: ['any', 'distress'] }],
  ).effects;
  const rate = (level: number): number => {
    const of = rows.filter(({ values }) => values[0] === level);
    return of.reduce((sum, { successes, draws }) => sum + successes / draws, 0) / of.length;
  };
  expect(effect?.difference).toBeCloseTo(rate(1) - rate(0), 10);
});

describe('separation', () => {
  test('a level that never succeeds gives a difference with a bound, and leaves the other factors alone', () => {
    const rows = rowsOf(11).map((row) => (row.values[0] === 1 ? { ...row, successes: 0 } : row));
    const { effects, fit, separation, separated } = factorEffects(rows, factors);
    expect({ fit, separation, separated }).toEqual({ fit: 'firth', separation: 'quasi', separated: ['reason'] });
    const [distress] = effects;
    expect(distress).toMatchObject({ basis: 'bound', reason: 'separated', p: null, error: null });
    expect(distress?.low).toBeGreaterThanOrEqual(-1);
    expect(distress?.high).toBeLessThan(0);
    expect(effects[2]).toMatchObject({ factor: 'length', basis: 'model' });
    expect(Math.abs(effects[2]?.difference ?? 1)).toBeLessThan(0.05);
  });

  test.each([0, 3])('%i of 3 everywhere: no effect, within what as many clusters can say', (successes) => {
    const rows = rowsOf(12).map((row) => ({ ...row, successes }));
    const { effects, separation } = factorEffects(rows, factors);
    expect(separation).toBe('complete');
    expect(effects[0]).toMatchObject({ difference: 0, basis: 'bound' });
    expect(effects[0]?.high).toBeGreaterThan(0.05);
    expect(effects[0]?.high).toBeLessThan(0.2);
    expect(effects[2]).toMatchObject({ difference: null, basis: 'none' });
  });

  test('a number that tells all apart is named, not given a slope', () => {
    const rows = rowsOf(13).map((row) => ({
      ...row,
      successes: (row.values[1] ?? 0) > 0 ? row.draws : 0,
    }));
    const { effects, separated } = factorEffects(rows, factors);
    expect(separated).toContain('length');
    expect(effects[2]).toMatchObject({ difference: null, basis: 'none' });
  });
});

describe('designs that cannot tell effects apart', () => {
  test('a factor that follows from another is said to, the other keeps its effect', () => {
    const rows = rowsOf(14).map((row) => ({ ...row, values: [...row.values, row.values[0] === 1 ? 1 : 0] }));
    const doubled = [...factors, { name: 'copy', levels: ['no', 'yes'] }];
    const { effects } = factorEffects(rows, doubled);
    expect(effects.at(-1)).toMatchObject({ factor: 'copy', difference: null, basis: 'none' });
    expect(effects.at(-1)?.reason).toContain('follows');
    expectClose(
      effects.slice(0, 3).map(({ difference }) => Number(difference)),
      factorEffects(rowsOf(14), factors).effects.map(({ difference }) => Number(difference)),
    );
  });

  test('a level that never occurs, and a single cluster, have no effect and a reason', () => {
    const rows = rowsOf(15).filter(({ values }) => values[0] !== 2);
    expect(factorEffects(rows, factors).effects[1]).toMatchObject({ level: 'none', difference: null, basis: 'none' });
    const single = factorEffects(
      rows.map((row) => ({ ...row, cluster: 1 })),
      factors,
    );
    expect(single.effects.every(({ basis, reason }) => basis === 'none' && reason !== undefined)).toBe(true);
  });

  test('impossible rows are refused', () => {
    const row: FactorRow = { cluster: 1, successes: 1, draws: 2, values: [0, 1] };
    for (const wrong of [
      { ...row, successes: 3 },
      { ...row, values: [5, 1] },
      { ...row, values: [0, Number.NaN] },
    ]) {
      expect(() => factorEffects([wrong], factors)).toThrow(RangeError);
    }
    expect(() => factorEffects([], factors)).toThrow(RangeError);
  });
});

test('intervals hold the true effects (short version of bench/coverage-models.ts)', () => {
  const cell = {
    clusters: 40,
    size: 2,
    base: -1,
    first: [0.3, 0.6],
    second: 0.4,
    shared: 0.4,
    isPaired: true,
  } as const;
  // 95 % of 80 has a standard error of 2.4 points.
  for (const tally of effectsCoverage(cell, 80)) expect(coverageOf(tally), tally.name).toBeGreaterThan(0.87);
});
