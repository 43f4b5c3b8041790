import type { Conversation, Message } from './messages.ts';

/**
 * A conversation whose assistant turns are replaced by others, as far as there are any: up to the user turn that is to
 * be answered next. Tool turns belong to the turns that are replaced, and go with them; an assistant turn before the
 * first user turn answers nothing and stays.
 */
export function withEarlierTurns(
  { system, messages }: Conversation,
  replies: readonly string[],
): { readonly conversation: Conversation; readonly isWhole: boolean } {
  const kept: Message[] = [];
  let turn = 0;
  for (const message of messages) {
    if (message.role === 'user') kept.push(message);
    else if (!kept.some(({ role }) => role === 'user')) kept.push(message);
    else if (message.role === 'assistant' && kept.at(-1)?.role === 'user') {
      const text = replies[turn];
      if (text === undefined) return { conversation: { system, messages: kept }, isWhole: false };
      kept.push({ role: 'assistant', text });
      turn += 1;
    }
  }
  return { conversation: { system, messages: kept }, isWhole: true };
}
