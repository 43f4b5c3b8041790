import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { EnvHttpProxyAgent, request, type Dispatcher } from 'undici';

import { ExitpollError, messageOf } from '../../base/errors.ts';
import { checkoutCommit } from './checkout.ts';
import { address, commit, fileNames, files, type FileName } from './repository.ts';

/** The files of the repository, as bytes, and where they are from. */
export interface Gathered {
  /** What stands before each path: a folder or an address. */
  readonly from: string;
  /** As far as it is known. */
  readonly commit: string | null;
  readonly bytes: { readonly [name in FileName]: Buffer };
}

export interface GatherOptions {
  /** A checkout, or the address of a mirror; the authors' repository unless told. */
  readonly from?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told before each file. */
  readonly onFile?: ((path: string, place: number, of: number) => void) | undefined;
}

const mostBytes = 32 * 1024 * 1024;

/**
 * Reads the files from a checkout, or fetches them.
 *
 * @throws ExitpollError when there is no such folder or file, no network, or the address answers otherwise.
 */
export async function gather(options: GatherOptions): Promise<Gathered> {
  const from = options.from ?? address;
  if (/^https?:\/\//i.test(from)) return fetchAll(from.replace(/\/+$/, ''), options);
  const folder = await stat(from).catch(() => null);
  if (folder?.isDirectory() !== true) {
    throw new ExitpollError(folder === null ? 'there is no such folder' : 'is no folder', {
      code: 'no-checkout',
      at: { file: from },
      hint: '--from wants a checkout of the repository, or the address of a mirror.',
    });
  }
  return { from, commit: await checkoutCommit(from), bytes: await readAll((path) => readIn(from, path), options) };
}

async function readAll(
  read: (path: string) => Promise<Buffer>,
  { onFile, signal }: GatherOptions,
): Promise<Gathered['bytes']> {
  const bytes: Partial<Record<FileName, Buffer>> = {};
  for (const [place, name] of fileNames.entries()) {
    signal?.throwIfAborted();
    onFile?.(files[name].path, place + 1, fileNames.length);
    bytes[name] = await read(files[name].path);
  }
  return bytes as Gathered['bytes'];
}

async function readIn(folder: string, path: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, path));
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    throw new ExitpollError(code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code ?? 'unknown'})`, {
      code: 'upstream-changed',
      at: { file: join(folder, path) },
      hint: `Is ${folder} a checkout of the repository? The commit that is known to fit is ${commit}.`,
    });
  }
}

async function fetchAll(base: string, options: GatherOptions): Promise<Gathered> {
  const agent = new EnvHttpProxyAgent({ connect: { timeout: 8_000 }, headersTimeout: 20_000, bodyTimeout: 20_000 });
  try {
    const bytes = await readAll((path) => fetchOne(agent, `${base}/${path}`, options.signal), options);
    return { from: base, commit: base.includes(commit) ? commit : null, bytes };
  } finally {
    await agent.destroy();
  }
}

async function fetchOne(dispatcher: Dispatcher, url: string, signal: AbortSignal | undefined): Promise<Buffer> {
  try {
    const { statusCode, body } = await request(url, {
      dispatcher,
      ...(signal === undefined ? {} : { signal }),
      headers: { 'user-agent': 'exitpoll' },
    });
    if (statusCode !== 200) {
      body.on('error', () => undefined).destroy();
      throw failed(url, `the server answered ${statusCode}`);
    }
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of body) {
      length += (piece as Buffer).length;
      if (length > mostBytes) throw failed(url, 'it is larger than 32 MB');
      pieces.push(piece as Buffer);
    }
    return Buffer.concat(pieces);
  } catch (thrown) {
    signal?.throwIfAborted();
    if (thrown instanceof ExitpollError) throw thrown;
    throw failed(url, whyUnreachable(thrown), thrown);
  }
}

function failed(url: string, why: string, cause?: unknown): ExitpollError {
  return new ExitpollError(`cannot get ${url}: ${why}`, {
    code: 'download-failed',
    hint: 'With no network here, clone the repository elsewhere, check that commit out, and give its folder with --from.',
    cause,
  });
}

function whyUnreachable(thrown: unknown): string {
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its name cannot be resolved (no network?)';
  if (code === 'ECONNREFUSED') return 'the connection was refused';
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return 'no connection in time (no network?)';
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return 'it stopped answering';
  return messageOf(thrown);
}
