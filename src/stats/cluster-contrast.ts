import type { ClusterPair } from './paired-clusters.ts';

/** How two rates over clusters differ, and how far that can be trusted when clusters are random. */
export interface ClusterContrast {
  readonly difference: number;
  /** Variance of the difference; 0 where the clusters leave no doubt or cannot tell. */
  readonly variance: number;
  /** Correlation of the two rates, through the clusters they share; 0 where they share none. */
  readonly correlation: number;
  /**
   * Degrees of freedom of the variance by Satterthwaite, one less than the number of equally weighty clusters that
   * would carry as much of it; infinite where it is 0.
   */
  readonly degrees: number;
}

/**
 * Difference of two rates with its variance between clusters: that of a ratio estimator (linearised) in either sample,
 * less twice the covariance through the clusters that hold items of both. Where all are shared it is the variance of
 * the paired difference, where none is the sum of both variances.
 *
 * @throws RangeError when either sample is empty.
 */
export function clusterContrast(pairs: readonly ClusterPair[]): ClusterContrast {
  const total = { sizeA: 0, sumA: 0, countA: 0, sizeB: 0, sumB: 0, countB: 0 };
  for (const { sizeA, sumA, sizeB, sumB } of pairs) {
    total.sizeA += sizeA;
    total.sumA += sumA;
    total.sizeB += sizeB;
    total.sumB += sumB;
    if (sizeA > 0) total.countA += 1;
    if (sizeB > 0) total.countB += 1;
  }
  if (total.sizeA === 0 || total.sizeB === 0) throw new RangeError('a difference needs items of both samples');
  const rateA = total.sumA / total.sizeA;
  const rateB = total.sumB / total.sizeB;
  const scaleA = finite(total.countA) / total.sizeA;
  const scaleB = finite(total.countB) / total.sizeB;
  let variance = 0;
  let squares = 0;
  let varianceA = 0;
  let varianceB = 0;
  let covariance = 0;
  for (const { sizeA, sumA, sizeB, sumB } of pairs) {
    const ofA = scaleA * (sumA - rateA * sizeA);
    const ofB = scaleB * (sumB - rateB * sizeB);
    const part = (ofA - ofB) ** 2;
    variance += part;
    squares += part * part;
    varianceA += ofA * ofA;
    varianceB += ofB * ofB;
    covariance += ofA * ofB;
  }
  const isNone = variance <= 1e-20;
  return {
    difference: rateA - rateB,
    variance: isNone ? 0 : variance,
    correlation: covariance === 0 ? 0 : Math.max(-1, Math.min(1, covariance / Math.sqrt(varianceA * varianceB))),
    degrees: isNone ? Number.POSITIVE_INFINITY : Math.max(0, (variance * variance) / squares - 1),
  };
}

/** √(C/(C − 1)), the small-sample factor; a single cluster has no variance to correct. */
function finite(clusters: number): number {
  return clusters > 1 ? Math.sqrt(clusters / (clusters - 1)) : 1;
}
