/**
 * How many equal values would spread their sum as much as these do: (Σt)² / Σt². Their plain number when all are alike,
 * less when a few carry most; 0 of nothing but zeros.
 */
export function effectiveNumber<Part>(parts: Iterable<Part>, valueOf: (part: Part) => number): number {
  let sum = 0;
  let squares = 0;
  for (const part of parts) {
    const value = valueOf(part);
    sum += value;
    squares += value * value;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}
