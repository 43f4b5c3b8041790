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
}
