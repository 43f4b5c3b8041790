/** The draws that several ways of offering answered, all of them, epochs matched. */
export interface SharedDraws {
  readonly items: number;
  readonly draws: number;
  readonly clusters: number;
  /** Draws in which all decided alike. */
  readonly same: number;
  /** Whether one of the ways left in none of them, or in all. */
  readonly isConstant: boolean;
}

/**
 * Counts them.
 *
 * @param decisions of each way 1, 0 or NaN, item by item, within an item epoch by epoch
 */
export function sharedDraws(
  decisions: readonly Float64Array[],
  clusterOfItem: Int32Array,
  epochs: number,
): SharedDraws {
  const items = clusterOfItem.length;
  const hasItem = new Uint8Array(items);
  const left = decisions.map(() => 0);
  let draws = 0;
  let same = 0;
  for (let draw = 0; draw < (decisions[0]?.length ?? 0); draw += 1) {
    let all = 0;
    for (const column of decisions) all += column[draw] ?? Number.NaN;
    if (Number.isNaN(all)) continue;
    hasItem[Math.floor(draw / epochs)] = 1;
    draws += 1;
    if (all === 0 || all === decisions.length) same += 1;
    if (all > 0) for (let way = 0; way < left.length; way += 1) left[way]! += decisions[way]?.[draw] ?? 0;
  }
  const answered = clusterOfItem.filter((_, item) => hasItem[item] === 1);
  return {
    items: answered.length,
    draws,
    clusters: new Set(answered).size,
    same,
    isConstant: left.some((count) => count === 0 || count === draws),
  };
}
