import { uniformOf } from '../../src/base/random.ts';
import type { Behaviour, ReceivedRequest } from './misbehaving-server.ts';

/** A completion in the wire format. `message` and the rest replace what a short plain reply would have. */
export function completion(
  message: { readonly [key: string]: unknown } = {},
  rest: { readonly finish_reason?: string | null; readonly [key: string]: unknown } = {},
): Behaviour {
  const { finish_reason = 'stop', ...body } = rest;
  return {
    kind: 'json',
    body: {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1_700_000_000,
      model: 'test-model',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hello.', ...message }, finish_reason }],
      usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
      ...body,
    },
  };
}

/** One event of a stream, as servers write it. */
export function event(data: unknown): string {
  return `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

/** One piece of a streamed completion in the wire format. */
export function piece(
  delta: { readonly [key: string]: unknown },
  rest: { readonly finish_reason?: string | null; readonly index?: number; readonly [key: string]: unknown } = {},
): string {
  const { finish_reason = null, index = 0, logprobs, ...body } = rest;
  return event({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'test-model',
    choices: [{ index, delta, finish_reason, ...(logprobs === undefined ? {} : { logprobs }) }],
    ...body,
  });
}

/** The pieces of a stream: these texts, the end, the usage where it is given, `[DONE]`. */
export function streamed(
  texts: readonly string[],
  { finish = 'stop', usage }: { readonly finish?: string; readonly usage?: { readonly [key: string]: unknown } } = {},
): readonly string[] {
  return [
    piece({ role: 'assistant', content: '' }),
    ...texts.map((content) => piece({ content })),
    piece({}, { finish_reason: finish }),
    ...(usage === undefined ? [] : [event({ choices: [], usage })]),
    event('[DONE]'),
  ];
}

/** A refusal as OpenAI words it. */
export function refusal(
  parameter: string,
  message = `Unsupported parameter: '${parameter}' is not supported with this model.`,
): Behaviour {
  return {
    kind: 'json',
    status: 400,
    body: { error: { message, type: 'invalid_request_error', param: parameter, code: 'unsupported_parameter' } },
  };
}

const words = ['river', 'lamp', 'seven', 'quiet', 'orange', 'paper', 'north', 'glass', 'because', 'often'];

/**
 * A well-behaved server: a reply of a few words that are a function of the seed and of what was asked, one token a
 * word, cut at the limit. It calls the first tool when the last turn says "call the tool".
 */
export function wellBehaved(request: ReceivedRequest): Behaviour {
  const body = request.json;
  if (request.path !== '/v1/chat/completions' || body === null) {
    return { kind: 'json', status: 404, body: { error: { message: 'no such path', type: 'invalid_request_error' } } };
  }
  const messages = body['messages'] as readonly { readonly role: string; readonly content: unknown }[];
  const tools = body['tools'] as readonly { readonly function: { readonly name: string } }[] | undefined;
  const last = messages.at(-1);
  const promptTokens = JSON.stringify(messages).split(/\s+/).length;
  if (tools !== undefined && typeof last?.content === 'string' && last.content.includes('call the tool')) {
    const call = {
      id: 'call_abc',
      type: 'function',
      function: { name: tools[0]?.function.name ?? '', arguments: '{}' },
    };
    return completion({ content: null, tool_calls: [call] }, { finish_reason: 'tool_calls' });
  }
  const key = [Number(body['seed'] ?? 0), JSON.stringify(messages)];
  const wanted = 5 + Math.floor(uniformOf([...key, 'length']) * 20);
  const limit = Number(body['max_tokens'] ?? body['max_completion_tokens']);
  const written = Math.min(wanted, limit);
  const text = Array.from({ length: written }, (_, at) => words[Math.floor(uniformOf([...key, at]) * words.length)]);
  return completion(
    { content: text.join(' ') },
    {
      finish_reason: written < wanted ? 'length' : 'stop',
      usage: { prompt_tokens: promptTokens, completion_tokens: written, total_tokens: promptTokens + written },
    },
  );
}
