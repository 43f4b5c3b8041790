/** Two groups made one. Groups 0 to n − 1 are the single ones; group n + k is what merge k made. */
export interface Merge {
  readonly left: number;
  readonly right: number;
  /** Mean distance between the members of the two. */
  readonly height: number;
  readonly size: number;
}

/** A hierarchical clustering. */
export interface ClusterOrder {
  /** The places 0 to n − 1 in an order that keeps every group together: the order of a heat map's rows. */
  readonly order: readonly number[];
  /** n − 1 merges, by height. */
  readonly merges: readonly Merge[];
}

/**
 * Hierarchical clustering by average linkage: the two groups with the least mean distance between their members are
 * made one, until one is left; the earlier ones where several are as near. Groups are turned so that the members that
 * come to lie side by side are the nearest of the four ways.
 *
 * Source: R. Sokal and C. Michener (1958), University of Kansas Science Bulletin 38 (UPGMA).
 *
 * @throws RangeError when the distances are not a symmetric square of finite numbers from 0.
 */
export function clusterOrder(distances: readonly (readonly number[])[]): ClusterOrder {
  check(distances);
  const groups = new Map<number, Group>();
  for (const [place, row] of distances.entries()) {
    groups.set(place, { members: [place], distances: new Map(row.entries()) });
  }
  const merges: Merge[] = [];
  for (let next = distances.length; groups.size > 1; next += 1) {
    const [left, right, height] = nearest(groups);
    const one = groups.get(left);
    const other = groups.get(right);
    if (one === undefined || other === undefined) break;
    groups.delete(left);
    groups.delete(right);
    const size = one.members.length + other.members.length;
    const merged: Group = { members: sideBySide(one.members, other.members, distances), distances: new Map() };
    for (const [id, group] of groups) {
      const sum =
        one.members.length * (one.distances.get(id) ?? 0) + other.members.length * (other.distances.get(id) ?? 0);
      merged.distances.set(id, sum / size);
      group.distances.set(next, sum / size);
    }
    groups.set(next, merged);
    merges.push({ left, right, height, size });
  }
  const [last] = groups.values();
  return { order: last?.members ?? [], merges };
}

interface Group {
  readonly members: readonly number[];
  readonly distances: Map<number, number>;
}

function nearest(groups: ReadonlyMap<number, Group>): readonly [left: number, right: number, height: number] {
  let found: readonly [number, number, number] = [0, 0, Number.POSITIVE_INFINITY];
  for (const [left, { distances }] of groups) {
    for (const right of groups.keys()) {
      if (right <= left) continue;
      const distance = distances.get(right) ?? Number.POSITIVE_INFINITY;
      if (distance < found[2]) found = [left, right, distance];
    }
  }
  return found;
}

/** One after the other, each either way round. */
function sideBySide(
  one: readonly number[],
  other: readonly number[],
  distances: readonly (readonly number[])[],
): readonly number[] {
  const ways = [one, one.toReversed()].flatMap((left) => [other, other.toReversed()].map((right) => ({ left, right })));
  let best = { left: one, right: other };
  let least = Number.POSITIVE_INFINITY;
  for (const way of ways) {
    const distance = distances[way.left.at(-1) ?? 0]?.[way.right[0] ?? 0] ?? 0;
    if (distance < least) {
      least = distance;
      best = way;
    }
  }
  return [...best.left, ...best.right];
}

function check(distances: readonly (readonly number[])[]): void {
  for (const [one, row] of distances.entries()) {
    if (row.length !== distances.length) throw new RangeError(`row ${one} of the distances has ${row.length} entries`);
    for (const [other, distance] of row.entries()) {
      const back = distances[other]?.[one] ?? Number.NaN;
      if (!(Number.isFinite(distance) && distance >= 0 && Math.abs(distance - back) <= 1e-9 * (1 + distance))) {
        throw new RangeError(`the distance of ${one} and ${other} is ${distance} one way and ${back} the other`);
      }
    }
  }
}
