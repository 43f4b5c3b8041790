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

/** Blocks by size, since only those of equal size can be exchanged. */
export function strataOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const bySize = new Map<number, Block[]>();
  for (const block of blocks) {
    const known = bySize.get(block.length);
    if (known === undefined) bySize.set(block.length, [block]);
    else known.push(block);
  }
  return [...bySize.values()];
}

/** The number of ways to exchange blocks within their strata, Infinity when very many. */
export function waysToExchange(strata: readonly (readonly Block[])[]): number {
  let ways = 1;
  for (const { length } of strata) for (let factor = 2; factor <= length && ways < 1e300; factor += 1) ways *= factor;
  return ways;
}
