import type { ExitMarks, MethodName, Order } from '../conversation/exit.ts';
import type { Conversation, ToolSpec } from '../conversation/messages.ts';
import type { Evidence, Flag, Outcome, ScorerName } from '../conversation/outcome.ts';
import type { Reply } from '../conversation/reply.ts';
import type { ModelRequest, Sampling } from '../conversation/request.ts';
import type { Wording } from '../wordings/wording.ts';

/** An exit as it is offered: the rendered texts of one arm. It is stored and hashed. */
export interface Offer {
  readonly method: MethodName;
  /** `null` but for the bail prompt. */
  readonly order: Order | null;
  /** Appended to the system prompt. */
  readonly instructions: string | null;
  readonly tools: readonly ToolSpec[];
  /** The question asked after the reply; `null` but for the bail prompt. */
  readonly question: string | null;
  /** Appended to the system prompt where the reply is asked for; left out where nothing is said before the question. */
  readonly replyInstructions?: string;
  /** What the user goes on with after a warning; left out where none has to come. */
  readonly afterWarning?: string;
  /** `null` for the baseline. */
  readonly exit: ExitMarks | null;
}

/** Where the exit is offered, and how replies are drawn. */
export interface Situation {
  readonly conversation: Conversation;
  /** Of the model's reply to the conversation. */
  readonly replySampling: Sampling;
  /** Of its answer to an inserted question. */
  readonly answerSampling: Sampling;
  /** `early`: replies may be cut short as soon as they cannot change the outcome. */
  readonly stop: 'whole' | 'early';
  /** How the answer to the bail prompt is read: from a drawn answer, or as the probabilities of both. */
  readonly readout: 'sampled' | 'logprobs';
}

/** What a method wants next: one more reply, or nothing. */
export type Next =
  | { readonly kind: 'ask'; readonly step: 'reply' | 'answer'; readonly request: ModelRequest }
  | { readonly kind: 'settled' };

/** What a scorer made of a trial. */
export interface Scored {
  readonly outcome: Outcome;
  readonly flags: readonly Flag[];
  /** `parent`: the reply before failed, so the question was never asked. */
  readonly via: 'parent' | null;
  readonly evidence: Evidence | null;
  /** What the model wrote beside its answer, where the wording invites it. */
  readonly journal: string | null;
  /**
   * From a readout: how likely leaving is among the two answers, in [0, 1], and how much of the probability was on
   * neither; `null` where an answer was drawn.
   */
  readonly probability: { readonly bail: number; readonly neither: number } | null;
}

/** Turns stored replies into an outcome. Pure: equal input, equal result, on every machine. */
export type Scorer = (offer: Offer, replies: readonly Reply[]) => Scored;

/** One way to offer an exit: what to ask next, and what the replies mean. Pure. */
export interface Method {
  readonly name: MethodName;
  /** The orders it comes in; `[null]` for all but the bail prompt. */
  readonly orders: readonly (Order | null)[];
  readonly needsTools: boolean;
  /** Whether it is offered in words, so that a study may choose them. */
  readonly hasWording: boolean;
  /** Renders a wording (`null` for the baseline). @throws ExitpollError when the wording lacks the order. */
  offer(wording: Wording | null, order: Order | null): Offer;
  /** The next step, given the replies so far, first to last. */
  next(offer: Offer, situation: Situation, replies: readonly Reply[]): Next;
  readonly scorers: { readonly [name in ScorerName]: Scorer };
  /** Scorers that need words, to their end: they say nothing of a reply that was cut short or read as probabilities. */
  readonly wholeOnly: readonly ScorerName[];
}
