import { describe, expect, test } from 'vitest';

import { seededRandom } from '../../src/base/random.ts';
import { productByBootstrap, productByDelta } from '../../src/stats/estimate-product.ts';
import type { ItemCount } from '../../src/stats/proportion.ts';

function itemsOf(seed: string, rate: number, clusters = 80): ItemCount[] {
  const random = seededRandom(['product', seed]);
  return Array.from({ length: clusters * 3 }, (_, item) => ({
    cluster: Math.floor(item / 3),
    successes: random.next() < rate ? 1 : 0,
    draws: 1,
  }));
}

describe('by the delta method', () => {
  test('one factor keeps its error; a certain factor scales', () => {
    const one = productByDelta([{ value: 0.4, error: 0.05 }]);
    expect(one).toMatchObject({ value: 0.4, error: 0.05 });
    const scaled = productByDelta([
      { value: 0.4, error: 0.05 },
      { value: 0.5, error: 0 },
    ]);
    expect(scaled.value).toBeCloseTo(0.2, 12);
    expect(scaled.error).toBeCloseTo(0.025, 12);
    expect(scaled.high).toBeCloseTo(one.high / 2, 12);
  });

  test('relative errors add as squares, and limits stay above 0', () => {
    const { value, error, low } = productByDelta([
      { value: 0.1, error: 0.09 },
      { value: 0.5, error: 0.1 },
    ]);
    expect((error / value) ** 2).toBeCloseTo(0.9 ** 2 + 0.2 ** 2, 10);
    expect(low).toBeGreaterThan(0);
  });

  test('what is no estimate is refused', () => {
    expect(() => productByDelta([])).toThrow(RangeError);
    expect(() => productByDelta([{ value: 1, error: -1 }])).toThrow(RangeError);
  });
});

describe('by the bootstrap', () => {
  test('agrees with the delta method where factors are independent', () => {
    const [a, b] = [itemsOf('a', 0.4), itemsOf('b', 0.6).map((item) => ({ ...item, cluster: item.cluster + 1000 }))];
    const mean = (items: readonly ItemCount[]): number =>
      items.reduce((sum, { successes }) => sum + successes, 0) / items.length;
    const errorOf = (rate: number): number => Math.sqrt((rate * (1 - rate)) / 240);
    const delta = productByDelta([a, b].map((items) => ({ value: mean(items), error: errorOf(mean(items)) })));
    const boot = productByBootstrap([a, b], { seed: 1 });
    expect(boot.value).toBeCloseTo(delta.value, 12);
    expect(boot.error / delta.error).toBeGreaterThan(0.8);
    expect(boot.error / delta.error).toBeLessThan(1.25);
  });

  test('a factor taken twice has the error of the square, not of two independent ones', () => {
    const items = itemsOf('twice', 0.5);
    const square = productByBootstrap([items, items], { seed: 2 });
    const single = productByBootstrap([items], { seed: 2 });
    expect(square.error / (2 * single.value * single.error)).toBeGreaterThan(0.9);
    expect(square.error / (2 * single.value * single.error)).toBeLessThan(1.1);
  });

  test('equal seeds give equal limits, and nothing to multiply is refused', () => {
    const items = itemsOf('seed', 0.3);
    expect(productByBootstrap([items], { seed: 'x', draws: 200 })).toEqual(
      productByBootstrap([items], { seed: 'x', draws: 200 }),
    );
    expect(() => productByBootstrap([items, []], { seed: 1 })).toThrow(RangeError);
  });
});
