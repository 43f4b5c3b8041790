import { completion, event, piece, refusal } from './chat-server.ts';
import type { Behaviour, ReceivedRequest } from './misbehaving-server.ts';
import { drawReply, toyModel, type ToyModel } from './toy-model.ts';

export interface ToyServerOptions {
  readonly toy?: ToyModel;
  /** How a reply can be begun; else a last assistant message is a finished turn. */
  readonly prefill?: 'continue-final-message' | 'last-message' | 'prefix-flag';
  /** Whether replies repeat the words they were begun with. */
  readonly repeats?: boolean;
  /** The most alternatives it lists; 0 where it tells none. */
  readonly topLogprobs?: number;
  /** Log probabilities in the form of the older completions. */
  readonly columns?: boolean;
  /** Whether streams tell usage with every piece when asked to. */
  readonly runningUsage?: boolean;
  /** Fields it refuses, as OpenAI words it. */
  readonly refuses?: readonly string[];
  /** Whether it gives one reply whatever `n` says. */
  readonly oneReply?: boolean;
}

const commonTokens = [
  'yes',
  'y',
  'es',
  'no',
  'n',
  'o',
  '</',
  'answer>',
  '</answer>',
  'yes<',
  ' indeed',
  'ye',
  'river ',
  'lamp ',
  '\n',
  '',
];

/** The toy a server speaks with unless it is given another. */
export const commonToy = toyModel(commonTokens, 20_261_122);

/** What a user turn begins with to have the rest of it written word for word. */
export const writeExactly = 'Write exactly: ';

/**
 * A server that speaks the wire format of chat completions with a toy model: whole or streamed, several replies in a
 * call, replies begun with given words, and log probabilities that are those of the toy. It calls the first tool when
 * the last turn says "call the tool".
 */
export function toyServer(options: ToyServerOptions = {}): (request: ReceivedRequest) => Behaviour {
  return (request) => {
    const body = request.json;
    if (request.path !== '/v1/chat/completions' || body === null) return { kind: 'json', status: 404, body: {} };
    const refused = options.refuses?.find((field) => Object.hasOwn(body, field));
    if (refused !== undefined) return refusal(refused);
    const replies = write(body, options);
    return body['stream'] === true ? streamedReplies(replies, body, options) : wholeReplies(replies, options.columns);
  };
}

type Body = NonNullable<ReceivedRequest['json']>;

interface Written {
  readonly tokens: readonly string[];
  readonly logprobs: readonly unknown[] | null;
  readonly finish: string;
  readonly call: unknown;
  readonly promptTokens: number;
}

function write(body: Body, options: ToyServerOptions): readonly Written[] {
  const messages = body['messages'] as readonly {
    readonly role: string;
    readonly content: string | null;
    readonly prefix?: true;
  }[];
  const last = messages.at(-1);
  const begun = isBegun(body, last, options) ? (last?.content ?? '') : null;
  const asked = (begun === null ? last : messages.at(-2))?.content ?? '';
  const promptTokens = JSON.stringify(messages).split(/\s+/).length;
  const tools = body['tools'] as readonly { readonly function: { readonly name: string } }[] | undefined;
  const call =
    tools !== undefined && asked.includes('call the tool')
      ? { index: 0, id: 'call_1', type: 'function', function: { name: tools[0]?.function.name, arguments: '{}' } }
      : null;
  const draws = options.oneReply === true ? 1 : Number(body['n'] ?? 1);
  return Array.from({ length: draws }, (_, draw) => {
    const { tokens, isWhole } = tokensFor(asked, begun ?? '', body, draw, options);
    const logprobs = body['logprobs'] === undefined ? null : alternatives(tokens, begun ?? '', body, options);
    const shown = options.repeats === true && begun !== null ? [begun, ...tokens] : tokens;
    return {
      tokens: call === null ? shown : [],
      logprobs,
      finish: call === null ? (isWhole ? 'stop' : 'length') : 'tool_calls',
      call,
      promptTokens,
    };
  });
}

function isBegun(
  body: Body,
  last: { readonly role: string; readonly prefix?: true } | undefined,
  { prefill }: ToyServerOptions,
): boolean {
  if (last?.role !== 'assistant') return false;
  switch (prefill) {
    case 'continue-final-message':
      return body['continue_final_message'] === true && body['add_generation_prompt'] === false;
    case 'prefix-flag':
      return last.prefix === true;
    case 'last-message':
      return true;
    default:
      return false;
  }
}

