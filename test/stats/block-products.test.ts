import fc from 'fast-check';
import { expect, it } from 'vitest';

import { blockProducts } from '../../src/stats/block-products.ts';
import { blocksOf } from '../../src/stats/unit-blocks.ts';

/** Two lists whose units stand in blocks of one size, scattered, and that size. */
function lists(value: fc.Arbitrary<number>): fc.Arbitrary<{ x: number[]; y: number[]; clusters: number[] }> {
  return fc
    .record({ size: fc.integer({ min: 1, max: 70 }), blocks: fc.integer({ min: 1, max: 4 }) })
    .chain(({ size, blocks }) => {
      const units = { minLength: size * blocks, maxLength: size * blocks };
      const clusters = Array.from({ length: size * blocks }, (_, unit) => unit % blocks);
      return fc.record({ x: fc.array(value, units), y: fc.array(value, units), clusters: fc.constant(clusters) });
    });
}

it.each([
  { name: 'bits', value: fc.integer({ min: 0, max: 1 }) },
  { name: 'whole numbers', value: fc.integer({ min: -3, max: 3 }) },
])('the products of any two blocks of $name add up as unit by unit', ({ value }) => {
  fc.assert(
    fc.property(lists(value), ({ x, y, clusters }) => {
      const blocks = blocksOf(x.length, clusters);
      const products = blockProducts(Float64Array.from(x), Float64Array.from(y), blocks);
      for (const [one, inX] of blocks.entries()) {
        for (const [other, inY] of blocks.entries()) {
          const wanted = inX.reduce((sum, place, index) => sum + (x[place] ?? 0) * (y[inY[index] ?? 0] ?? 0), 0);
          expect(products(one, other)).toBe(wanted + 0);
        }
      }
    }),
  );
});
