/** One value of any size and its cluster (a whole number; equal means together). */
export interface ClusteredValue {
  readonly cluster: number;
  readonly value: number;
}

/** A mean and how well it is known when clusters are drawn at random. */
export interface ClusterRobustMean {
  /** In the unit of the values. */
  readonly mean: number;
  /** Standard error; `null` for a single cluster, which says nothing about its like. */
  readonly error: number | null;
  readonly values: number;
  readonly clusters: number;
  /** Variance over that of as many independent values; `null` where either is unknown or 0. */
  readonly designEffect: number | null;
}

/**
 * Mean of values in clusters with its cluster-robust standard error, √(C/(C − 1) Σ e²)/n over the sums e of what each
 * of the C clusters' values exceed the mean by: right whatever happens inside a cluster.
 *
 * Source: K.-Y. Liang and S. Zeger (1986), Biometrika 73, with the factor C/(C − 1) known as CR1; it is what a linear
 * regression on a constant reports with standard errors by cluster.
 *
 * @throws RangeError on no values, or one that is not a finite number.
 */
export function clusterRobustMean(values: readonly ClusteredValue[]): ClusterRobustMean {
  const count = values.length;
  if (count === 0) throw new RangeError('a mean needs at least one value');
  let total = 0;
  for (const { value } of values) {
    if (!Number.isFinite(value)) throw new RangeError(`${value} is no finite number`);
    total += value;
  }
  const mean = total / count;
  const excess = new Map<number, number>();
  let squares = 0;
  for (const { cluster, value } of values) {
    excess.set(cluster, (excess.get(cluster) ?? 0) + value - mean);
    squares += (value - mean) ** 2;
  }
  const clusters = excess.size;
  if (clusters === 1) return { mean, error: null, values: count, clusters, designEffect: null };
  let between = 0;
  for (const sum of excess.values()) between += sum * sum;
  const variance = ((clusters / (clusters - 1)) * between) / (count * count);
  const independent = squares / (count - 1) / count;
  return {
    mean,
    error: Math.sqrt(variance),
    values: count,
    clusters,
    designEffect: independent > 0 ? variance / independent : null,
  };
}
