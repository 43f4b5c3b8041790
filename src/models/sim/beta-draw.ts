import type { Random } from '../../base/random.ts';

/**
 * A chance drawn from the beta distribution with mean `mean` in [0, 1] and intra-class correlation
 * `correlation` in [0, 1]: variance mean · (1 − mean) · correlation. Correlation 0 gives the mean itself, 1 gives
 * 0 or 1. Whatever the correlation, the expectation is exactly `mean`.
 *
 * Works on logarithms, since with strong correlation and a small mean the gamma draws underflow.
 */
export function betaDraw(random: Random, mean: number, correlation: number): number {
  // Below this the spread could not be seen, and the gamma draw's shape would overflow.
  if (correlation < 1e-12 || mean <= 0 || mean >= 1) return mean;
  if (correlation >= 1) return random.next() < mean ? 1 : 0;
  const total = 1 / correlation - 1;
  const a = logGammaDraw(random, mean * total);
  const b = logGammaDraw(random, (1 - mean) * total);
  return 1 / (1 + Math.exp(b - a));
}

/**
 * Logarithm of a draw from the gamma distribution with the given shape > 0 and scale 1.
 *
 * Source: G. Marsaglia and W. W. Tsang (2000), ACM Trans. Math. Softw. 26, with their step for shapes below 1.
 */
function logGammaDraw(random: Random, shape: number): number {
  if (shape < 1) return logGammaDraw(random, shape + 1) + Math.log(1 - random.next()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root ** 3;
    if (Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}
