import { splitReasoning } from '../../../conversation/reasoning.ts';
import type { Reply } from '../../../conversation/reply.ts';

/** What of a reply is searched: as `reply` its answer and its calls, as `reasoning` all that it thought. */
export interface SearchedReply {
  readonly reply: string;
  readonly reasoning: string;
}

/** The texts of a reply in which words are looked for. */
export function searchedReply(reply: Pick<Reply, 'text' | 'reasoning' | 'toolCalls'>): SearchedReply {
  const { answer, reasoning } = splitReasoning(reply);
  const calls = reply.toolCalls.map(({ name, arguments: words }) => `${name}(${words})`);
  return { reply: [answer.trim(), ...calls].filter((text) => text !== '').join('\n'), reasoning: reasoning ?? '' };
}
