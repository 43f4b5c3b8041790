import type { Message, ToolSpec } from './messages.ts';

/** How a reply is drawn. */
export interface Sampling {
  /** 0 is greedy. */
  readonly temperature: number;
  /** Nucleus, (0, 1]; 1 is off. */
  readonly topP: number;
  /** The most tokens a reply may have, from 1. */
  readonly maxTokens: number;
}

/**
 * When a reply may be cut short, because what follows can no longer change the outcome. Settled means:
 * `tool-call`: the first call of that tool is complete; `word`: a line that holds the word alone is complete;
 * `answer`: the first well-formed answer, its closing tag included, is complete. What is doubtful (in reasoning, code or
 * quotation, or perhaps a repetition of the question) settles nothing: see `stopDetector`.
 */
export type StopWhen =
  | { readonly kind: 'tool-call'; readonly tool: string }
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'answer'; readonly tag: string; readonly labels: readonly [bail: string, stay: string] };

/**
 * One question to a model. It is hashed into the key of the generation it gives, so it holds all that
 * could change the reply but the model itself, the seed and the draw.
 */
export interface ModelRequest {
  /** The system prompt of the conversation; `null` leaves the one of the model's template, if it has one. */
  readonly system: string | null;
  /** Our words, appended to the system prompt the model would otherwise have; `null` for none. */
  readonly instructions: string | null;
  /** At least one; the last is the user's. */
  readonly messages: readonly Message[];
  readonly tools: readonly ToolSpec[];
  readonly sampling: Sampling;
  /** Left out, the reply is taken whole. */
  readonly stop?: StopWhen;
  /** The beginning of the model's reply, which it goes on from; left out, it begins by itself. Never empty. */
  readonly prefill?: string;
  /**
   * Asks for no reply but for how likely each of these texts is to come next, after the prefill, at temperature 1.
   * `sampling` is then temperature 1, topP 1 and the most tokens a text may take. At least two, all different.
   */
  readonly readout?: readonly string[];
}
