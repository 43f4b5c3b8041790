import { betaQuantile } from './beta-distribution.ts';
import { normalQuantile } from './normal-distribution.ts';

/** Both ends of an interval for a share; 0 ≤ low ≤ high ≤ 1. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * The exact interval of Clopper and Pearson (1934, Biometrika 26) for `successes` out of `draws`. Both may be
 * fractions, 0 ≤ successes ≤ draws, draws > 0, as effective sample sizes are.
 */
export function clopperPearson(successes: number, draws: number, level = 0.95): Bounds {
  const tail = (1 - level) / 2;
  const failures = draws - successes;
  return {
    low: successes <= 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures <= 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures),
  };
}

/** The score interval of Wilson (1927, J. Am. Stat. Assoc. 22) for `successes` out of `draws` > 0. */
export function wilson(successes: number, draws: number, level = 0.95): Bounds {
  const z = normalQuantile(1 - (1 - level) / 2);
  const share = successes / draws;
  const scale = 1 + (z * z) / draws;
  const centre = (share + (z * z) / (2 * draws)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / draws + (z * z) / (4 * draws * draws));
  return {
    low: successes <= 0 ? 0 : Math.max(0, centre - half),
    high: successes >= draws ? 1 : Math.min(1, centre + half),
  };
}
