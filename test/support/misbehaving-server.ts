import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the server received it. */
export interface ReceivedRequest {
  /** From 1, in the order of arrival. */
  readonly n: number;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; `null` when it is none. */
  readonly json: { readonly [key: string]: unknown } | null;
}

/** What the server does with one request. */
export type Behaviour =
  /** Answers with JSON. Status 200 unless given. */
  | { readonly kind: 'json'; readonly status?: number; readonly headers?: Headers; readonly body: unknown }
  /** Answers with exactly these bytes. */
  | { readonly kind: 'bytes'; readonly status?: number; readonly headers?: Headers; readonly body: string | Uint8Array }
  /** Sends these pieces one after another, each on its own, as a stream of events; then ends unless told otherwise. */
  | {
      readonly kind: 'stream';
      readonly pieces: readonly (string | Uint8Array)[];
      readonly ending?: 'end' | 'hang' | 'reset';
      readonly headers?: Headers;
    }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Sends headers and the beginning of a body, then nothing more. */
  | { readonly kind: 'stall' }
  /** Sends one byte after another, without end. */
  | { readonly kind: 'drip' }
  /** Resets the connection instead of answering. */
  | { readonly kind: 'reset' }
  /** Announces more bytes than it sends, then closes the connection. */
  | { readonly kind: 'cut' }
  /** Sends bytes that are not HTTP. */
  | { readonly kind: 'not-http' }
  /** Sends this many bytes of JSON text, in pieces. */
  | { readonly kind: 'flood'; readonly bytes: number };

type Headers = { readonly [name: string]: string };

/** A server on 127.0.0.1 at a port of its own. */
export interface MisbehavingServer extends AsyncDisposable {
  readonly origin: string;
  /** The origin with `/v1`. */
  readonly baseUrl: string;
  /** Every request so far, oldest first. */
  readonly requests: readonly ReceivedRequest[];
  /** Requests whose connection was closed from the other side before they were answered. */
  dropped(): number;
  /** Connections opened so far. */
  connections(): number;
  /** Closes all connections. Safe to call twice. */
  close(): Promise<void>;
}

/** Starts a real HTTP server that does with each request what `behave` says. */
export async function startServer(
  behave: (request: ReceivedRequest) => Behaviour | Promise<Behaviour>,
): Promise<MisbehavingServer> {
  const requests: ReceivedRequest[] = [];
  let dropped = 0;
  let connections = 0;
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    response.on('close', () => {
      if (!response.writableFinished && !response.writableEnded) dropped += 1;
    });
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const { method = '', url = '', headers } = incoming;
      const request = { n: requests.length + 1, method, path: url, headers, text, json: parse(text) };
      requests.push(request);
      void Promise.resolve(behave(request)).then((behaviour) => perform(response, behaviour));
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> =>
    (closing ??= new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }));
  return {
    origin,
    baseUrl: `${origin}/v1`,
    requests,
    dropped: () => dropped,
    connections: () => connections,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Behaviours that follow one another; the last one stays. */
export function inTurn(...behaviours: readonly Behaviour[]): (request: ReceivedRequest) => Behaviour {
  return ({ n }) => behaviours[Math.min(n, behaviours.length) - 1] ?? { kind: 'hang' };
}

function perform(response: ServerResponse, behaviour: Behaviour): void {
  switch (behaviour.kind) {
    case 'json':
      send(response, behaviour.status ?? 200, JSON.stringify(behaviour.body), {
        'content-type': 'application/json',
        ...behaviour.headers,
      });
      return;
    case 'bytes':
      send(response, behaviour.status ?? 200, behaviour.body, behaviour.headers ?? {});
      return;
    case 'stream':
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', ...behaviour.headers });
      response.flushHeaders();
      sendPieces(response, behaviour.pieces, behaviour.ending ?? 'end');
      return;
    case 'hang':
      return;
    case 'stall':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"choices": [');
      return;
    case 'drip': {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(timer));
      return;
    }
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"choices": [', () => response.socket?.destroy());
      return;
    case 'not-http':
      response.socket?.end('220 mail.example ESMTP ready\r\n\r\n');
      return;
    case 'flood':
      flood(response, behaviour.bytes);
      return;
    default:
      behaviour satisfies never;
  }
}

function sendPieces(
  response: ServerResponse,
  pieces: readonly (string | Uint8Array)[],
  ending: 'end' | 'hang' | 'reset',
): void {
  const [piece, ...rest] = pieces;
  if (response.destroyed) return;
  if (piece !== undefined) {
    // A turn of the event loop between two pieces lets each travel by itself.
    response.write(piece, () => setImmediate(() => sendPieces(response, rest, ending)));
  } else if (ending === 'end') response.end();
  else if (ending === 'reset') response.socket?.resetAndDestroy();
}

function flood(response: ServerResponse, bytes: number): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const piece = Buffer.alloc(2 ** 20, ' ');
  let left = bytes;
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= piece.length;
      if (!response.write(piece)) {
        response.once('drain', more);
        return;
      }
    }
    if (!response.destroyed) response.end('{}');
  };
  more();
}

function send(response: ServerResponse, status: number, body: string | Uint8Array, headers: Headers): void {
  response.writeHead(status, { 'content-length': String(Buffer.byteLength(body)), ...headers });
  response.end(body);
}

function parse(text: string): { readonly [key: string]: unknown } | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? (value as { readonly [key: string]: unknown }) : null;
  } catch {
    return null;
  }
}
