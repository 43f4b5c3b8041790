import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { sha256 } from '../../src/base/hash.ts';
import { uniformOf } from '../../src/base/random.ts';
import { defaultWordings } from '../../src/wordings/default-wordings.ts';

const { word } = defaultWordings['bail-string'];
const { tag, labels } = defaultWordings['bail-prompt'];

/** Which exit a request offered, and whether the reply takes it. */
export interface Told {
  readonly offered: 'tool' | 'string' | 'answer' | 'none';
  readonly leaves: boolean;
  /** Tokens the server had written when the client had heard enough, or at the end. */
  tokens: number;
}

/** A server that writes long replies a token at a time, and counts what it wrote until the client hung up. */
export interface TalkingServer extends AsyncDisposable {
  readonly baseUrl: string;
  readonly told: readonly Told[];
  /** Forgets what it told. */
  forget(): void;
}

interface Body {
  readonly messages: readonly { readonly content: string | null }[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
  readonly stream?: boolean;
}

type Piece = { readonly text: string } | { readonly call: string };

/** Starts it on a free port. What it says is a function of what it is asked, without the seed. */
export async function talkingServer(): Promise<TalkingServer> {
  const told: Told[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Body;
      const reply = replyTo(body);
      const entry: Told = { offered: reply.offered, leaves: reply.leaves, tokens: 0 };
      told.push(entry);
      if (body.stream === true) void stream(response, reply.pieces, entry);
      else {
        entry.tokens = reply.pieces.length;
        whole(response, reply.pieces);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    told,
    forget: () => told.splice(0),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Three of ten leave: after 5 to 200 words of up to 400, so that most exits come early and some late. */
function replyTo({ messages, tools }: Body): Pick<Told, 'offered' | 'leaves'> & { readonly pieces: readonly Piece[] } {
  const asked = JSON.stringify(messages);
  const key = sha256(asked);
  const chance = (of: string): number => uniformOf([key, of]);
  const leaves = chance('leaves') < 0.3;
  const length = Math.round(200 + 200 * chance('length'));
  const before = Math.round(5 * 40 ** chance('before'));
  const last = messages.at(-1)?.content ?? '';
  if (tools !== undefined) {
    const pieces = leaves ? [...talk(before), { call: tools[0]?.function.name ?? '' }] : talk(length);
    return { offered: 'tool', leaves, pieces };
  }
  if (last.includes(`<${tag}>`)) {
    const answer = { text: `<${tag}>${leaves ? labels.bail : labels.continue}</${tag}>` };
    return { offered: 'answer', leaves, pieces: [answer, ...talk(Math.round(60 * chance('why')))] };
  }
  if (!asked.includes(word)) return { offered: 'none', leaves: false, pieces: talk(length) };
  const exit = { text: `\n${word}\n` };
  const pieces = leaves ? [...talk(before), exit, ...talk(Math.max(0, length - before))] : talk(length);
  return { offered: 'string', leaves, pieces };
}

function talk(words: number): Piece[] {
  return Array.from({ length: words }, (_, index) => ({ text: index % 12 === 11 ? 'so.\n' : 'words ' }));
}

async function stream(response: ServerResponse, pieces: readonly Piece[], entry: Told): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (choice: object, rest: object = {}): boolean =>
    response.write(
      `data: ${JSON.stringify({ id: '1', model: 'talker', choices: [{ index: 0, ...choice }], ...rest })}\n\n`,
    );
  for (const piece of pieces) {
    if (response.destroyed) return;
    send({ delta: deltaOf(piece) });
    entry.tokens += 1;
    // As if it took time to think of the next.
    await sleep(2);
  }
  send({ delta: {}, finish_reason: 'stop' }, { usage: usageOf(pieces) });
  response.end('data: [DONE]\n\n');
}

function deltaOf(piece: Piece): object {
  return 'text' in piece ? { content: piece.text } : { tool_calls: [{ ...callOf(piece.call), index: 0 }] };
}

function whole(response: ServerResponse, pieces: readonly Piece[]): void {
  const content = pieces.map((piece) => ('text' in piece ? piece.text : '')).join('');
  const calls = pieces.flatMap((piece) => ('call' in piece ? [callOf(piece.call)] : []));
  const message = { role: 'assistant', content, ...(calls.length === 0 ? {} : { tool_calls: calls }) };
  const choices = [{ index: 0, message, finish_reason: calls.length === 0 ? 'stop' : 'tool_calls' }];
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ id: '1', model: 'talker', choices, usage: usageOf(pieces) }));
}

function callOf(name: string): object {
  return { id: 'call_1', type: 'function', function: { name, arguments: '{}' } };
}

function usageOf(pieces: readonly Piece[]): object {
  return { prompt_tokens: 50, completion_tokens: pieces.length, total_tokens: 50 + pieces.length };
}
