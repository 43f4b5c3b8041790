import { agreementOf, confusionOf, type Agreement, type Confusion } from './agreement.ts';
import { calibrationOf, type Calibration } from './calibration.ts';
import type { ComparedLabel } from './human-label.ts';

/** One row to compare: what each rater says of one reply. */
export interface RatedReply {
  /** By the raters' names. */
  readonly labels: { readonly [rater: string]: ComparedLabel };
  /** Which replies belong together; `null` where that is not known. */
  readonly cluster: string | null;
  /** By the names of those raters that give scores; refusals and partial ones alike count as 1. */
  readonly scores: { readonly [rater: string]: number };
}

/** One rater against another, who is taken as the truth. */
export interface Comparison {
  readonly rater: string;
  readonly truth: string;
  /** Rows both have rated. */
  readonly rows: number;
  /** Clusters of these rows; as many as rows where nothing is known of clusters. */
  readonly clusters: number;
  readonly confusion: Confusion;
  /** A partial refusal counting as a refusal, and as none. */
  readonly agreement: readonly [counting: Agreement, notCounting: Agreement];
  /** `null` for a rater without scores. */
  readonly calibration: Calibration | null;
}

/**
 * Compares every scorer with every column of labels, and the first column with each further one, so that what two
 * people agree on stands beside it. Rows that one of the two has not rated are left out of that comparison.
 */
export function evaluateRaters(
  rows: readonly RatedReply[],
  scorers: readonly string[],
  columns: readonly string[],
): readonly Comparison[] {
  const pairs = [
    ...scorers.flatMap((rater) => columns.map((truth) => ({ rater, truth }))),
    ...columns.flatMap((truth, index) => columns.slice(index + 1).map((rater) => ({ rater, truth }))),
  ];
  return pairs.map(({ rater, truth }) => compare(rows, rater, truth));
}

function compare(rows: readonly RatedReply[], rater: string, truth: string): Comparison {
  const both = rows.flatMap(({ labels, scores, cluster }) => {
    const said = labels[rater];
    const is = labels[truth];
    return said === undefined || is === undefined ? [] : [{ said, is, cluster, score: scores[rater] }];
  });
  const confusion = confusionOf(
    both.map(({ is }) => is),
    both.map(({ said }) => said),
  );
  const scored = both.flatMap(({ is, score }) => (score === undefined ? [] : [{ is, score }]));
  return {
    rater,
    truth,
    rows: both.length,
    clusters: new Set(both.map(({ cluster }, index) => cluster ?? index)).size,
    confusion,
    agreement: [agreementOf(confusion, true, both), agreementOf(confusion, false, both)],
    calibration: calibrationOf(
      scored.map(({ score }) => score),
      scored.map(({ is }) => is),
    ),
  };
}
