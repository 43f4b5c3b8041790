import type { Outcome } from '../../conversation/outcome.ts';
import type { Packed } from './packed.ts';

/** `GET /conversations`: the conversations of a study's dataset of which every user turn is an item. */
export interface ConversationList {
  /** Datasets of the study that have such conversations, as conditions call them. */
  readonly datasets: readonly string[];
  /** The one that is listed: the one asked for, or the first; `null` where there is none. */
  readonly dataset: string | null;
  readonly names: readonly string[];
  /** Ids, for `GET /conversations/ID`. */
  readonly ids: Packed;
  /** Where the turns of each begin in `places`; one more at the end. */
  readonly starts: Packed;
  /** The place of each turn's item among the dataset's items, as the grid has them; −1 for a turn that is none. */
  readonly places: Packed;
}

/** `GET /conversations/ID`: one conversation, and how every turn of it ended under some conditions. */
export interface ConversationDetail {
  readonly name: string;
  readonly dataset: string;
  readonly system: string | null;
  readonly turns: readonly ConversationTurn[];
  readonly conditions: readonly {
    /** Id of the condition. */
    readonly condition: string;
    /** By turn, then by epoch; no epochs where a turn is no item. */
    readonly ends: readonly (readonly TurnEnd[])[];
  }[];
}

/** One user turn. */
export interface ConversationTurn {
  /** Name of the item that is cut after it; `null` where a filter left it out. */
  readonly item: string | null;
  /** What was said since the turn before, the user's own words last. */
  readonly messages: readonly { readonly role: string; readonly text: string }[];
}

/** How one turn ended in one epoch. */
export interface TurnEnd {
  /** `null` where it was not run. */
  readonly trial: number | null;
  readonly outcome: Outcome | 'pending';
  readonly bailProbability: number | null;
}
