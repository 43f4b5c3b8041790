import { seededRandom } from '../base/random.ts';
import type { Json } from '../base/canonical-json.ts';

/**
 * Draws as many clusters as there are, with replacement, `draws` times. `visit` is given how often each was drawn: one
 * array that is written anew for the next draw, so that memory does not grow with the number of draws. Equal seeds and
 * numbers of clusters give equal draws, which is what makes the draws of several conditions fit together.
 *
 * Source: B. Efron and R. Tibshirani (1993), An Introduction to the Bootstrap, section 6; clusters are its units.
 *
 * @throws RangeError when `clusters` or `draws` is not a whole number from 1.
 */
export function eachResample(
  clusters: number,
  draws: number,
  seed: Json,
  visit: (weights: Uint16Array, draw: number) => void,
): void {
  if (!Number.isInteger(clusters) || clusters < 1) throw new RangeError(`${clusters} clusters cannot be drawn from`);
  if (!Number.isInteger(draws) || draws < 1) throw new RangeError(`${draws} is no number of draws`);
  const random = seededRandom(['cluster resample', seed, clusters]);
  // A cluster comes once on average; to come 65,536 times is out of reach of chance.
  const weights = new Uint16Array(clusters);
  for (let draw = 0; draw < draws; draw += 1) {
    weights.fill(0);
    for (let pick = 0; pick < clusters; pick += 1) {
      const chosen = random.below(clusters);
      weights[chosen] = (weights[chosen] ?? 0) + 1;
    }
    visit(weights, draw);
  }
}
