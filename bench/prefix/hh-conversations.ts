import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface HhMessage {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

const speakers = /\n\n(Human|Assistant):/;

/**
 * Conversations of a file of HH-RLHF pairs with so many user turns or more, the shortest first. Of each pair the chosen
 * one is taken: up to the last user turn both are the same.
 */
export function longConversations(
  file: string,
  count: number,
  leastUserTurns: number,
): readonly (readonly HhMessage[])[] {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  const conversations = lines.map((line) => messagesOf((JSON.parse(line) as { chosen: string }).chosen));
  return conversations
    .filter((messages) => userTurns(messages) >= leastUserTurns)
    .map((messages) => ({ messages, size: JSON.stringify(messages).length }))
    .sort((one, other) => one.size - other.size)
    .slice(0, count)
    .map(({ messages }) => messages);
}

export function userTurns(messages: readonly HhMessage[]): number {
  return messages.filter(({ role }) => role === 'user').length;
}

function messagesOf(text: string): readonly HhMessage[] {
  const [, ...parts] = text.split(speakers);
  const messages: HhMessage[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    messages.push({ role: parts[at] === 'Human' ? 'user' : 'assistant', content: parts[at + 1]?.trim() ?? '' });
  }
  return messages.filter(({ content }) => content !== '');
}
