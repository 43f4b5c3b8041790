const digit = 65_536;

/**
 * Rows in the order of their keys, rows of equal keys in the order in which they were given.
 *
 * @param rows what to sort: places in `keys`
 */
export function sortedBy(rows: Uint32Array, keys: Uint16Array | Uint32Array): Uint32Array {
  const byLow = pass(rows, keys, 0);
  return keys instanceof Uint16Array ? byLow : pass(byLow, keys, 16);
}

function pass(rows: Uint32Array, keys: Uint16Array | Uint32Array, shift: number): Uint32Array {
  const starts = new Uint32Array(digit + 1);
  for (const row of rows) starts[(((keys[row] ?? 0) >>> shift) & (digit - 1)) + 1]! += 1;
  if (starts.includes(rows.length)) return rows;
  for (let value = 0; value < digit; value += 1) starts[value + 1]! += starts[value] ?? 0;
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) {
    const value = ((keys[row] ?? 0) >>> shift) & (digit - 1);
    sorted[starts[value]!] = row;
    starts[value]! += 1;
  }
  return sorted;
}

/** All rows up to a number of them. */
export function everyRow(size: number): Uint32Array {
  return Uint32Array.from({ length: size }, (_, row) => row);
}
