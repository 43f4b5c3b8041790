import { expect, test } from 'vitest';

import { seededRandom } from '../../src/base/random.ts';
import { clusteredRate, type ItemCount } from '../../src/stats/proportion.ts';

test('successes and failures give the same interval with and without their squares', () => {
  const random = seededRandom(['fractions', 1]);
  for (let round = 0; round < 50; round += 1) {
    const items = Array.from({ length: 60 }, (_, index): ItemCount => {
      const draws = 1 + random.below(4);
      return { cluster: Math.floor(index / 3), draws, successes: random.below(draws + 1) };
    });
    const squared = items.map((item) => ({ ...item, squares: item.successes }));
    expect(clusteredRate(squared)).toEqual(clusteredRate(items));
  }
});

/** A mean of a few uniforms around a chance: a fraction from 0 to 1 with that mean. */
function fraction(chance: number, next: () => number): number {
  const reach = Math.min(chance, 1 - chance);
  return chance + reach * (next() + next() - 1);
}

/** How often each interval holds its truth, over fractions whose chances differ between clusters and items. */
function coverage(epochs: number, rounds: number): { random: number; fixed: number } {
  const random = seededRandom(['fractions', 'coverage', epochs]);
  const next = (): number => random.next();
  const chances = (): readonly { cluster: number; chance: number }[] =>
    Array.from({ length: 60 }, (_, cluster) => ({ cluster, of: fraction(0.3, next) })).flatMap(({ cluster, of }) =>
      Array.from({ length: 1 + (cluster % 3) }, () => ({ cluster, chance: fraction(of, next) })),
    );
  const fixedItems = chances();
  const fixedTruth = fixedItems.reduce((sum, { chance }) => sum + chance, 0) / fixedItems.length;
  const drawn = (items: typeof fixedItems): readonly ItemCount[] =>
    items.map(({ cluster, chance }) => {
      const values = Array.from({ length: epochs }, () => fraction(chance, next));
      return {
        cluster,
        draws: epochs,
        successes: values.reduce((sum, value) => sum + value, 0),
        squares: values.reduce((sum, value) => sum + value * value, 0),
      };
    });
  const hits = { random: 0, fixed: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const { random: first } = clusteredRate(drawn(chances()));
    if (first.low <= 0.3 && 0.3 <= first.high) hits.random += 1;
    const { fixed } = clusteredRate(drawn(fixedItems));
    if (fixed.low <= fixedTruth && fixedTruth <= fixed.high) hits.fixed += 1;
  }
  return { random: hits.random / rounds, fixed: hits.fixed / rounds };
}

// 95 % of 400 rounds has a standard error of 1.1 points.
test.each([1, 3])('intervals of fractions hold their truth, %i draws an item', (epochs) => {
  const { random, fixed } = coverage(epochs, 400);
  expect(random).toBeGreaterThan(0.92);
  expect(fixed).toBeGreaterThan(0.92);
});

test('the variance of fractions is their own, much less than that of successes with the same chances', () => {
  const items = Array.from({ length: 100 }, (_, index) => {
    const [one, other] = [0.3 + 0.002 * index, 0.32 + 0.002 * index];
    return { cluster: index, draws: 2, successes: one + other, squares: one ** 2 + other ** 2 };
  });
  const { fixed } = clusteredRate(items);
  expect(fixed.method).toBe('korn-graubard');
  expect(fixed.high - fixed.low).toBeLessThan(0.01);
  const coins = clusteredRate(items.map(({ cluster, draws, successes }) => ({ cluster, draws, successes })));
  expect(coins.fixed.high - coins.fixed.low).toBeGreaterThan(0.1);
});
