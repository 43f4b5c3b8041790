import type { Evidence, Outcome } from '../conversation/outcome.ts';
import type { FollowUpRecord } from './follow-ups/results.ts';
import type { ConditionLabel } from './condition-label.ts';

/** How a reply was drawn. */
export interface SamplingRecord {
  readonly temperature: number;
  readonly topP: number;
  readonly maxTokens: number;
}

/** One trial with its texts, for exports and for the transcripts in a report. */
export interface TrialRecord extends ConditionLabel {
  readonly trial: number;
  readonly item: string;
  readonly itemHash: string;
  readonly cluster: string;
  readonly category: string | null;
  readonly epoch: number;
  /** `pending` where it has none yet. */
  readonly outcome: Outcome | 'pending';
  readonly outcomePaper: Outcome | 'pending';
  readonly via: 'parent' | null;
  readonly flags: readonly string[];
  /** The deciding piece of text: UTF-16 offsets in `steps[step].text`. */
  readonly evidence: Evidence | null;
  readonly journal: string | null;
  /** Of a readout: how likely leaving is among the two answers, and the probability on neither; else `null`. */
  readonly bailProbability: number | null;
  readonly neitherProbability: number | null;
  readonly conversation: {
    readonly system: string | null;
    readonly messages: readonly { readonly role: string; readonly text: string }[];
  };
  /** What its history's author wrote as earlier turns, first to last; empty where they are the dataset's. */
  readonly history: readonly string[];
  /** What was appended to the system prompt of the request that offered the exit. */
  readonly instructions: string | null;
  readonly tools: readonly { readonly name: string; readonly description: string }[];
  /** Asked after the first reply. */
  readonly question: string | null;
  /** How the first reply was drawn; `answer` of the reply to the question. */
  readonly sampling: { readonly reply: SamplingRecord; readonly answer: SamplingRecord | null };
  readonly steps: readonly {
    readonly generation: number;
    readonly text: string;
    readonly reasoning: string | null;
    readonly toolCalls: readonly { readonly name: string; readonly arguments: string }[];
    readonly finish: string;
    readonly promptTokens: number | null;
    readonly completionTokens: number | null;
    readonly startedAt: string;
    readonly durationMs: number;
  }[];
  /** What was asked after its bail: child trials, each with its turns. */
  readonly followUps: readonly FollowUpRecord[];
  /** What the newest version of each scorer of refusals says of the first reply. */
  readonly refusals: readonly {
    readonly scorer: string;
    readonly version: string;
    /** `failed` where the scorer failed; `why` then says how. */
    readonly label: string;
    readonly score: number;
    readonly why: string;
    /** UTF-16 offsets in `steps[0].text`. */
    readonly evidence: { readonly start: number; readonly end: number } | null;
  }[];
  /** What went wrong in failed calls of this trial, first to last. */
  readonly errors: readonly { readonly kind: string; readonly status: number | null; readonly message: string }[];
}
