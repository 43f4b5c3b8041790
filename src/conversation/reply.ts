import type { ToolCall } from './messages.ts';

/**
 * Why a reply ended. `stop`: the model ended it; `length`: the token limit; `tool-calls`: it called a tool;
 * `filtered`: the provider withheld it; `stopped`: we cut it short where the request allows it; `other`: something the endpoint named that we do not know.
 */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'filtered' | 'stopped' | 'other';

export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Prompt tokens the endpoint took from a cache, where it says. */
  readonly cachedTokens?: number;
  /** Counted by us, because a reply was cut short before the endpoint said; else left out. */
  readonly estimated?: true;
}

/** Stands for the logarithm of a probability too small to tell: replies are kept as JSON, which has no infinity. */
export const leastLogProbability = -9999;

/** The natural logarithm of a probability, from 0; never under `leastLogProbability`. */
export function logProbabilityOf(probability: number): number {
  return Math.max(leastLogProbability, Math.log(probability));
}

/** One text and how likely the model is to write it next. */
export interface TextProbability {
  readonly text: string;
  /** Natural logarithm, at temperature 1; `leastLogProbability` for what cannot be told from never. */
  readonly logProbability: number;
}

/** What a request with `readout` gives. */
export interface Readout {
  /** In the order of the request's texts. */
  readonly texts: readonly TextProbability[];
  /**
   * `exact`: over every token of every text; `top`: what the endpoint's list of most likely tokens shows, so that a
   * text may be a little more likely than said; `first-token`: only by the token that tells the texts apart.
   */
  readonly precision: 'exact' | 'top' | 'first-token';
  /** Calls it took. */
  readonly calls: number;
}

/** One reply, kept whole. */
export interface Reply {
  /** All text the model wrote as its answer, reasoning tags included where the endpoint leaves them in. */
  readonly text: string;
  /** Reasoning the endpoint reports apart from the answer; `null` where it reports none. */
  readonly reasoning: string | null;
  /** Calls the endpoint reports as such; calls written as text are found by the scorers. */
  readonly toolCalls: readonly ToolCall[];
  readonly finish: FinishReason;
  /** The endpoint's own word for it. */
  readonly finishRaw: string | null;
  /** `null` where the endpoint does not say. */
  readonly usage: Usage | null;
  /** The model the endpoint says it served, which may differ from the one asked for. */
  readonly servedModel: string | null;
  readonly fingerprint: string | null;
  /** Where the request asked for a readout. The text is then the likeliest of its texts; what was written in their place, where none is likely at all. */
  readonly readout?: Readout;
}
