import { blockProducts, type BlockProducts } from './block-products.ts';
import type { Block } from './unit-blocks.ts';

/** With more blocks than this their products are added up in each draw: a table of them all would be too large. */
const mostTabled = 256;

/** For each column and block which block's values stand there. */
export type Places = readonly Uint32Array[];

/** The places of columns whose blocks stand where they are. */
export function placesOf(columns: number, blocks: number): Uint32Array[] {
  return Array.from({ length: columns }, () => Uint32Array.from({ length: blocks }, (_, block) => block));
}

/**
 * The sum over blocks of the products of each two columns, for any order of the columns' blocks, which are of equal size where
 * they change places.
 *
 * @param isSquared whether the sum of each block is squared before
 */
export function productSum(
  columns: readonly Float64Array[],
  blocks: readonly Block[],
  isSquared = false,
): (places: Places) => number {
  const count = blocks.length;
  const pairs = columns.flatMap((x, one) =>
    columns.slice(one + 1).map((y, step) => ({ one, other: one + step + 1, products: tabled(x, y, blocks) })),
  );
  if (isSquared && pairs.length > 1) {
    return (places) => {
      let sum = 0;
      for (let block = 0; block < count; block += 1) {
        let own = 0;
        for (const { one, other, products } of pairs) {
          own += products(places[one]?.[block] ?? 0, places[other]?.[block] ?? 0);
        }
        sum += own * own;
      }
      return sum;
    };
  }
  return (places) => {
    let sum = 0;
    for (const { one, other, products } of pairs) {
      const [x, y] = [places[one], places[other]];
      for (let block = 0; block < count; block += 1) {
        const own = products(x?.[block] ?? 0, y?.[block] ?? 0);
        sum += isSquared ? own * own : own;
      }
    }
    return sum;
  };
}

function tabled(x: Float64Array, y: Float64Array, blocks: readonly Block[]): BlockProducts {
  const count = blocks.length;
  const ofBlocks = blockProducts(x, y, blocks);
  if (count > mostTabled) return ofBlocks;
  const table = new Float64Array(count * count);
  for (let one = 0; one < count; one += 1) {
    for (let other = 0; other < count; other += 1) {
      if (blocks[one]?.length === blocks[other]?.length) table[one * count + other] = ofBlocks(one, other);
    }
  }
  return (one, other) => table[one * count + other] ?? 0;
}
