import { sha256 } from '../../src/base/hash.ts';
import { uniformOf } from '../../src/base/random.ts';
import { defaultWordings } from '../../src/wordings/default-wordings.ts';
import { completion } from './chat-server.ts';
import type { Behaviour, ReceivedRequest } from './misbehaving-server.ts';

const { word } = defaultWordings['bail-string'];
const { tag, labels } = defaultWordings['bail-prompt'];

/** What a request asks for, told apart by what an exit puts into it. */
export type AskedFor = 'tool' | 'string' | 'answer' | 'reply';

/** The name of a request: two with equal bodies, the seed included, have the same. */
export function requestKey(request: ReceivedRequest): string {
  return sha256(request.text);
}

/** Which kind of exit the request offers, if any. */
export function askedFor({ json }: ReceivedRequest): AskedFor {
  if (json?.['tools'] !== undefined) return 'tool';
  if (lastContent(json).includes(`<${tag}>`)) return 'answer';
  return JSON.stringify(json?.['messages']).includes(word) ? 'string' : 'reply';
}

/** The text of the last message. */
export function lastContent(json: ReceivedRequest['json']): string {
  const messages = (json?.['messages'] ?? []) as readonly { readonly content?: string | null }[];
  return messages.at(-1)?.content ?? '';
}

/**
 * A model that takes about every third exit it is offered. Its reply is a function of the request's body, seed
 * included, and of nothing else.
 */
export function exitTaker(request: ReceivedRequest): Behaviour {
  const draw = uniformOf([requestKey(request), 'exit']);
  const text = `Reply ${requestKey(request).slice(0, 12)}.`;
  const leaves = draw < 0.3;
  const asked = askedFor(request);
  switch (asked) {
    case 'tool': {
      const tools = request.json?.['tools'] as readonly { readonly function: { readonly name: string } }[];
      const call = { id: 'call_1', type: 'function', function: { name: tools[0]?.function.name, arguments: '{}' } };
      return leaves
        ? completion({ content: null, tool_calls: [call] }, { finish_reason: 'tool_calls' })
        : completion({ content: text });
    }
    case 'answer':
      return completion({ content: `<${tag}>${leaves ? labels.bail : labels.continue}</${tag}>` });
    case 'string':
      return completion({ content: leaves ? `${text}\n${word}` : text });
    case 'reply':
      return completion({ content: text });
    default:
      return asked satisfies never;
  }
}

/** How often each request was received, by its name. */
export function callCounts(requests: readonly ReceivedRequest[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const request of requests) counts.set(requestKey(request), (counts.get(requestKey(request)) ?? 0) + 1);
  return counts;
}
