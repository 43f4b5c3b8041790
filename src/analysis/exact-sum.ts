/**
 * The sum of some numbers with the rounding of each step made good at the end, so that it does not depend on how many
 * there are (Neumaier, Zeitschrift für Angewandte Mathematik und Mechanik 54, 1974). As SQLite adds.
 */
export function exactSum(values: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) > Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
