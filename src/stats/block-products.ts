import { inBlockOrder, startsOf, type Block } from './unit-blocks.ts';

/** The sum of products of one list's values in a block and another list's values in a block of the same size. */
export type BlockProducts = (one: number, other: number) => number;

/** Sums of products of two lists, block by block. Lists of nothing but 0 and 1 are held as bits, which changes no sum. */
export function blockProducts(x: Float64Array, y: Float64Array, blocks: readonly Block[]): BlockProducts {
  const starts = startsOf(blocks);
  const [inX, inY] = [inBlockOrder(x, blocks), inBlockOrder(y, blocks)];
  if (inX.every(isBit) && inY.every(isBit)) return productsOfBits(inX, inY, starts);
  return (one, other) => {
    const from = starts[one] ?? 0;
    const length = (starts[one + 1] ?? 0) - from;
    const to = starts[other] ?? 0;
    let total = 0;
    for (let index = 0; index < length; index += 1) total += (inX[from + index] ?? 0) * (inY[to + index] ?? 0);
    return total;
  };
}

function isBit(value: number): boolean {
  return value === 0 || value === 1;
}

const wordBits = 32;

function productsOfBits(x: Float64Array, y: Float64Array, starts: Uint32Array): BlockProducts {
  const wordStarts = new Uint32Array(starts.length);
  for (let block = 0; block + 1 < starts.length; block += 1) {
    const length = (starts[block + 1] ?? 0) - (starts[block] ?? 0);
    wordStarts[block + 1] = (wordStarts[block] ?? 0) + Math.ceil(length / wordBits);
  }
  const [inX, inY] = [wordsOf(x, starts, wordStarts), wordsOf(y, starts, wordStarts)];
  return (one, other) => {
    const from = wordStarts[one] ?? 0;
    const words = (wordStarts[one + 1] ?? 0) - from;
    const to = wordStarts[other] ?? 0;
    let total = 0;
    for (let word = 0; word < words; word += 1) total += onesIn((inX[from + word] ?? 0) & (inY[to + word] ?? 0));
    return total;
  };
}

/** Each block begins with a word of its own. */
function wordsOf(bits: Float64Array, starts: Uint32Array, wordStarts: Uint32Array): Int32Array {
  const words = new Int32Array(wordStarts.at(-1) ?? 0);
  for (let block = 0; block + 1 < starts.length; block += 1) {
    const from = starts[block] ?? 0;
    const end = starts[block + 1] ?? 0;
    for (let place = from; place < end; place += 1) {
      const bit = place - from;
      if (bits[place] === 1) words[(wordStarts[block] ?? 0) + Math.floor(bit / wordBits)]! |= 1 << (bit % wordBits);
    }
  }
  return words;
}

/** Source: H. Warren (2013), Hacker's Delight, section 5-1. */
function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
