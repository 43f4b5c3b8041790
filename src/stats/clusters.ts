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
  const totals = new Map<number, Writable<ClusterTotal>>();
  for (const { cluster, successes, draws, squares = successes } of items) {
    if (!(draws >= 1 && successes >= 0 && successes <= draws)) {
      throw new RangeError(`${successes} successes in ${draws} draws is no count`);
    }
    let total = totals.get(cluster);
    if (total === undefined) {
      total = { items: 0, sum: 0, once: 0, onceSuccesses: 0, onceSquares: 0, hasSuccess: false, hasFailure: false };
      totals.set(cluster, total);
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
  return [...totals.values()];
}

type Writable<Type> = { -readonly [field in keyof Type]: Type[field] };
