import type { Bounds } from './binomial-interval.ts';

/**
 * One bounded observation, or several alike: `gain` out of at most `stake`, 0 ≤ gain ≤ stake ≤ 1. What is
 * estimated is the m for which every gain − m · stake has mean zero (or, over independent observations with
 * means of their own, for which those means average to zero).
 */
export interface Stake {
  readonly gain: number;
  readonly stake: number;
  /** How many such observations there are. */
  readonly times: number;
}

/** Multiples of the bet that would be right for gains of 0 and 1; the larger ones win when gains vary less. */
const bets = [
  { boldness: 0.85, share: 0.5 },
  { boldness: 2, share: 0.3 },
  { boldness: 5, share: 0.2 },
] as const;

/**
 * An interval for a mean of bounded observations that holds at every sample size: it keeps each m against which a
 * gambler with fair bets could not have multiplied the stake by 2 / (1 − level), betting on either side.
 *
 * The bets are a mixture over three sizes that depend on m and the stakes only, so the wealth is a
 * symmetric function of the data: their order does not matter and nothing is shuffled. Fixed bets also keep the
 * interval right for independent observations with different means, because a product of positive numbers with a
 * given average is largest when they are equal.
 *
 * Source: I. Waudby-Smith and A. Ramdas (2024), "Estimating means of bounded random variables by betting",
 * J. R. Stat. Soc. B 86 (hedged capital); the mixture takes the place of their predictable bets.
 */
export function bettingInterval(stakes: readonly Stake[], level = 0.95): Bounds {
  const observations = merged(stakes);
  let gains = 0;
  let most = 0;
  let squares = 0;
  for (const { gain, stake, times } of observations) {
    gains += times * gain;
    most += times * stake;
    squares += times * stake * stake;
  }
  const estimate = Math.min(1, gains / most);
  const logLimit = Math.log(2 / (1 - level));
  const refuted = (m: number, side: 1 | -1): boolean => logWealth(observations, squares, m, side, logLimit) >= logLimit;
  return {
    low: estimate <= 0 ? 0 : edge(0, estimate, (m) => refuted(m, 1)),
    high: estimate >= 1 ? 1 : 1 - edge(0, 1 - estimate, (m) => refuted(1 - m, -1)),
  };
}

/** Equal observations made one: most data has few different ones. */
function merged(stakes: readonly Stake[]): readonly Stake[] {
  const byStake = new Map<number, Map<number, number>>();
  for (const { gain, stake, times } of stakes) {
    const timesByGain = byStake.get(stake) ?? new Map<number, number>();
    if (timesByGain.size === 0) byStake.set(stake, timesByGain);
    timesByGain.set(gain, (timesByGain.get(gain) ?? 0) + times);
  }
  return [...byStake].flatMap(([stake, timesByGain]) =>
    [...timesByGain].filter(([, times]) => times > 0).map(([gain, times]) => ({ gain, stake, times })),
  );
}

/** Logarithm of the wealth after betting that the mean is above (`side` 1) or below (−1) m, for 0 < m < 1. */
function logWealth(observations: readonly Stake[], squares: number, m: number, side: 1 | -1, logLimit: number): number {
  const plain = Math.sqrt((2 * logLimit) / (squares * m * (1 - m)));
  // A larger bet could lose more than all.
  const most = side === 1 ? 1 / m : 1 / (1 - m);
  const wealths = bets.map(({ boldness, share }) => {
    const bet = side * Math.min(most, boldness * plain);
    let log = Math.log(share);
    for (const { gain, stake, times } of observations) {
      log += times * Math.log(Math.max(0, 1 + bet * (gain - m * stake)));
    }
    return log;
  });
  const best = Math.max(...wealths);
  if (best === Number.NEGATIVE_INFINITY) return best;
  let sum = 0;
  for (const log of wealths) sum += Math.exp(log - best);
  return best + Math.log(sum);
}

/** The place between `low`, where the test rejects, and `high`, where it does not: halving on a log scale. */
function edge(low: number, high: number, rejects: (m: number) => boolean): number {
  let from = low;
  let to = high;
  for (let round = 0; round < 200 && to - from > 1e-12 * to; round += 1) {
    const middle = from === 0 ? to / 16 : to / from > 2 ? Math.sqrt(from * to) : (from + to) / 2;
    if (from === 0 && middle < 1e-18) break;
    if (rejects(middle)) from = middle;
    else to = middle;
  }
  return from;
}
