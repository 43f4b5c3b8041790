import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { uniformOf } from '../../src/base/random.ts';
import { eventsOf } from './anthropic-events.ts';
import { complaint, turnsOf, type AnthropicModelRules, type Block, type Body } from './anthropic-rules.ts';

/** What the model says to one request. */
export interface Said {
  readonly content?: readonly Block[];
  readonly stop_reason?: string | null;
  readonly usage?: { readonly [key: string]: unknown };
  readonly model?: string;
}

/** What the server does with one request that it finds nothing wrong with. */
export type Answer =
  | { readonly kind: 'says'; readonly said: Said }
  | {
      readonly kind: 'refuses';
      readonly status: number;
      readonly type: string;
      readonly message: string;
      readonly headers?: Headers;
    }
  /** Exactly these bytes. */
  | { readonly kind: 'bytes'; readonly status?: number; readonly headers?: Headers; readonly body: string | Uint8Array }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' }
  /** Sends so many events of a stream and then ends like this. */
  | {
      readonly kind: 'part';
      readonly said: Said;
      readonly events: number;
      readonly ending: 'hang' | 'reset' | 'end' | 'error';
    };

type Headers = { readonly [name: string]: string };

export interface AnthropicRequest {
  /** From 1. */
  readonly n: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: Body;
}

export interface AnthropicServer extends AsyncDisposable {
  readonly baseUrl: string;
  /** Every request so far, those found wrong too. */
  readonly requests: readonly AnthropicRequest[];
  /** Calls whose connection was closed from the other side before they were answered. */
  dropped(): number;
  /** Prompt tokens put into the cache by the last request. */
  written(): number;
  /** Connections opened so far. */
  connections(): number;
  close(): Promise<void>;
}

export interface AnthropicServerOptions extends AnthropicModelRules {
  /** The one key that is known; any will do unless given. */
  readonly key?: string;
  readonly answer?: (request: AnthropicRequest) => Answer;
}

/** Beginnings of prompts that were marked, and how much the last request added. */
interface PromptCache {
  readonly kept: Set<string>;
  written: number;
}

