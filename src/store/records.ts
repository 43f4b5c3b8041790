import type { Outcome, ScorerName } from '../conversation/outcome.ts';
import type { Reply } from '../conversation/reply.ts';

/** A generation that is stored, or is about to be. Its id is known once it is committed. */
export interface GenerationRef {
  id: number | null;
  readonly reply: Reply;
}

/** One failed call. */
export interface FailedAttempt {
  /** Which step of the trial, from 0, and which try of it, from 1. */
  readonly k: number;
  readonly n: number;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly kind: string;
  readonly status: number | null;
  readonly message: string;
}

export interface GenerationRecord {
  readonly kind: 'generation';
  readonly ref: GenerationRef;
  /** Hex. */
  readonly key: string;
  readonly modelId: number;
  readonly draw: number;
  readonly startedAt: number;
  readonly durationMs: number;
  /** Calls made for it, the one that succeeded included. */
  readonly attempts: number;
}

export interface OutcomeRecord {
  readonly scorer: ScorerName;
  readonly version: number;
  readonly outcome: Outcome;
  readonly via: 'parent' | null;
  readonly flags: readonly string[];
  readonly evidence: { readonly step: number; readonly start: number; readonly end: number } | null;
  readonly journal: string | null;
}

/** How a trial ended for the run: only `error` is tried again by the next one. */
export type TrialEnding = 'scored' | 'skipped' | 'error';

export interface TrialRecord {
  readonly kind: 'trial';
  readonly armId: number;
  readonly epoch: number;
  readonly itemId: number;
  /** The content of the offer it was run with. */
  readonly offerId: number;
  readonly ending: TrialEnding;
  /** Why it was skipped or failed. */
  readonly note: string | null;
  readonly steps: readonly GenerationRef[];
  readonly outcomes: readonly OutcomeRecord[];
  readonly failed: readonly FailedAttempt[];
}

export type StoreRecord = GenerationRecord | TrialRecord;
