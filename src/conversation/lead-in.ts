import type { Conversation, Message } from './messages.ts';

/** Messages put before an item: a greeting (control), a persona, a system prompt, a jailbreak and the reply to it. */
export interface LeadIn {
  readonly name: string;
  /** Put before the system prompt the conversation would otherwise have; `null` for none. */
  readonly system: string | null;
  /**
   * Turns before those of the item. They begin with the user's; the last is the assistant's, or the user's when
   * the reply is asked for.
   */
  readonly messages: readonly Message[];
  /** `given`: the turns are all there. `ask`: the model is asked, at temperature 0, to reply to the last one. */
  readonly reply: 'given' | 'ask';
}

/** What of a lead-in decides what a model reads: everything but its name. */
export function leadInContent(leadIn: LeadIn): Omit<LeadIn, 'name'> {
  const { name: _name, ...content } = leadIn;
  return content;
}

/**
 * A conversation with a lead-in before it.
 *
 * @param reply the model's text where the lead-in asks for it, else `null`
 */
export function withLeadIn(leadIn: LeadIn | null, conversation: Conversation, reply: string | null): Conversation {
  if (leadIn === null) return conversation;
  const asked: readonly Message[] = reply === null ? [] : [{ role: 'assistant', text: reply }];
  const system = [leadIn.system, conversation.system].filter((text) => text !== null && text !== '').join('\n\n');
  return {
    system: system === '' ? null : system,
    messages: [...leadIn.messages, ...asked, ...conversation.messages],
  };
}
