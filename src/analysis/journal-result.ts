import type { MethodName, Order } from '../conversation/exit.ts';

/** The journals beside one of the two answers. */
export interface JournalCounts {
  /** Trials with this answer, and those of them with words beside it. */
  readonly answers: number;
  readonly journals: number;
  /** Words of a journal: the number half, and nine tenths, do not exceed; `null` where there are none. */
  readonly words: { readonly p50: number; readonly p90: number } | null;
}

/** What was written beside the answers of a condition whose question invites that. */
export interface JournalResult {
  /** Id of the condition. */
  readonly condition: string;
  readonly study: string;
  readonly model: string;
  readonly simulated: boolean;
  readonly dataset: string;
  readonly method: MethodName;
  readonly order: Order | null;
  readonly wording: string | null;
  readonly leadIn: string | null;
  readonly bails: JournalCounts;
  readonly stays: JournalCounts;
}