/** A server on 127.0.0.1 that speaks Anthropic's messages and is as strict about them as the real one. */
export async function startAnthropicServer(options: AnthropicServerOptions = {}): Promise<AnthropicServer> {
  const requests: AnthropicRequest[] = [];
  let dropped = 0;
  let connections = 0;
  const cache: PromptCache = { kept: new Set(), written: 0 };
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    response.on('close', () => {
      if (!response.writableFinished) dropped += 1;
    });
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const request = { n: requests.length + 1, headers: incoming.headers, text, body: JSON.parse(text) as Body };
      requests.push(request);
      const refused = refusal(request, incoming.url ?? '', options);
      const answer = refused ?? options.answer?.(request) ?? { kind: 'says', said: wellBehaved(request) };
      void perform(response, answer, request, cache);
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> =>
    (closing ??= new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    dropped: () => dropped,
    written: () => cache.written,
    connections: () => connections,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Says this one text. */
export function says(text: string, rest: Said = {}): Answer {
  return { kind: 'says', said: { content: [{ type: 'text', text }], ...rest } };
}

function refusal(
  { headers, text, body }: AnthropicRequest,
  path: string,
  options: AnthropicServerOptions,
): Answer | null {
  const refuse = (status: number, type: string, message: string): Answer => ({
    kind: 'refuses',
    status,
    type,
    message,
  });
  if (path !== '/v1/messages') return refuse(404, 'not_found_error', 'Not found');
  if (headers['anthropic-version'] !== '2023-06-01') {
    return refuse(400, 'invalid_request_error', 'anthropic-version: header is required');
  }
  if (options.key !== undefined && headers['x-api-key'] !== options.key) {
    return refuse(401, 'authentication_error', 'invalid x-api-key');
  }
  const against = complaint(text, body, options);
  return against === null ? null : refuse(400, 'invalid_request_error', against);
}

const words = ['river', 'lamp', 'seven', 'quiet', 'orange', 'paper', 'north', 'glass', 'because', 'often'];

/** Some words, another draw for every call, one token each; calls its first tool when told to "call the tool". */
export function wellBehaved({ n, body }: AnthropicRequest): Said {
  const turns = turnsOf(body);
  const asked = JSON.stringify(turns.at(-1));
  const tools = (body['tools'] ?? []) as readonly { readonly name: string }[];
  const [tool] = tools;
  if (tool !== undefined && asked.includes('call the tool')) {
    const content = [
      { type: 'text', text: 'I would rather go.' },
      { type: 'tool_use', id: `toolu_${n}`, name: tool.name, input: {} },
    ];
    return { content, stop_reason: 'tool_use' };
  }
  if (asked.includes('write lines')) {
    return { content: [{ type: 'text', text: `first line\nLANTERN\n${'more and more '.repeat(40)}` }] };
  }
  const wanted = 5 + Math.floor(uniformOf([n, 'length']) * 20);
  const written = Math.min(wanted, Number(body['max_tokens']));
  const text = Array.from({ length: written }, (_, at) => words[Math.floor(uniformOf([n, at]) * words.length)]);
  return {
    content: [{ type: 'text', text: text.join(' ') }],
    stop_reason: written < wanted ? 'max_tokens' : 'end_turn',
  };
}

async function perform(
  response: ServerResponse,
  answer: Answer,
  request: AnthropicRequest,
  cache: PromptCache,
): Promise<void> {
  switch (answer.kind) {
    case 'hang':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'bytes':
      response.writeHead(answer.status ?? 200, answer.headers ?? {}).end(answer.body);
      return;
    case 'refuses': {
      const { status, type, message, headers = {} } = answer;
      const body = JSON.stringify({ type: 'error', error: { type, message }, request_id: `req_${request.n}` });
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
      return;
    }
    case 'says': {
      const message = wholeMessage(answer.said, request, cache);
      if (request.body['stream'] !== true) {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(message));
        return;
      }
      await stream(response, eventsOf(message));
      response.end();
      return;
    }
    case 'part': {
      await stream(response, eventsOf(wholeMessage(answer.said, request, cache)).slice(0, answer.events));
      if (answer.ending === 'error') {
        await stream(response, [{ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }]);
      }
      if (answer.ending === 'reset') response.socket?.destroy();
      else if (answer.ending !== 'hang') response.end();
      return;
    }
    default:
      answer satisfies never;
  }
}

function wholeMessage(said: Said, request: AnthropicRequest, cache: PromptCache): Body {
  const content = said.content ?? [{ type: 'text', text: 'Hello.' }];
  const output = content.reduce((sum, block) => sum + countWords(JSON.stringify(block['text'] ?? block)), 0);
  return {
    id: `msg_${request.n}`,
    type: 'message',
    role: 'assistant',
    model: said.model ?? request.body['model'],
    content,
    stop_reason: said.stop_reason === undefined ? 'end_turn' : said.stop_reason,
    stop_sequence: null,
    usage: said.usage ?? { ...promptUsage(request.body, cache), output_tokens: output },
  };
}

/** Tokens of the prompt as the service counts them: the part that was in its cache, the part put there, and the rest. */
function promptUsage(body: Body, cache: PromptCache): { readonly [key: string]: number } {
  let prefix = JSON.stringify([body['tools'] ?? null, body['system'] ?? null]);
  let kept = '';
  let marked = '';
  for (const { role, content } of turnsOf(body)) {
    for (const { cache_control: mark, ...block } of content) {
      prefix += JSON.stringify([role, block]);
      if (cache.kept.has(prefix)) kept = prefix;
      if (mark !== undefined) marked = prefix;
    }
  }
  const read = countWords(marked === '' ? '' : kept);
  if (marked !== '') cache.kept.add(marked);
  const written = Math.max(0, countWords(marked) - read);
  cache.written = written;
  return {
    input_tokens: Math.max(1, countWords(prefix) - read - written),
    cache_creation_input_tokens: written,
    cache_read_input_tokens: read,
  };
}

function countWords(text: string): number {
  return text === '' ? 0 : text.split(/\s+/).length;
}

/** Writes events, each in two pieces cut at any byte, and gives the other side a turn after each. */
async function stream(response: ServerResponse, events: readonly Body[]): Promise<void> {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  for (const event of events) {
    if (response.destroyed) return;
    const bytes = Buffer.from(`event: ${String(event['type'])}\ndata: ${JSON.stringify(event)}\n\n`);
    const middle = Math.floor(bytes.length / 2);
    response.write(bytes.subarray(0, middle));
    await new Promise(setImmediate);
    response.write(bytes.subarray(middle));
    await new Promise(setImmediate);
  }
}
