import { tQuantile } from './t-distribution.ts';

/** One case: what a cheap judge says of it, and what is true where somebody looked. Numbers of any scale. */
export interface PredictedCase {
  readonly cluster: number;
  readonly prediction: number;
  /** Left out where nobody looked. */
  readonly truth?: number;
}

/** A mean told from few true values and many predictions. */
export interface PoweredMean {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Standard error, clusters random. */
  readonly error: number;
  /** How much the predictions are trusted: 0 leaves them out, 1 takes them in full. */
  readonly trust: number;
  /** Mean of the true values alone, and its standard error. */
  readonly plain: { readonly mean: number; readonly error: number };
  readonly labelled: number;
  readonly unlabelled: number;
}

export interface PoweredMeanOptions {
  readonly level?: number;
  /** `tuned` unless told: the trust that makes the variance smallest, within 0 to 1. */
  readonly trust?: number | 'tuned';
}

/**
 * Prediction-powered mean: mean(truth) + trust · (mean of predictions of the unlabelled − mean of predictions of the
 * labelled). Right however bad the predictions are, if the labelled cases are a random sample of all (not drawn within
 * outcomes: for such labels there is `correctedRate`).
 *
 * The variance is that between clusters of the whole expression, C/(C − 1) Σ z², so labelled and unlabelled cases may
 * share clusters; t has one degree of freedom less than there are clusters with a label. With clusters of one and trust
 * λ the tuned trust is that of PPI++. `null` with fewer than two clusters that hold labels, without unlabelled cases, or where no difference
 * between clusters is left to tell an error by.
 *
 * Source: A. N. Angelopoulos, S. Bates, C. Fannjiang, M. I. Jordan and T. Zrnic (2023), Science 382; the tuning from
 * A. N. Angelopoulos, J. C. Duchi and T. Zrnic (2023), PPI++, arXiv:2311.01453.
 *
 * @throws RangeError on numbers that are not finite.
 */
export function predictionPoweredMean(
  cases: readonly PredictedCase[],
  options: PoweredMeanOptions = {},
): PoweredMean | null {
  const level = options.level ?? 0.95;
  const sums = { labelled: 0, truth: 0, predictedLabelled: 0, unlabelled: 0, predictedUnlabelled: 0 };
  for (const { prediction, truth } of cases) {
    if (!Number.isFinite(prediction) || !Number.isFinite(truth ?? 0)) throw new RangeError('a case is not a number');
    if (truth === undefined) {
      sums.unlabelled += 1;
      sums.predictedUnlabelled += prediction;
    } else {
      sums.labelled += 1;
      sums.truth += truth;
      sums.predictedLabelled += prediction;
    }
  }
  const truthMean = sums.truth / sums.labelled;
  const labelledMean = sums.predictedLabelled / sums.labelled;
  const unlabelledMean = sums.predictedUnlabelled / sums.unlabelled;
  const parts = new Map<number, { truth: number; shift: number }>();
  const withLabels = new Set<number>();
  for (const { cluster, prediction, truth } of cases) {
    let part = parts.get(cluster);
    if (part === undefined) parts.set(cluster, (part = { truth: 0, shift: 0 }));
    if (truth === undefined) part.shift += (prediction - unlabelledMean) / sums.unlabelled;
    else {
      withLabels.add(cluster);
      part.truth += (truth - truthMean) / sums.labelled;
      part.shift -= (prediction - labelledMean) / sums.labelled;
    }
  }
  if (withLabels.size < 2 || sums.unlabelled === 0) return null;
  const correction = parts.size / (parts.size - 1);
  let [ofTruth, ofShift, ofBoth] = [0, 0, 0];
  for (const { truth, shift } of parts.values()) {
    ofTruth += truth * truth;
    ofShift += shift * shift;
    ofBoth += truth * shift;
  }
  // The variance is a parabola in the trust.
  const best = ofShift > 0 ? Math.min(1, Math.max(0, -ofBoth / ofShift)) : 0;
  const trust = options.trust === undefined || options.trust === 'tuned' ? best : options.trust;
  const mean = truthMean + trust * (unlabelledMean - labelledMean);
  const variance = correction * Math.max(0, ofTruth + 2 * trust * ofBoth + trust * trust * ofShift);
  const error = Math.sqrt(variance);
  // Labels that all agree have only not shown how they differ.
  if (!(error > 1e-12 * (1 + Math.abs(mean)))) return null;
  const half = -tQuantile((1 - level) / 2, withLabels.size - 1) * error;
  const plainError = Math.sqrt((withLabels.size / (withLabels.size - 1)) * ofTruth);
  return {
    mean,
    low: mean - half,
    high: mean + half,
    error,
    trust,
    plain: { mean: truthMean, error: plainError },
    labelled: sums.labelled,
    unlabelled: sums.unlabelled,
  };
}
