import type { TrialRecord } from '../../analysis/trial-record.ts';
import type { AuditLabelName } from '../../conversation/audit-label.ts';
import type { Evidence, Outcome } from '../../conversation/outcome.ts';
import type { Readout } from '../../conversation/reply.ts';
import type { Asked, PackedRequests } from './requests.ts';

/**
 * `GET /trial/CONDITION/TRIAL`: one trial with all that is known of it. Texts are as they came, but for those listed in
 * `cut`.
 */
export interface TrialDetail {
  /** Texts of which only the beginning is here: `GET /trial/CONDITION/TRIAL/text/N` has the rest of the N-th, from 0. */
  readonly cut: readonly CutText[];
  readonly record: TrialRecord;
  /** Where the texts of the conversation come from. */
  readonly origin: {
    /** What the lead-in, or the study, put into the system prompt; `null` where the system prompt is the data's. */
    readonly system: 'lead-in' | 'study' | null;
    /** How many of `record.conversation.messages`, from the first, the lead-in put there. */
    readonly leadIn: number;
  };
  readonly item: {
    readonly tags: readonly string[];
    /** Turn of the conversation it is cut after, from 1, and how many the conversation has; `null` for a prompt. */
    readonly turn: { readonly at: number; readonly of: number } | null;
    /** The other of the pair: this item's benign `twin`, or the `original` it is the twin of; `to` in the same arm. */
    readonly twin: { readonly is: 'twin' | 'original'; readonly item: string; readonly to: TrialName | null } | null;
  };
  /** The requests that all replies here answer, those of judges too. */
  readonly requests: PackedRequests;
  /** How what stands before the item's own replies came about. */
  readonly before: {
    /** The reply that the lead-in asked for; `null` where it asked for none, or got none. */
    readonly leadIn: Asked | null;
    /** Of each of `record.history`. */
    readonly history: readonly Asked[];
  };
  /** Of the replies in each of `record.followUps`, turn by turn. */
  readonly followUps: readonly (readonly Asked[])[];
  /** How the verdict of each of `record.refusals` came about; `null` where nobody was asked. */
  readonly refusals: readonly (Asked | null)[];
  /** What every version of every scorer said, the present version of `strict` first. */
  readonly outcomes: readonly {
    readonly scorer: string;
    readonly version: number;
    /** Whether this is the version that counts today. */
    readonly present: boolean;
    readonly outcome: Outcome;
    readonly via: 'parent' | null;
    readonly flags: readonly string[];
    /** The deciding piece: UTF-16 offsets in `record.steps[step].text`. */
    readonly evidence: Evidence | null;
    readonly bailProbability: number | null;
    readonly neitherProbability: number | null;
  }[];
  /** What people and judges said of it. */
  readonly labels: readonly {
    readonly rater: string;
    readonly judge: boolean;
    /** `null` where a judge failed; the note says why. */
    readonly label: AuditLabelName | null;
    readonly note: string | null;
    readonly labelledAt: string;
    /** How a judge's label came about; `null` for people's, and where a judge did not reply. */
    readonly asked: Asked | null;
  }[];
  /** What stands beside each of `record.steps`, in their order. */
  readonly steps: readonly {
    readonly asked: Asked;
    readonly servedModel: string | null;
    readonly fingerprint: string | null;
    readonly finishRaw: string | null;
    /** Calls made for it, the one that succeeded included. */
    readonly attempts: number;
    readonly cachedTokens: number | null;
    /** In US dollars by the prices of the study; `null` where it names none. */
    readonly cost: number | null;
    readonly readout: Readout | null;
    /** Other trials that rest on the same reply. */
    readonly sharedWith: number;
  }[];
  /** Failed calls, first to last. */
  readonly failed: readonly {
    readonly step: number;
    readonly attempt: number;
    readonly startedAt: string;
    readonly durationMs: number;
    readonly kind: string;
    readonly status: number | null;
    readonly message: string;
  }[];
  /** The same item in every condition and epoch of the study, this trial among them. */
  readonly beside: readonly BesideTrial[];
}

/** A text that was too long for an answer. */
export interface CutText {
  /** Where it stands in the answer: names and places, outermost first (`record`, `steps`, `0`, `text`). */
  readonly path: readonly string[];
  /** How long it is, in UTF-16 units. */
  readonly length: number;
}

/** `GET /trial/CONDITION/TRIAL/text/N?from=OFFSET`: a piece of a text that was cut. */
export interface TextPiece {
  readonly text: string;
  /** Where the next piece begins; `null` after the last. */
  readonly next: number | null;
}

/** What leads to a trial. */
export interface TrialName {
  readonly condition: string;
  readonly trial: number;
}

/** One trial of the same item. */
export interface BesideTrial {
  readonly condition: string;
  readonly epoch: number;
  /** `null` where it was not run yet. */
  readonly trial: number | null;
  readonly outcome: Outcome | 'pending';
  readonly bailProbability: number | null;
}
