/** Units that are drawn, left out and exchanged together: the places of their values in the lists. */
export type Block = readonly number[];

/**
 * The blocks of `count` units: one for each cluster, in the order in which they first occur, or one for each unit.
 *
 * @throws RangeError when there are not as many clusters as units.
 */
export function blocksOf(count: number, clusters?: ArrayLike<number>): readonly Block[] {
  if (clusters === undefined) return Array.from({ length: count }, (_, place) => [place]);
  if (clusters.length !== count) throw new RangeError(`${clusters.length} clusters are given for ${count} units`);
  const places = new Map<number, number[]>();
  for (let place = 0; place < count; place += 1) {
    const cluster = clusters[place] ?? 0;
    const known = places.get(cluster);
    if (known === undefined) places.set(cluster, [place]);
    else known.push(place);
  }
  return [...places.values()];
}

/** Where each block begins when all stand one after the other, and at last where they end. */
export function startsOf(blocks: readonly Block[]): Uint32Array {
  const starts = new Uint32Array(blocks.length + 1);
  for (const [index, { length }] of blocks.entries()) starts[index + 1] = (starts[index] ?? 0) + length;
  return starts;
}

/** The values of a list, block after block: what is added up block by block is then read in its order. */
export function inBlockOrder(values: Float64Array, blocks: readonly Block[]): Float64Array {
  const ordered = new Float64Array(values.length);
  let at = 0;
  for (const block of blocks) {
    for (let index = 0; index < block.length; index += 1) {
      ordered[at] = values[block[index] ?? 0] ?? 0;
      at += 1;
    }
  }
  return ordered;
}

/** A stratum with fewer blocks than this is joined to that of the next smaller size: five have 120 orders. */
const leastBlocks = 5;

/**
 * Strata of blocks of one size, which can be exchanged. Where few are of one size, they are joined to those of the next
 * smaller one by what stands first in them: as many units as those have. The rest of their units stays where it is.
 */
export function strataOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const bySize = [...Map.groupBy(blocks, ({ length }) => length)].toSorted(([one], [other]) => other - one);
  const strata: Block[][] = [];
  let waiting: Block[] = [];
  for (const [size, own] of bySize) {
    const stratum = [...waiting.map((block) => block.slice(0, size)), ...own];
    if (stratum.length >= leastBlocks) strata.push(stratum);
    waiting = stratum.length >= leastBlocks ? [] : stratum;
  }
  return waiting.length === 0 ? strata : [...strata, waiting];
}

/** The number of ways to exchange blocks within their strata, Infinity when very many. */
export function waysToExchange(strata: readonly (readonly Block[])[]): number {
  let ways = 1;
  for (const { length } of strata) for (let factor = 2; factor <= length && ways < 1e300; factor += 1) ways *= factor;
  return ways;
}
