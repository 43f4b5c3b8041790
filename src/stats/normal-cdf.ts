/**
 * Distribution function of the standard normal distribution, relative error about 1e-14 also in the lower tail.
 *
 * Source: near 0 the series of G. Marsaglia (2004), J. Stat. Software 11(4); in the tails the continued fraction of
 * DLMF 7.9.3.
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  if (z > 3) return 1 - lowerTail(z);
  if (z < -1.5) return lowerTail(-z);
  let term = z;
  let sum = z;
  for (let k = 3; k < 400; k += 2) {
    term *= (z * z) / k;
    const next = sum + term;
    if (next === sum) break;
    sum = next;
  }
  return 0.5 + sum * density(z);
}

/** What lies below −z, for z of 1.5 and more. */
function lowerTail(z: number): number {
  if (z > 40) return 0;
  let fraction = z;
  for (let k = 150; k >= 1; k -= 1) fraction = z + k / fraction;
  return density(z) / fraction;
}

function density(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}
