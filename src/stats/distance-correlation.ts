import { checkPairs, isConstant, measured, undefinedBecause, type Measured } from './measured.ts';

/**
 * Distance correlation, in [0, 1]; 0 in the population exactly for independent variables. This is the sample's plain
 * one (`biased`, a V-statistic, not squared): the square root of dCov²(x, y) / √(dCov²(x, x) dCov²(y, y)). Of few
 * points it is well above 0 also for independent ones, about 0.25 for thirty, so it is to be read beside its
 * permutation p. None where either list is constant. Takes time n².
 *
 * Source: G. Székely, M. Rizzo and N. Bakirov (2007), Annals of Statistics 35, definitions 4 and 5.
 *
 * @throws RangeError on lists of unequal length, or on a value that is not a finite number.
 */
export function distanceCorrelation(x: ArrayLike<number>, y: ArrayLike<number>): Measured {
  const none = whyNone(x, y, 2);
  if (none !== null) return undefinedBecause(none);
  const count = x.length;
  const sums = distanceSums(x, y);
  const centred = (products: number, rowProducts: number, totals: number): number =>
    products / count ** 2 - (2 * rowProducts) / count ** 3 + totals / count ** 4;
  const both = centred(sums.both, sums.rowsBoth, sums.totalX * sums.totalY);
  const ofX = centred(sums.squareX, sums.rowsX, sums.totalX ** 2);
  const ofY = centred(sums.squareY, sums.rowsY, sums.totalY ** 2);
  const squared = both / Math.sqrt(ofX) / Math.sqrt(ofY);
  return measured(Math.sqrt(Math.max(0, Math.min(1, squared))));
}

/**
 * The squared distance correlation without bias, at most 1 and negative about as often as not for independent
 * variables: the U-centred version. None of fewer than four pairs, or where either list is constant.
 *
 * Source: G. Székely and M. Rizzo (2014), Annals of Statistics 42, section 3.
 *
 * @throws RangeError as distanceCorrelation.
 */
export function unbiasedSquaredDistanceCorrelation(x: ArrayLike<number>, y: ArrayLike<number>): Measured {
  const none = whyNone(x, y, 4);
  if (none !== null) return undefinedBecause(none);
  const count = x.length;
  const sums = distanceSums(x, y);
  // All three share the factor 1/(n(n − 3)), which cancels.
  const centred = (products: number, rowProducts: number, totals: number): number =>
    products - (2 * rowProducts) / (count - 2) + totals / ((count - 1) * (count - 2));
  const both = centred(sums.both, sums.rowsBoth, sums.totalX * sums.totalY);
  const ofX = centred(sums.squareX, sums.rowsX, sums.totalX ** 2);
  const ofY = centred(sums.squareY, sums.rowsY, sums.totalY ** 2);
  // Two values alone, one of them once, are centred away.
  if (ofX <= 1e-12 * sums.squareX) return undefinedBecause('the first list has too little spread');
  if (ofY <= 1e-12 * sums.squareY) return undefinedBecause('the second list has too little spread');
  return measured(both / Math.sqrt(ofX) / Math.sqrt(ofY));
}

function whyNone(x: ArrayLike<number>, y: ArrayLike<number>, least: number): string | null {
  checkPairs(x, y);
  if (x.length < least) return `a distance correlation needs at least ${least} pairs`;
  if (isConstant(x)) return 'the first list is constant';
  return isConstant(y) ? 'the second list is constant' : null;
}

/** Sums over all ordered pairs of points of distances, and over points of what a row of distances adds up to. */
interface DistanceSums {
  readonly both: number;
  readonly squareX: number;
  readonly squareY: number;
  readonly rowsBoth: number;
  readonly rowsX: number;
  readonly rowsY: number;
  readonly totalX: number;
  readonly totalY: number;
}

/** Never holds the matrices, which would not fit for many points. */
function distanceSums(x: ArrayLike<number>, y: ArrayLike<number>): DistanceSums {
  const count = x.length;
  const sums = { both: 0, squareX: 0, squareY: 0, rowsBoth: 0, rowsX: 0, rowsY: 0, totalX: 0, totalY: 0 };
  for (let one = 0; one < count; one += 1) {
    const atX = x[one] ?? 0;
    const atY = y[one] ?? 0;
    let rowX = 0;
    let rowY = 0;
    for (let other = 0; other < count; other += 1) {
      const ofX = Math.abs(atX - (x[other] ?? 0));
      const ofY = Math.abs(atY - (y[other] ?? 0));
      rowX += ofX;
      rowY += ofY;
      sums.both += ofX * ofY;
      sums.squareX += ofX * ofX;
      sums.squareY += ofY * ofY;
    }
    sums.rowsBoth += rowX * rowY;
    sums.rowsX += rowX * rowX;
    sums.rowsY += rowY * rowY;
    sums.totalX += rowX;
    sums.totalY += rowY;
  }
  return sums;
}