function tokensFor(
  asked: string,
  begun: string,
  body: Body,
  draw: number,
  { toy = commonToy }: ToyServerOptions,
): { readonly tokens: readonly string[]; readonly isWhole: boolean } {
  const limit = Number(body['max_tokens'] ?? body['max_completion_tokens']);
  if (!asked.startsWith(writeExactly)) {
    const { tokens, isWhole } = drawReply(toy, begun, limit, [
      Number(body['seed'] ?? body['random_seed'] ?? 0),
      draw,
      JSON.stringify(body['messages']),
    ]);
    // A reply without a word is no use to anyone.
    return tokens.length === 0 ? { tokens: ['lamp '], isWhole } : { tokens, isWhole };
  }
  const all = asked.slice(writeExactly.length).match(/[^]{1,3}/gu) ?? [];
  return { tokens: all.slice(0, limit), isWhole: all.length <= limit };
}

/** The likeliest tokens in the place of each that was written. */
function alternatives(
  tokens: readonly string[],
  begun: string,
  body: Body,
  options: ToyServerOptions,
): readonly unknown[] | null {
  const { toy = commonToy, topLogprobs = 20 } = options;
  if (topLogprobs === 0) return null;
  const wanted = Math.min(topLogprobs, Number(body['top_logprobs'] ?? body['logprobs']));
  let text = begun;
  return tokens.map((token) => {
    const chances = toy.next(text);
    text += token;
    const top = [...chances].sort(([, one], [, other]) => other - one).slice(0, wanted);
    return {
      ...chanceEntry(token, chances.get(token) ?? 1e-6),
      top_logprobs: top.map(([other, chance]) => chanceEntry(other, chance)),
    };
  });
}

function chanceEntry(
  token: string,
  chance: number,
): { readonly token: string; readonly logprob: number; readonly bytes: readonly number[] } {
  return { token, logprob: Math.log(chance), bytes: [...Buffer.from(token)] };
}

function logprobsOf({ logprobs }: Written, columns: boolean | undefined): { readonly logprobs?: unknown } {
  if (logprobs === null) return {};
  if (columns !== true) return { logprobs: { content: logprobs } };
  const entries = logprobs as readonly {
    token: string;
    logprob: number;
    top_logprobs: readonly { token: string; logprob: number }[];
  }[];
  return {
    logprobs: {
      tokens: entries.map(({ token }) => token),
      token_logprobs: entries.map(({ logprob }) => logprob),
      top_logprobs: entries.map((entry) =>
        Object.fromEntries(entry.top_logprobs.map(({ token, logprob }) => [token, logprob])),
      ),
    },
  };
}

function usageOf(
  replies: readonly Written[],
  written = replies.map(({ tokens }) => tokens.length),
): { readonly [key: string]: number } {
  const prompt_tokens = replies[0]?.promptTokens ?? 0;
  const completion_tokens = written.reduce((sum, length) => sum + Math.max(1, length), 0);
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}

function wholeReplies(replies: readonly Written[], columns?: boolean): Behaviour {
  const choices = replies.map((reply, index) => ({
    index,
    message: {
      role: 'assistant',
      content: reply.call === null ? reply.tokens.join('') : null,
      ...(reply.call === null ? {} : { tool_calls: [reply.call] }),
    },
    finish_reason: reply.finish,
    ...logprobsOf(reply, columns),
  }));
  return completion({}, { choices, usage: usageOf(replies) });
}

/** Token by token, the replies in turn. */
function streamedReplies(replies: readonly Written[], body: Body, options: ToyServerOptions): Behaviour {
  const wishes = body['stream_options'] as
    | { readonly include_usage?: boolean; readonly continuous_usage_stats?: boolean }
    | undefined;
  const running = options.runningUsage === true && wishes?.continuous_usage_stats === true;
  const pieces: string[] = replies.map((_, index) => piece({ role: 'assistant', content: '' }, { index }));
  const written = replies.map(() => 0);
  const longest = Math.max(...replies.map(({ tokens }) => tokens.length));
  for (let at = 0; at <= longest; at += 1) {
    replies.forEach((reply, index) => {
      const token = reply.tokens[at];
      if (token !== undefined) {
        written[index] = at + 1;
        pieces.push(piece({ content: token }, { index, ...(running ? { usage: usageOf(replies, written) } : {}) }));
      } else if (at === reply.tokens.length) {
        if (reply.call !== null) pieces.push(piece({ tool_calls: [reply.call] }, { index }));
        pieces.push(piece({}, { index, finish_reason: reply.finish }));
      }
    });
  }
  if (wishes?.include_usage === true) pieces.push(event({ choices: [], usage: usageOf(replies) }));
  return { kind: 'stream', pieces: [...pieces, event('[DONE]')] };
}
