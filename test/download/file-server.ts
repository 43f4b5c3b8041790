import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A file server that does what a test says, one request after the other. */
export interface FileServer extends AsyncDisposable {
  readonly url: string;
  /** The `range` header of every request so far; `null` where there was none. */
  readonly ranges: readonly (string | null)[];
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Answers the n-th request with the n-th answer; the last one goes on for ever. */
export async function serve(...answers: readonly Answer[]): Promise<FileServer> {
  const ranges: (string | null)[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range ?? null);
    const answer = answers[Math.min(ranges.length, answers.length) - 1];
    answer?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ranges,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The file as a good server sends it: the range that was asked for, or all. */
export function whole(bytes: Buffer): Answer {
  return (request, response) => {
    const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
    if (from === undefined) {
      response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
      return;
    }
    const rest = bytes.subarray(Number(from));
    response
      .writeHead(206, {
        'content-length': rest.length,
        'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
      })
      .end(rest);
  };
}

/** All of the file, whatever range was asked for. */
export function ignoringRange(bytes: Buffer): Answer {
  return (_, response) => response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
}

/** Announces the whole file (or the rest that was asked for) and hangs up after `sent` bytes. */
export function cutAfter(bytes: Buffer, sent: number): Answer {
  return (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from === 0 ? 200 : 206, {
      'content-length': bytes.length - from,
      ...(from === 0 ? {} : { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
    });
    response.write(bytes.subarray(from, from + sent), () => response.socket?.end());
  };
}

export function status(code: number, headers: { readonly [name: string]: string } = {}, body = ''): Answer {
  return (_, response) => response.writeHead(code, headers).end(body);
}

/** Sends the head and a first piece, then nothing more. */
export function hangingAfter(bytes: Buffer, sent: number): Answer {
  return (_, response) => {
    response.writeHead(200, { 'content-length': bytes.length });
    response.write(bytes.subarray(0, sent));
  };
}
