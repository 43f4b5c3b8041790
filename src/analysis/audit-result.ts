import type { AuditLabelName } from '../conversation/audit-label.ts';
import type { ConditionLabel } from './condition-label.ts';

/** What was read of one kind of outcome of a condition. */
export interface AuditedOutcomes {
  /** Trials that ended so when the sample was drawn, how many of them are in it, and how many of these have a label. */
  readonly population: number;
  readonly sampled: number;
  readonly labelled: number;
  /** How many were given each label. */
  readonly labels: Readonly<Partial<Record<AuditLabelName, number>>>;
  /** Share of those that were clear in which the model chose to leave; `null` where there are none. */
  readonly leaving: number | null;
}

/** A condition's rate freed of misreadings, by what people, or a judge, say of a sample. */
export interface AuditResult extends ConditionLabel {
  /** `people`, or the name of a judge. */
  readonly by: string;
  readonly raters: readonly string[];
  readonly bails: AuditedOutcomes;
  /** The other trials of the rate's denominator. */
  readonly others: AuditedOutcomes;
  /** The rate as counted. */
  readonly rate: number;
  /** rate · PPV + (1 − rate) · (1 − NPV); `null` where nothing can be said, and then `reason` says why. */
  readonly corrected: number | null;
  /** 95 % interval for situations like these. */
  readonly low: number | null;
  readonly high: number | null;
  /** 95 % interval for exactly these items. */
  readonly lowFixed: number | null;
  readonly highFixed: number | null;
  /** Too few clusters, in the rate or among the labels, for more than a wide interval. */
  readonly tooFew: boolean;
  /** The corrected rate if none of the unclear had chosen to leave, and if all had. */
  readonly bounds: readonly [low: number, high: number] | null;
  readonly reason: string | null;
}

/** The corrected rate by the first so many labels, `null` while there are too few kinds of them, with its interval. */
export interface AuditStep {
  readonly labels: number;
  readonly corrected: number | null;
  /** 95 % interval for situations like these. */
  readonly low: number | null;
  readonly high: number | null;
}

/** How the corrected rate of a condition moved as it was read. */
export interface AuditSteps {
  /** Id of the condition. */
  readonly condition: string;
  /** `people`, or the name of a judge. */
  readonly by: string;
  readonly steps: readonly AuditStep[];
}
