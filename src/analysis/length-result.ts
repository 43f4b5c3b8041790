import type { MethodName } from '../conversation/exit.ts';

/** The values that half, nine tenths and 99 of 100 do not exceed. */
export interface Quantiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/**
 * How long a model's replies are under one method, and where exits come in them: what a token limit, or stopping early,
 * would change. From a sample of its trials in all shown conditions; readouts are left out.
 */
export interface LengthResult {
  readonly model: string;
  readonly simulated: boolean;
  readonly method: MethodName;
  /** Which reply: for the bail prompt the answer to its question, else the reply to the conversation. */
  readonly step: 'reply' | 'answer';
  /** Replies looked at. */
  readonly replies: number;
  /** Written in a reply, reasoning included; four characters each where the endpoint does not say. */
  readonly tokens: Quantiles & { readonly mean: number };
  /** Share that ran into the token limit. */
  readonly hitLimit: number;
  /** Share that was cut short once it was settled. */
  readonly stopped: number;
  /**
   * Where the exit ends in replies that take it, from their beginning; tokens by its share of the characters. `null`
   * where no exit stands in a text: calls that the endpoint reports have no place.
   */
  readonly bailAt: { readonly replies: number; readonly characters: Quantiles; readonly tokens: Quantiles } | null;
  /**
   * Share of the tokens that come after the outcome was settled, which is the most that stopping early could save: of
   * bails, of answers to the bail prompt, of all replies. `null` for the baseline, and where there are none.
   */
  readonly after: {
    readonly bails: number | null;
    readonly answers: number | null;
    readonly all: number | null;
  } | null;
}
