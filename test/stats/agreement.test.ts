import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { agreementTest, associationTest } from '../../src/stats/association-test.ts';
import { cohenKappa } from '../../src/stats/cohen-kappa.ts';
import { fleissKappa } from '../../src/stats/fleiss-kappa.ts';
import { krippendorffAlpha } from '../../src/stats/krippendorff-alpha.ts';

const seed = 20_260_502;
const someCodes = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })), {
  minLength: 2,
  maxLength: 30,
});

const lists = (pairs: readonly (readonly [number, number])[]): [number[], number[]] => [
  pairs.map(([one]) => one),
  pairs.map(([, other]) => other),
];

test('full agreement is 1; chance itself is 0', () => {
  const codes = [1, 2, 3, 1, 2, 3];
  expect(cohenKappa(codes, codes).value).toBe(1);
  expect(fleissKappa([codes, codes, codes]).value).toBeCloseTo(1, 12);
  expect(krippendorffAlpha([codes, codes], 'ordinal').value).toBe(1);
  expect(cohenKappa([0, 0, 1, 1], [0, 1, 0, 1]).value).toBe(0);
});

test('none of the coefficients minds who is which rater, or in which order the units come', () => {
  fc.assert(
    fc.property(someCodes, (pairs) => {
      const [x, y] = lists(pairs);
      const [backX, backY] = lists(pairs.toReversed());
      const all = (one: readonly number[], other: readonly number[]): (number | null)[] => [
        cohenKappa(one, other).value,
        cohenKappa(one, other, 'linear').value,
        fleissKappa([one, other]).value,
        krippendorffAlpha([one, other], 'ordinal').value,
      ];
      const found = all(x, y);
      for (const again of [all(y, x), all(backX, backY)]) {
        for (const [index, value] of found.entries()) {
          if (value === null) expect(again[index]).toBeNull();
          else expect(again[index]).toBeCloseTo(value, 10);
        }
      }
    }),
    { seed },
  );
});

test('names of codes do not matter to nominal coefficients, growing changes not to ordinal ones', () => {
  fc.assert(
    fc.property(someCodes, (pairs) => {
      const [x, y] = lists(pairs);
      const renamed = (codes: readonly number[]): number[] => codes.map((code) => [0, 9, -3, 100, 7][code] ?? 0);
      const stretched = (codes: readonly number[]): number[] => codes.map((code) => code ** 3);
      const same = (one: number | null, other: number | null): void => {
        expect(one ?? 99).toBeCloseTo(other ?? 99, 10);
      };
      same(cohenKappa(renamed(x), renamed(y)).value, cohenKappa(x, y).value);
      same(fleissKappa([renamed(x), renamed(y)]).value, fleissKappa([x, y]).value);
      same(krippendorffAlpha([renamed(x), renamed(y)]).value, krippendorffAlpha([x, y]).value);
      same(
        krippendorffAlpha([stretched(x), stretched(y)], 'ordinal').value,
        krippendorffAlpha([x, y], 'ordinal').value,
      );
    }),
    { seed },
  );
});

test('with weights, being off by one is better than being off by three', () => {
  const truth = [1, 2, 3, 4, 1, 2, 3, 4];
  const near = [2, 3, 4, 3, 1, 2, 3, 4];
  const far = [4, 4, 1, 1, 1, 2, 3, 4];
  expect(cohenKappa(truth, near).value).toBeCloseTo(cohenKappa(truth, far).value ?? 9, 1);
  for (const weights of ['linear', 'quadratic'] as const) {
    expect(cohenKappa(truth, near, weights).value).toBeGreaterThan((cohenKappa(truth, far, weights).value ?? 9) + 0.3);
  }
});

describe('one and the same code throughout', () => {
  test('leaves nothing to agree on beyond chance, and it is said so', () => {
    const same = [1, 1, 1];
    for (const found of [cohenKappa(same, same), fleissKappa([same, same]), krippendorffAlpha([same, same])]) {
      expect(found.value).toBeNull();
      expect(found.reason).toContain('one and the same code');
    }
  });

  test('but two raters who never agree on their codes are no better than chance', () => {
    expect(cohenKappa([1, 1, 1], [2, 2, 2]).value).toBe(0);
  });
});

describe('missing codes', () => {
  const gap = Number.NaN;

  test("Krippendorff's own example comes out as he has it", () => {
    const ratings = [
      [1, 2, 3, 3, 2, 1, 4, 1, 2, gap, gap, gap],
      [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, gap, 3],
      [gap, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, gap],
      [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, gap],
    ];
    expect(krippendorffAlpha(ratings, 'nominal').value).toBeCloseTo(0.743, 3);
    expect(krippendorffAlpha(ratings, 'ordinal').value).toBeCloseTo(0.815, 3);
    expect(krippendorffAlpha(ratings, 'interval').value).toBeCloseTo(0.849, 3);
  });

  test('a unit with one code says nothing', () => {
    const full = krippendorffAlpha([
      [1, 2, 3, 3],
      [1, 2, 3, 2],
    ]);
    const more = krippendorffAlpha([
      [1, 2, 3, 3, 2, gap],
      [1, 2, 3, 2, gap, gap],
    ]);
    expect(more.value).toBeCloseTo(full.value ?? 9, 12);
  });

  test('Fleiss refuses them, and where no unit has two codes there is no alpha', () => {
    expect(() =>
      fleissKappa([
        [1, gap],
        [1, 2],
      ]),
    ).toThrow("Fleiss' kappa needs all");
    expect(
      krippendorffAlpha([
        [1, gap],
        [gap, 2],
      ]),
    ).toEqual({ value: null, reason: 'no unit has two codes' });
    expect(() => krippendorffAlpha([[1, 2]])).toThrow(RangeError);
    expect(() => fleissKappa([[1, 2], [1]])).toThrow(RangeError);
  });
});

describe('tested', () => {
  const truth = Array.from({ length: 60 }, (_, unit) => (unit * 7) % 3);
  const good = truth.map((code, unit) => (unit % 5 === 0 ? (code + 1) % 3 : code));
  const other = truth.map((code, unit) => (unit % 4 === 0 ? (code + 2) % 3 : code));
  const options = { seed, draws: 199, bootstrapDraws: 200 };

  test('raters who agree four times in five do so beyond chance', () => {
    const found = associationTest(cohenKappa, truth, good, options);
    expect(found.p).toBeLessThanOrEqual(0.01);
    expect(found.low).toBeGreaterThan(0.4);
    expect(found.high).toBeLessThan(0.9);
  });

  test('so do three, some of whose codes are missing', () => {
    const gaps = other.map((code, unit) => (unit % 6 === 0 ? Number.NaN : code));
    const found = agreementTest((ratings) => krippendorffAlpha(ratings), [truth, good, gaps], options);
    expect(found.p).toBeLessThanOrEqual(0.01);
    expect(found.low).toBeLessThan(found.value ?? 0);
    expect(found.high).toBeGreaterThan(found.value ?? 1);
  });
});
