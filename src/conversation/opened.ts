import { withEarlierTurns } from './earlier-turns.ts';
import { withLeadIn, type LeadIn } from './lead-in.ts';
import type { Conversation } from './messages.ts';
import { textWithoutReasoning } from './reasoning.ts';
import type { Reply } from './reply.ts';

/** What is put before an item and into it when it is sent. */
export interface Opening {
  readonly leadIn: LeadIn | null;
  /** The system prompt of a conversation that brings none; `null` for none. */
  readonly system: string | null;
  /** Who writes its earlier turns: those of the `dataset` stay as they are. */
  readonly historyAuthor: string;
}

/** What was written so far of what an opening asks for. */
export interface Written {
  /** The reply that the lead-in asks for; `null` where it asks for none, or none is there. */
  readonly leadIn: Reply | null;
  /** Earlier assistant turns, first to last. */
  readonly history: readonly Reply[];
}

/** A conversation as it is sent, as far as its earlier turns are written; whole where all are. */
export function openedConversation(
  item: Conversation,
  { leadIn, system, historyAuthor }: Opening,
  written: Written,
): { readonly conversation: Conversation; readonly isWhole: boolean } {
  const own = { ...item, system: item.system ?? system };
  const turns =
    historyAuthor === 'dataset'
      ? { conversation: own, isWhole: true }
      : withEarlierTurns(own, written.history.map(textWithoutReasoning));
  const reply = written.leadIn === null ? null : textWithoutReasoning(written.leadIn);
  return { ...turns, conversation: withLeadIn(leadIn, turns.conversation, reply) };
}
