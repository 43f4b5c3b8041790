import { checkPairs, isConstant, measured, undefinedBecause, type Measured } from './measured.ts';

/**
 * Kendall's tau-b, in [−1, 1]: pairs in the same order less pairs in opposite order, over the geometric mean of the
 * pairs not tied in either list. None where either list is constant. Long lists take time n log n.
 *
 * Source: M. Kendall (1945), Biometrika 33; counted as by W. Knight (1966), J. Am. Stat. Assoc. 61.
 *
 * @throws RangeError on lists of unequal length, or on a value that is not a finite number.
 */
export function kendallTauB(x: ArrayLike<number>, y: ArrayLike<number>): Measured {
  checkPairs(x, y);
  const count = x.length;
  if (count < 2) return undefinedBecause('a correlation needs at least two pairs');
  if (isConstant(x)) return undefinedBecause('the first list is constant');
  if (isConstant(y)) return undefinedBecause('the second list is constant');
  const { tiedX, tiedY, tiedBoth, discordant } = count <= mostCompared ? comparedPairs(x, y) : sortedPairs(x, y);
  const all = (count * (count - 1)) / 2;
  const excess = all - tiedX - tiedY + tiedBoth - 2 * discordant;
  return measured(Math.max(-1, Math.min(1, excess / Math.sqrt(all - tiedX) / Math.sqrt(all - tiedY))));
}

/** How many pairs are tied in either list or both, or in opposite order. */
interface PairCounts {
  readonly tiedX: number;
  readonly tiedY: number;
  readonly tiedBoth: number;
  readonly discordant: number;
}

/** Up to so many values it is quicker to compare all pairs than to sort. */
const mostCompared = 64;

function comparedPairs(x: ArrayLike<number>, y: ArrayLike<number>): PairCounts {
  let [tiedX, tiedY, tiedBoth, discordant] = [0, 0, 0, 0];
  for (let one = 1; one < x.length; one += 1) {
    const [ofX, ofY] = [x[one] ?? 0, y[one] ?? 0];
    for (let other = 0; other < one; other += 1) {
      const byX = ofX - (x[other] ?? 0);
      const byY = ofY - (y[other] ?? 0);
      if (byX === 0) tiedX += 1;
      if (byY === 0) tiedY += 1;
      if (byX === 0 && byY === 0) tiedBoth += 1;
      if ((byX > 0 && byY < 0) || (byX < 0 && byY > 0)) discordant += 1;
    }
  }
  return { tiedX, tiedY, tiedBoth, discordant };
}

function sortedPairs(x: ArrayLike<number>, y: ArrayLike<number>): PairCounts {
  const count = x.length;
  const order = Array.from({ length: count }, (_, index) => index).sort(
    (one, other) => (x[one] ?? 0) - (x[other] ?? 0) || (y[one] ?? 0) - (y[other] ?? 0),
  );
  const sortedX = Float64Array.from(order, (index) => x[index] ?? 0);
  const sortedY = Float64Array.from(order, (index) => y[index] ?? 0);
  const tiedX = tiedPairs(count, (one, other) => sortedX[one] === sortedX[other]);
  const tiedBoth = tiedPairs(count, (one, other) => sortedX[one] === sortedX[other] && sortedY[one] === sortedY[other]);
  // Within equal x the y ascend, so what is out of order disagrees in both lists.
  const discordant = inversions(sortedY);
  const tiedY = tiedPairs(count, (one, other) => sortedY[one] === sortedY[other]);
  return { tiedX, tiedY, tiedBoth, discordant };
}

/** Pairs within runs of neighbours that are the same. */
function tiedPairs(count: number, isSame: (one: number, other: number) => boolean): number {
  let pairs = 0;
  for (let from = 0; from < count;) {
    let to = from + 1;
    while (to < count && isSame(from, to)) to += 1;
    pairs += ((to - from) * (to - from - 1)) / 2;
    from = to;
  }
  return pairs;
}

/** Pairs out of order, counted while the values are merge-sorted in place. */
function inversions(values: Float64Array): number {
  const spare = new Float64Array(values.length);
  let found = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let from = 0; from < values.length; from += 2 * width) {
      const middle = Math.min(from + width, values.length);
      const end = Math.min(from + 2 * width, values.length);
      let left = from;
      let right = middle;
      for (let place = from; place < end; place += 1) {
        const ofLeft = values[left] ?? 0;
        const ofRight = values[right] ?? 0;
        if (left < middle && (right >= end || ofLeft <= ofRight)) {
          spare[place] = ofLeft;
          left += 1;
        } else {
          spare[place] = ofRight;
          right += 1;
          found += middle - left;
        }
      }
    }
    values.set(spare);
  }
  return found;
}
