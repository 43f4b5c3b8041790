import type { Json } from '../base/canonical-json.ts';
import type { Evidence, Outcome, ScorerName } from '../conversation/outcome.ts';
import type { Reply, Usage } from '../conversation/reply.ts';

/** A generation that is stored, or is about to be. Its id is known once it is committed. */
export interface GenerationRef {
  id: number | null;
  readonly reply: Reply;
}

/** The place, among a trial's steps, of the reply that a lead-in asked for: before the first of the method. */
export const leadInStep = -1;

/** The place of an earlier assistant turn that was not taken from the dataset: the first is −2, the next −3. */
export function historyStep(turn: number): number {
  return -2 - turn;
}

/** Which earlier assistant turn stands at a place, from 0; `null` for a step that is none. */
export function historyTurn(k: number): number | null {
  return k <= -2 ? -2 - k : null;
}

/** One failed call. */
export interface FailedAttempt {
  /** Which step of the trial, from 0 (`leadInStep` for a lead-in's), and which try of it, from 1. */
  readonly k: number;
  readonly n: number;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly kind: string;
  readonly status: number | null;
  readonly message: string;
  /** What it was charged with all the same, where the endpoint told. */
  readonly usage: Usage | null;
}

/** What a scorer made of one reply. */
export interface ScoreRecord {
  /** As `putScorer` gives it. */
  readonly scorerId: number;
  /** `failed` where the scorer itself failed. */
  readonly label: string;
  /** In [0, 1]. */
  readonly score: number;
  readonly why: string;
  /** UTF-16 offsets in the reply's text. */
  readonly evidence: { readonly start: number; readonly end: number } | null;
  /** The reply of the model that was asked; its id is known once it is committed. */
  readonly verdict: GenerationRef | null;
  /** Why the scorer failed. */
  readonly note: string | null;
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
  /** The form its request went out in over HTTP; left out where none did. */
  readonly form?: Json;
  /** Scores that need no call, stored with it. */
  readonly scores?: readonly ScoreRecord[];
}

export interface OutcomeRecord {
  readonly scorer: ScorerName;
  readonly version: number;
  readonly outcome: Outcome;
  readonly via: 'parent' | null;
  readonly flags: readonly string[];
  readonly evidence: Evidence | null;
  readonly journal: string | null;
  /** From a readout; `null` where an answer was drawn. */
  readonly probability: { readonly bail: number; readonly neither: number } | null;
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
  /** The reply a lead-in asked for. */
  readonly leadIn: GenerationRef | null;
  /** Earlier assistant turns that were not taken from the dataset, first to last. */
  readonly history?: readonly GenerationRef[];
  readonly steps: readonly GenerationRef[];
  readonly outcomes: readonly OutcomeRecord[];
  readonly failed: readonly FailedAttempt[];
}

/** What the scorer of follow-ups found. */
export type FollowUpOutcome = Pick<OutcomeRecord, 'version' | 'outcome' | 'via' | 'flags' | 'evidence'>;

/** A child trial: one draw of a follow-up, asked after a bail. */
export interface FollowUpRecord {
  readonly kind: 'follow-up';
  /** The trial that ended as a bail, by this scorer. */
  readonly trialId: number;
  readonly scorer: ScorerName;
  readonly version: number;
  readonly contentId: number;
  readonly draw: number;
  readonly ending: TrialEnding;
  readonly note: string | null;
  readonly steps: readonly GenerationRef[];
  readonly outcome: FollowUpOutcome;
  readonly failed: readonly FailedAttempt[];
}

export type StoreRecord = GenerationRecord | TrialRecord | FollowUpRecord;
