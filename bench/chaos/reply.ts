import { sha256 } from '../../src/base/hash.ts';
import { uniformOf } from '../../src/base/random.ts';
import { defaultWordings } from '../../src/wordings/default-wordings.ts';

const { word } = defaultWordings['bail-string'];
const { tag, labels } = defaultWordings['bail-prompt'];
const keyLength = 16;
const writtenKey = /\bkey-([0-9a-f]{16})\b/;

interface WireRequest {
  readonly messages: readonly { readonly content: string | null }[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
}

/** The name of a request: two with equal bodies, the seed included, have the same. */
export function requestKey(body: Buffer): string {
  return sha256(body).slice(0, keyLength);
}

/** The key of the request that a stored reply answers. @throws Error when there is none in it. */
export function keyOfReply(reply: Uint8Array): string {
  const key = writtenKey.exec(Buffer.from(reply).toString('utf8'))?.[1];
  if (key === undefined) throw new Error('a stored reply that this server never gave');
  return key;
}

/** The JSON of a completion that takes about every third exit it is offered: a function of the request's body alone. */
export function completionFor(body: Buffer, key: string): Buffer {
  const request = JSON.parse(body.toString('utf8')) as WireRequest;
  const leaves = uniformOf([key, 'exit']) < 0.3;
  const name = `key-${key}`;
  const tool = request.tools?.[0]?.function.name;
  const callsTool = leaves && tool !== undefined;
  const message = callsTool
    ? { content: null, tool_calls: [{ id: name, type: 'function', function: { name: tool, arguments: '{}' } }] }
    : { content: textFor(request, `This is ${name}, in plain words.`, leaves) };
  return Buffer.from(
    JSON.stringify({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1_700_000_000,
      model: 'chaos',
      choices: [
        { index: 0, message: { role: 'assistant', ...message }, finish_reason: callsTool ? 'tool_calls' : 'stop' },
      ],
      usage: { prompt_tokens: 60, completion_tokens: 12, total_tokens: 72 },
    }),
  );
}

function textFor(request: WireRequest, text: string, leaves: boolean): string {
  if (request.messages.at(-1)?.content?.includes(`<${tag}>`) === true) {
    return `${text}\n<${tag}>${leaves ? labels.bail : labels.continue}</${tag}>`;
  }
  const offersWord = request.messages.some(({ content }) => content?.includes(word) === true);
  return leaves && offersWord ? `${text}\n${word}` : text;
}
