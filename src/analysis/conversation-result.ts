import type { ConditionLabel } from './condition-label.ts';

/** A share or rate with its 95 % interval for situations like these; `null` where nobody is asked. Fractions. */
export interface Estimate {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  /** Too few leave, or too few stay, for the usual interval: the wider fallback is shown. */
  readonly tooFew: boolean;
}

/** One user turn over all conversations of a condition. */
export interface TurnResult {
  /** Which user turn, from 1. */
  readonly turn: number;
  /** Conversations, once an epoch, that were answered here and stayed at every turn before, without a gap. */
  readonly atRisk: number;
  /** Those of them that leave here: first exits. */
  readonly exits: number;
  /** exits / atRisk. */
  readonly hazard: Estimate | null;
  /** Share that would still be there after this turn: the product of 1 − hazard so far. */
  readonly survival: Estimate | null;
  /** Answered here, whatever came before, and the bail rate among them. */
  readonly answered: number;
  readonly unconditional: Estimate | null;
}

/** Conversations with so many user turns. */
export interface ConversationLength {
  readonly from: number;
  /** `null` for no upper end. */
  readonly to: number | null;
  readonly conversations: number;
  readonly share: Estimate;
  /** The mean user turn of the first bail; `null` where none bailed. */
  readonly firstBail: number | null;
}

/** A condition on conversations whose every user turn is an item: what is said of whole conversations. */
export interface ConversationResult extends ConditionLabel {
  /** Conversations with an epoch all of whose turns have an outcome. */
  readonly conversations: number;
  readonly clusters: number;
  /** Conversations, once an epoch: counted, and left out because a turn is pending or failed, or all are skipped. */
  readonly counted: number;
  readonly leftOut: number;
  /** Per epoch a conversation has bailed if any turn did; averaged over epochs, then conversations. */
  readonly share: number | null;
  /** 95 % interval for conversations like these. */
  readonly low: number | null;
  readonly high: number | null;
  /** 95 % interval for exactly these conversations. */
  readonly lowFixed: number | null;
  readonly highFixed: number | null;
  readonly tooFew: boolean;
  readonly tooFewFixed: boolean;
  /** Share without a bail but with a turn that gave no answer; and the share of bails if all or none of those had left. */
  readonly open: number | null;
  readonly bounds: readonly [low: number, high: number] | null;
  readonly turns: readonly TurnResult[];
  readonly lengths: readonly ConversationLength[];
}
