import type { Conversation } from './messages.ts';

/** A conversation that ends with a user turn. */
export interface CutConversation {
  readonly conversation: Conversation;
  /** Which user turn it ends at, from 1. */
  readonly turn: number;
  /** How many turns stood after it and were left out. */
  readonly trailing: number;
}

/**
 * The conversation up to and with its last user turn: the decision point an item stands for.
 * `null` when there is no user turn. Expects a normalised conversation.
 */
export function cutAtLastUserTurn(conversation: Conversation): CutConversation | null {
  const { messages } = conversation;
  const last = messages.findLastIndex((message) => message.role === 'user');
  if (last < 0) return null;
  const kept = messages.slice(0, last + 1);
  return {
    conversation: { ...conversation, messages: kept },
    turn: kept.filter((message) => message.role === 'user').length,
    trailing: messages.length - kept.length,
  };
}

/** The conversation up to and with each of its user turns, first to last. Expects a normalised conversation. */
export function* cutAtUserTurns(
  conversation: Conversation,
): Generator<{ readonly conversation: Conversation; readonly turn: number }> {
  let turn = 0;
  for (const [index, message] of conversation.messages.entries()) {
    if (message.role !== 'user') continue;
    turn += 1;
    yield { conversation: { ...conversation, messages: conversation.messages.slice(0, index + 1) }, turn };
  }
}

/** What of a reply there is after so many messages of a conversation: its text; nothing where none with text stands there. */
export function replyAfter(conversation: Conversation, messages: number): { readonly reply?: string } {
  const next = conversation.messages[messages];
  return next?.role === 'assistant' && next.text.trim() !== '' ? { reply: next.text } : {};
}
