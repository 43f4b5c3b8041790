/**
 * Ranks from 1; equal values share the mean of the ranks they take up (mid-ranks). None may be NaN.
 */
export function midRanks(values: ArrayLike<number>): Float64Array {
  // Numbers sort many times faster than places by their numbers, and a draw of a bootstrap ranks anew.
  const sorted = Float64Array.from(values).sort();
  const ranks = new Float64Array(values.length);
  for (let place = 0; place < ranks.length; place += 1) {
    const value = values[place] ?? 0;
    ranks[place] = (firstAbove(sorted, value, false) + firstAbove(sorted, value, true) + 1) / 2;
  }
  return ranks;
}

/** The first place in a sorted list whose number is above a value, or from the value on. */
function firstAbove(sorted: Float64Array, value: number, isStrict: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = sorted[middle] ?? 0;
    if (at < value || (isStrict && at === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
