import { checkPairs, isConstant, measured, undefinedBecause, type Measured } from './measured.ts';
import { midRanks } from './ranks.ts';

/**
 * Pearson's product-moment correlation, in [−1, 1]. None where either list is constant.
 *
 * @throws RangeError on lists of unequal length, or on a value that is not a finite number.
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): Measured {
  checkPairs(x, y);
  if (x.length < 2) return undefinedBecause('a correlation needs at least two pairs');
  if (isConstant(x)) return undefinedBecause('the first list is constant');
  if (isConstant(y)) return undefinedBecause('the second list is constant');
  const meanX = meanOf(x);
  const meanY = meanOf(y);
  let squaresX = 0;
  let squaresY = 0;
  let products = 0;
  for (let index = 0; index < x.length; index += 1) {
    const ofX = (x[index] ?? 0) - meanX;
    const ofY = (y[index] ?? 0) - meanY;
    squaresX += ofX * ofX;
    squaresY += ofY * ofY;
    products += ofX * ofY;
  }
  return measured(Math.max(-1, Math.min(1, products / Math.sqrt(squaresX) / Math.sqrt(squaresY))));
}

/**
 * Spearman's rank correlation: Pearson's of mid-ranks, in [−1, 1]. None where either list is constant.
 *
 * @throws RangeError as pearson.
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): Measured {
  checkPairs(x, y);
  return pearson(midRanks(x), midRanks(y));
}

/**
 * Cosine of the angle between two vectors, in [−1, 1]; of bail rates, in [0, 1]. None where either is all 0: a model
 * that never bails bails on nothing in particular.
 *
 * @throws RangeError as pearson.
 */
export function cosine(x: ArrayLike<number>, y: ArrayLike<number>): Measured {
  checkPairs(x, y);
  let squaresX = 0;
  let squaresY = 0;
  let products = 0;
  for (let index = 0; index < x.length; index += 1) {
    const ofX = x[index] ?? 0;
    const ofY = y[index] ?? 0;
    squaresX += ofX * ofX;
    squaresY += ofY * ofY;
    products += ofX * ofY;
  }
  if (squaresX === 0) return undefinedBecause('the first list is all 0');
  if (squaresY === 0) return undefinedBecause('the second list is all 0');
  return measured(Math.max(-1, Math.min(1, products / Math.sqrt(squaresX) / Math.sqrt(squaresY))));
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += values[index] ?? 0;
  return sum / values.length;
}
