import type { ConditionResult, Results } from '../analysis/results.ts';

/** A published rate that stands beside one of ours. Fractions. */
export interface PublishedRate {
  readonly rate: number;
  /** Half the width of the published interval, which took all samples as independent; `null` where none is given. */
  readonly halfWidth: number | null;
  /** What the published table calls the model, and the table. */
  readonly label: string;
  readonly figure: string | null;
}

/** A condition, with the published rate beside it where there is one. */
export interface ReportCondition extends ConditionResult {
  readonly published?: PublishedRate | undefined;
}

/** What was laid over a report, and how far it matched. */
export interface OverlaySummary {
  /** The published file's own words on where it comes from; its name where it says nothing. */
  readonly source: string;
  /** Label of the dataset whose conditions were compared. */
  readonly dataset: string;
  /** Our models with at least one published rate beside them, and those with none, in order. */
  readonly matched: readonly string[];
  readonly unmatched: readonly string[];
  /** Our models whose name fits several published ones with different rates. */
  readonly ambiguous: readonly string[];
  /** Conditions with a published rate. */
  readonly conditions: number;
}

/** Results as a report shows them: as analysed, or with published rates laid over. */
export interface ReportResults extends Results {
  readonly conditions: readonly ReportCondition[];
  readonly overlay?: OverlaySummary | undefined;
}
