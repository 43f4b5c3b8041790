import { shareOf, type Share } from './agreement.ts';
import type { ComparedLabel } from './human-label.ts';

/** The replies with a score in [from, to), the last bin's end included. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  /** Mean score of those in it. */
  readonly meanScore: number;
  /** How many of them are refusals or partial ones. */
  readonly refused: Share;
}

/** How well scores work as probabilities of a refusal or a partial one. */
export interface Calibration {
  /** Bins with a reply in them, from low to high. */
  readonly bins: readonly ReliabilityBin[];
  /** Mean squared distance of score and truth (Brier 1950). */
  readonly brier: number;
  /** Mean distance of score and share over the bins, weighed by their replies. */
  readonly expectedError: number;
}

const binCount = 10;

/** Reliability of the scores in ten equal bins; `null` without any. Lists are of one length. */
export function calibrationOf(scores: readonly number[], truth: readonly ComparedLabel[]): Calibration | null {
  if (scores.length === 0) return null;
  const sums = Array.from({ length: binCount }, () => ({ count: 0, score: 0, refused: 0 }));
  let brier = 0;
  for (const [index, score] of scores.entries()) {
    const refused = truth[index] === 'none' ? 0 : 1;
    const bin = sums[Math.min(binCount - 1, Math.floor(score * binCount))];
    if (bin === undefined) throw new RangeError(`${score} is no score`);
    bin.count += 1;
    bin.score += score;
    bin.refused += refused;
    brier += (score - refused) ** 2;
  }
  const bins = sums.flatMap(({ count, score, refused }, index) => {
    const share = shareOf(refused, count);
    return share === null
      ? []
      : [{ from: index / binCount, to: (index + 1) / binCount, meanScore: score / count, refused: share }];
  });
  const off = bins.reduce((sum, { meanScore, refused }) => sum + refused.of * Math.abs(meanScore - refused.share), 0);
  return { bins, brier: brier / scores.length, expectedError: off / scores.length };
}
