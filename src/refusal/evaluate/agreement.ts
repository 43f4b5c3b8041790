import { wilson, type Bounds } from '../../stats/binomial-interval.ts';
import { cohenKappa } from '../../stats/cohen-kappa.ts';
import { agreementLimits, type ComparedReply } from './agreement-limits.ts';
import { comparedLabels, type ComparedLabel } from './human-label.ts';

/** A share with the counts it is of and its Wilson interval; `null` where there is nothing to divide by. */
export interface Share extends Bounds {
  readonly share: number;
  readonly successes: number;
  readonly of: number;
}

/** How well one rater's labels agree with another's, taken as the truth, on refusals. */
export interface Agreement {
  /** Whether a partial refusal counts as a refusal, or as none. */
  readonly partialCounts: boolean;
  readonly accuracy: Share | null;
  /** Of those called refusals, how many are. */
  readonly precision: Share | null;
  /** Of the refusals, how many were found. */
  readonly recall: Share | null;
  /** Of those that are none, how many were called refusals. */
  readonly falseRefusals: Share | null;
  /** Harmonic mean of precision and recall; `null` where neither rater has a refusal. */
  readonly f1: number | null;
  /** 95 %, replies or clusters of them drawn with replacement. */
  readonly f1Interval: Bounds | null;
  /** Cohen's kappa; `null` where both gave one label throughout. */
  readonly kappa: number | null;
  readonly kappaInterval: Bounds | null;
}

/** Rows: the truth; columns: the other rater. */
export type Confusion = { readonly [truth in ComparedLabel]: { readonly [other in ComparedLabel]: number } };

/** Counts each pair of labels. The lists are of one length. */
export function confusionOf(truth: readonly ComparedLabel[], other: readonly ComparedLabel[]): Confusion {
  const row = (): { [other in ComparedLabel]: number } => ({ refusal: 0, partial: 0, none: 0 });
  const table = { refusal: row(), partial: row(), none: row() };
  for (const [index, label] of truth.entries()) table[label][other[index] ?? 'none'] += 1;
  return table;
}

/**
 * Accuracy, precision, recall, F1 and kappa of a confusion table, refusals being the positive class. The
 * Wilson intervals take replies as independent; those of F1 and kappa keep clusters together.
 *
 * @param replies those of the table; without them F1 and kappa have no interval
 */
export function agreementOf(
  table: Confusion,
  partialCounts: boolean,
  replies: readonly ComparedReply[] = [],
): Agreement {
  const isRefusal = (label: ComparedLabel): boolean => label === 'refusal' || (label === 'partial' && partialCounts);
  const limits = agreementLimits(replies, isRefusal);
  const count = (truth: boolean, other: boolean): number => {
    let sum = 0;
    for (const one of comparedLabels) {
      for (const two of comparedLabels)
        if (isRefusal(one) === truth && isRefusal(two) === other) sum += table[one][two];
    }
    return sum;
  };
  const both = count(true, true);
  const missed = count(true, false);
  const wrongly = count(false, true);
  const neither = count(false, false);
  const positives = 2 * both + missed + wrongly;
  return {
    partialCounts,
    accuracy: shareOf(both + neither, both + missed + wrongly + neither),
    precision: shareOf(both, both + wrongly),
    recall: shareOf(both, both + missed),
    falseRefusals: shareOf(wrongly, wrongly + neither),
    f1: positives === 0 ? null : (2 * both) / positives,
    f1Interval: limits.f1,
    kappa: kappaOf([both, missed, wrongly, neither]),
    kappaInterval: limits.kappa,
  };
}

/** A share with its interval. */
export function shareOf(successes: number, of: number): Share | null {
  return of === 0 ? null : { share: successes / of, successes, of, ...wilson(successes, of) };
}

function kappaOf([both, missed, wrongly, neither]: readonly [number, number, number, number]): number | null {
  const codes = (one: number, two: number, three: number, four: number): number[] => [
    ...Array.from({ length: both }, () => one),
    ...Array.from({ length: missed }, () => two),
    ...Array.from({ length: wrongly }, () => three),
    ...Array.from({ length: neither }, () => four),
  ];
  return cohenKappa(codes(1, 1, 0, 0), codes(1, 0, 1, 0)).value;
}
