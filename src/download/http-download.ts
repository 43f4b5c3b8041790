import { closeSync, openSync, writeSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

import { EnvHttpProxyAgent, request, type Dispatcher } from 'undici';

import { messageOf } from '../base/errors.ts';
import { SourceError, type SourceRun } from './source.ts';

const mostRedirects = 5;
/** Tries in a row that bring no new bytes before a source is given up. */
const mostFruitlessTries = 3;

/** What is to be fetched over HTTP. */
export interface HttpFile {
  readonly url: string;
  readonly sizeBytes: number;
  /** Sent to the first host alone: a redirect does not take them along. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Fetches a file over HTTP into `part`, going on where an earlier try ended.
 *
 * @throws SourceError when the server cannot be reached, refuses, sends something else, or keeps cutting off;
 * the signal's reason when aborted
 */
export async function downloadTo(file: HttpFile, part: string, run: SourceRun): Promise<void> {
  const agent = openAgent(run);
  try {
    let fruitless = 0;
    for (;;) {
      const before = await sizeOf(part);
      if (before === file.sizeBytes) return;
      let problem = 'the connection was cut';
      try {
        await fetchRest(agent, file, part, before, run);
        if ((await sizeOf(part)) === file.sizeBytes) return;
      } catch (thrown) {
        run.signal.throwIfAborted();
        if (thrown instanceof SourceError) throw thrown;
        problem = connectionProblem(thrown);
        if (before === 0 && (await sizeOf(part)) === 0) throw new SourceError(problem);
      }
      const after = await sizeOf(part);
      fruitless = after > before ? 0 : fruitless + 1;
      if (fruitless >= mostFruitlessTries) {
        throw new SourceError(`${problem} after ${after} of ${file.sizeBytes} bytes`);
      }
    }
  } finally {
    await agent.destroy();
  }
}

async function fetchRest(agent: Dispatcher, file: HttpFile, part: string, have: number, run: SourceRun): Promise<void> {
  const from = have < file.sizeBytes ? have : 0;
  const { response, host } = await follow(agent, file, from === 0 ? null : `bytes=${from}-`, run.signal);
  const { statusCode, headers, body } = response;
  try {
    if (statusCode !== 200 && statusCode !== 206) throw new SourceError(`${host} answered ${statusCode}`);
    if (String(headers['content-type'] ?? '').startsWith('text/html')) {
      throw new SourceError(`${host} sent a web page in place of the file`);
    }
    // A server that does not know ranges sends the whole file again.
    const start = statusCode === 206 ? rangeStart(headers['content-range']) : 0;
    if (start !== 0 && start !== from) throw new SourceError(`${host} sent another range than was asked for`);
    const length = headers['content-length'];
    if (length !== undefined && start + Number(length) !== file.sizeBytes) {
      throw new SourceError(
        `${host} has a file of ${start + Number(length)} bytes where ${file.sizeBytes} are expected`,
      );
    }
    await writeBody(body, part, start, (done) => {
      if (done > file.sizeBytes) throw new SourceError(`${host} sends more than the file has`);
      run.progress(done, file.sizeBytes, host);
    });
  } finally {
    body.on('error', () => undefined).destroy();
  }
}

/**
 * Writes what comes to `part`, from `start` on. Each piece is on disk before the next is read, so that a cut
 * connection loses nothing that has arrived: a pipeline would throw its buffers away.
 */
async function writeBody(body: Readable, part: string, start: number, onBytes: (done: number) => void): Promise<void> {
  const descriptor = openSync(part, start === 0 ? 'w' : 'r+');
  let done = start;
  try {
    onBytes(done);
    body.on('data', (chunk: Buffer) => {
      try {
        let written = 0;
        while (written < chunk.length)
          written += writeSync(descriptor, chunk, written, chunk.length - written, done + written);
        done += chunk.length;
        onBytes(done);
      } catch (thrown) {
        body.destroy(thrown as Error);
      }
    });
    await finished(body, { writable: false });
  } finally {
    body.pause();
    body.removeAllListeners('data');
    closeSync(descriptor);
  }
}

/** The connections of one download. Close it with `destroy`. */
export function openAgent({ timeouts: { connectMs, idleMs } }: SourceRun): EnvHttpProxyAgent {
  return new EnvHttpProxyAgent({ connect: { timeout: connectMs }, headersTimeout: idleMs, bodyTimeout: idleMs });
}

/** An answer, with the redirects that led to it. */
export interface Followed {
  readonly response: Dispatcher.ResponseData;
  readonly host: string;
  /** Headers of every answer on the way, the last one included. */
  readonly hops: readonly Dispatcher.ResponseData['headers'][];
}

/** Sends the request, following redirects, never from an encrypted address to a plain one. */
export async function follow(
  agent: Dispatcher,
  { url, headers = {} }: Pick<HttpFile, 'url' | 'headers'>,
  range: string | null,
  signal: AbortSignal,
): Promise<Followed> {
  let address = parsed(url);
  const first = address.host;
  const hops: Dispatcher.ResponseData['headers'][] = [];
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const response = await request(address, {
      dispatcher: agent,
      signal,
      headers: {
        'user-agent': 'exitpoll',
        ...(address.host === first ? headers : {}),
        ...(range === null ? {} : { range }),
      },
    });
    hops.push(response.headers);
    const location = response.headers.location;
    if (response.statusCode < 300 || response.statusCode >= 400 || typeof location !== 'string') {
      return { response, host: address.host, hops };
    }
    response.body.on('error', () => undefined).destroy();
    const next = parsed(location, address);
    if (next.protocol !== 'https:' && (address.protocol === 'https:' || next.protocol !== 'http:')) {
      throw new SourceError(`${address.host} redirects to ${next.protocol}//${next.host}, which is not encrypted`);
    }
    address = next;
  }
  throw new SourceError(`${address.host} redirects in circles`);
}

function parsed(url: string, base?: URL): URL {
  const address = URL.parse(url, base?.href);
  if (address === null) throw new SourceError(`"${url}" is not an address (see HF_ENDPOINT)`);
  return address;
}

function rangeStart(header: string | string[] | undefined): number {
  const start = /^bytes (\d+)-/.exec(String(header))?.[1];
  return start === undefined ? -1 : Number(start);
}

async function sizeOf(path: string): Promise<number> {
  return await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** What went wrong with a connection, as a clause. */
export function connectionProblem(thrown: unknown): string {
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its name cannot be resolved (no network?)';
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return 'no connection in time';
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return 'it stopped answering';
  if (code === 'ENOSPC') return 'the disk is full';
  return messageOf(thrown);
}
