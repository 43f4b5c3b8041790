import { deviance, stirlingError } from './gamma-function.ts';
import { normalQuantile } from './normal-distribution.ts';

/**
 * Distribution function of Beta(a, b) at x: the regularised incomplete beta function. a, b > 0; x in [0, 1]. Whoever
 * knows 1 − x more exactly than the subtraction gives it may pass it as `rest`.
 *
 * Source: the continued fraction of DLMF 8.17.22 by Lentz's method, on the side where it converges fast.
 */
export function betaCdf(x: number, a: number, b: number, rest = 1 - x): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return x <= (a + 1) / (a + b + 2) ? lowerTail(x, rest, a, b) : 1 - lowerTail(rest, x, b, a);
}

/**
 * The x with betaCdf(x, a, b) = p. a, b > 0; p in [0, 1]. Relative error about 1e-12.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  let low = 0;
  let high = 1;
  // The logit is nearly normal with this spread: a start that is close saves half of the rounds.
  let x = a / (a + b * Math.exp(-normalQuantile(p) * Math.sqrt(1 / a + 1 / b)));
  if (!(x > 0 && x < 1)) x = a / (a + b);
  for (let round = 0; round < 400; round += 1) {
    const error = betaCdf(x, a, b) - p;
    if (error === 0) return x;
    if (error > 0) high = x;
    else low = x;
    // Newton on the logarithm of x keeps relative precision at tiny quantiles.
    const slope = kernel(x, 1 - x, a, b) / (1 - x);
    let next = slope > 0 ? x * Math.exp(Math.max(-40, Math.min(40, -error / slope))) : Number.NaN;
    const isNewton = next > low && next < high;
    // Its error is about the square of its last step.
    if (isNewton && Math.abs(next - x) <= 1e-11 * x) return next;
    if (!isNewton) next = low > 0 && high / low > 4 ? Math.sqrt(low * high) : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * x || next === low || next === high) return next;
    x = next;
  }
  return x;
}

/** x^a y^b / B(a, b), with y = 1 − x. */
function kernel(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const log = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return Math.exp(log) * Math.sqrt((a * b) / (2 * Math.PI * n));
}

function lowerTail(x: number, y: number, a: number, b: number): number {
  const front = kernel(x, y, a, b) / a;
  if (front === 0) return 0;
  const tiny = 1e-300;
  const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 100_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return Math.min(1, front * fraction);
}
