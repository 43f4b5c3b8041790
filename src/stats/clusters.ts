/** One item: `successes` out of `draws` ≥ 1, and which cluster it is in (a whole number; equal means together). */
export interface ItemCount {
  readonly cluster: number;
  readonly successes: number;
  readonly draws: number;
  /**
   * Where a draw gives a fraction in place of a success or a failure: the sum of the fractions' squares; `successes` is
   * then the sum of the fractions.
   */
  readonly squares?: number;
}

/** What a cluster's items come to. */
export interface ClusterTotal {
  readonly items: number;
  /** Sum over items of successes / draws. */
  readonly sum: number;
  /** Items drawn once, and how many of those are successes. */
  readonly once: number;
  readonly onceSuccesses: number;
  /** Sum of the squares of what those give; as `onceSuccesses` where there are only successes and failures. */
  readonly onceSquares: number;
  readonly hasSuccess: boolean;
  readonly hasFailure: boolean;
}

/**
 * Adds the items up by cluster, in one pass.
 *
 * @throws RangeError on no items, draws below 1, or successes outside 0 to draws.
 */
export function totalsOf(items: readonly ItemCount[]): readonly ClusterTotal[] {
  if (items.length === 0) throw new RangeError('a rate needs at least one item');
  const totals: Writable<ClusterTotal>[] = [];
  const places = new ClusterPlaces();
  for (const { cluster, successes, draws, squares = successes } of items) {
    if (!(draws >= 1 && successes >= 0 && successes <= draws)) {
      throw new RangeError(`${successes} successes in ${draws} draws is no count`);
    }
    const place = places.of(cluster);
    let total = totals[place];
    if (total === undefined) {
      total = { items: 0, sum: 0, once: 0, onceSuccesses: 0, onceSquares: 0, hasSuccess: false, hasFailure: false };
      totals.push(total);
    }
    total.items += 1;
    total.sum += successes / draws;
    if (draws === 1) {
      total.once += 1;
      total.onceSuccesses += successes;
      total.onceSquares += squares;
    }
    if (successes > 0) total.hasSuccess = true;
    if (successes < draws) total.hasFailure = true;
  }
  return totals;
}

/** Numbers clusters from 0 in the order in which they are first asked for. */
class ClusterPlaces {
  /** Of small numbers, which clusters have as a rule: an array is looked into much faster than a map. */
  readonly #small: number[] = [];
  readonly #other = new Map<number, number>();
  #count = 0;

  of(cluster: number): number {
    const isSmall = cluster >= 0 && cluster < mostSmall && Number.isInteger(cluster);
    const known = isSmall ? this.#small[cluster] : this.#other.get(cluster);
    if (known !== undefined) return known;
    const place = this.#count;
    this.#count += 1;
    if (isSmall) this.#small[cluster] = place;
    else this.#other.set(cluster, place);
    return place;
  }
}

const mostSmall = 65_536;

type Writable<Type> = { -readonly [field in keyof Type]: Type[field] };
