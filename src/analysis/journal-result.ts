import type { ConditionLabel } from './condition-label.ts';

/** The journals beside one of the two answers. */
export interface JournalCounts {
  /** Trials with this answer, and those of them with words beside it. */
  readonly answers: number;
  readonly journals: number;
  /** Words of a journal: the number half, and nine tenths, do not exceed; `null` where there are none. */
  readonly words: { readonly p50: number; readonly p90: number } | null;
}

/** What was written beside the answers of a condition whose question invites that. */
export interface JournalResult extends ConditionLabel {
  readonly bails: JournalCounts;
  readonly stays: JournalCounts;
}
