import { checkPairs, measured, undefinedBecause, type Measured } from './measured.ts';

/** How much a disagreement weighs: all alike, by the distance of the two codes, or by its square. */
export type KappaWeights = 'none' | 'linear' | 'quadratic';

/**
 * Cohen's kappa of two raters' codes for the same units: 1 for full agreement, 0 for what their own frequencies would
 * give by chance. With weights the codes are numbers on a scale, and their distance counts. None where chance
 * leaves no room for disagreement, as both gave one and the same code throughout.
 *
 * Source: J. Cohen (1960), Educational and Psychological Measurement 20; (1968), Psychological Bulletin 70.
 *
 * @throws RangeError on lists of unequal length, or on a code that is not a finite number.
 */
export function cohenKappa(x: ArrayLike<number>, y: ArrayLike<number>, weights: KappaWeights = 'none'): Measured {
  checkPairs(x, y);
  const count = x.length;
  if (count === 0) return undefinedBecause('there are no units');
  const weigh = weightings[weights];
  const timesX = new Map<number, number>();
  const timesY = new Map<number, number>();
  let observed = 0;
  for (let index = 0; index < count; index += 1) {
    const ofX = x[index] ?? 0;
    const ofY = y[index] ?? 0;
    observed += weigh(ofX, ofY);
    timesX.set(ofX, (timesX.get(ofX) ?? 0) + 1);
    timesY.set(ofY, (timesY.get(ofY) ?? 0) + 1);
  }
  let expected = 0;
  for (const [ofX, times] of timesX) for (const [ofY, others] of timesY) expected += times * others * weigh(ofX, ofY);
  if (expected === 0) return undefinedBecause('both raters gave one and the same code throughout');
  return measured(1 - (count * observed) / expected);
}

const weightings: Readonly<Record<KappaWeights, (one: number, other: number) => number>> = {
  none: (one, other) => (one === other ? 0 : 1),
  linear: (one, other) => Math.abs(one - other),
  quadratic: (one, other) => (one - other) ** 2,
};
