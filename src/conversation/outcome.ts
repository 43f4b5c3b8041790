/** How a trial ended. Nothing else, and nothing dropped. */
export const outcomes = ['bail', 'continue', 'unparsed', 'truncated', 'filtered', 'skipped', 'error'] as const;
export type Outcome = (typeof outcomes)[number];

/** The piece of text that decided an outcome: UTF-16 offsets in the text of reply number `step` (from 0). */
export interface Evidence {
  readonly step: number;
  readonly start: number;
  readonly end: number;
}

/** A note beside an outcome; it never changes the outcome. */
export type Flag =
  /** The reply has text and ran into the token limit. */
  | 'hit-limit'
  /** The reply was cut short once it was settled. */
  | 'stopped'
  /** The reply the question was asked about ran into the token limit. */
  | 'reply-hit-limit'
  /** The bail string occurs where it does not count. */
  | 'mentioned'
  /** The exit tool's name stands in a call that cannot be read. */
  | 'malformed-call'
  /** A tool that was not offered, or not the exit, was called. */
  | 'other-tool'
  /** The exit tool was called more than once. */
  | 'repeated-call'
  /** The call was written as text, not reported by the endpoint as one. */
  | 'text-call'
  /** The question's own answers were repeated in the reply. */
  | 'echo'
  /** Both answers were given together. */
  | 'both-answers'
  /** A label stands outside its tag. */
  | 'untagged-label'
  /** More than one well-formed answer. */
  | 'several-answers'
  /** Reasoning was opened and never closed. */
  | 'unclosed-reasoning'
  /** The model warned before it could leave. */
  | 'warned'
  /** It left at once where a warning was to come first. */
  | 'unwarned'
  /** Asked about the exit it had taken, the model called a tool again. */
  | 'exit-again';

/**
 * Names and versions of the outcome scorers. A version rises with every change that could change an outcome;
 * outcomes of older versions stay in the store until `exitpoll rescore` adds the new ones.
 */
export const scorerVersions = { strict: 2, paper: 2 } as const;
export type ScorerName = keyof typeof scorerVersions;

/** Version of the scorer of follow-ups: rises with every change that could change what one is said to have answered. */
export const followUpScorerVersion = 1;
