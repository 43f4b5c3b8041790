/** Columns in which NaN is missing, made fit for sums of products. */
export interface MissingAsZero {
  /** How far each value lies from its column's mean; 0 where it is missing. */
  readonly deviations: readonly Float64Array[];
  /** 1 where there is a value, 0 where it is missing. */
  readonly answered: readonly Float64Array[];
}

/** `null` where nothing is missing. */
export function missingAsZero(columns: readonly Float64Array[]): MissingAsZero | null {
  if (!columns.some((column) => column.some(Number.isNaN))) return null;
  return {
    deviations: columns.map(deviationsOf),
    answered: columns.map((column) => column.map((value) => (Number.isNaN(value) ? 0 : 1))),
  };
}

function deviationsOf(column: Float64Array): Float64Array {
  let sum = 0;
  let count = 0;
  for (const value of column) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  const mean = sum / Math.max(1, count);
  return column.map((value) => (Number.isNaN(value) ? 0 : value - mean));
}
