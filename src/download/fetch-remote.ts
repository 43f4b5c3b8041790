import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ExitpollError } from '../base/errors.ts';
import { sha256, shortHash } from '../base/hash.ts';
import type { FetchOptions } from './fetch-file.ts';
import { defaultCacheDir } from './cache-dir.ts';
import { fileSha256, hashOf } from './file-hash.ts';
import { connectionProblem, downloadTo, follow, openAgent } from './http-download.ts';
import { hubOrigin } from './hub.ts';
import { claimPart, discardPart, finishPart } from './part-file.ts';
import { type RemoteReference, remoteName, remoteUrl } from './remote-reference.ts';
import { SourceError, type SourceRun } from './source.ts';

const defaultTimeouts = { connectMs: 10_000, idleMs: 60_000 } as const;

/** What is kept of a file that was fetched, beside it. */
interface Note {
  readonly url: string;
  readonly file: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/**
 * The path of a file elsewhere, fetched once: from then on the copy is what the reference means, network or not, and its
 * checksum is compared each time. A cut download goes on where it ended. The checksum is that of the reference, else that
 * of the hub, else that of the first download.
 *
 * @throws ExitpollError that says plainly what is wrong: no network, not there, no permission, another file; the signal's
 * reason when aborted.
 */
export async function fetchRemote(reference: RemoteReference, options: FetchOptions = {}): Promise<string> {
  const run = settle(options);
  const url = remoteUrl(reference, run.environment);
  const folder = join(options.cacheDir ?? defaultCacheDir(run.environment), 'data');
  const place = join(folder, shortHash(sha256(url)));
  const target = join(place, remoteName(reference));
  const notePath = join(place, 'note.json');
  const note = await readNote(notePath, url);
  const wanted = reference.kind === 'https' ? reference.sha256 : null;
  if (note !== null && (await isSame(target, note, wanted, options))) return target;
  try {
    const headers = tokenHeaders(url, run.environment);
    const found = await ask(url, headers, run);
    await mkdir(place, { recursive: true });
    // Another version of the file is another download.
    const part = await claimPart(`${target}.${shortHash(sha256(found.version))}`);
    await downloadTo({ url, headers, sizeBytes: found.sizeBytes }, part, run);
    const hash = await checked(part, found, wanted);
    await finishPart(part, target);
    await writeNote(notePath, { url, file: target, sizeBytes: found.sizeBytes, sha256: hash });
    return target;
  } catch (thrown) {
    run.signal.throwIfAborted();
    throw asError(thrown, url, reference);
  }
}

export function settle(options: FetchOptions): SourceRun {
  return {
    environment: options.environment ?? process.env,
    progress: options.progress ?? (() => undefined),
    signal: options.signal ?? new AbortController().signal,
    timeouts: options.timeouts ?? defaultTimeouts,
  };
}

/** The user's token, for the hub alone, by the fixed name of its variable. */
export function tokenHeaders(url: string, environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const token = environment['HF_TOKEN'];
  return token && url.startsWith(`${hubOrigin(environment)}/`) ? { authorization: `Bearer ${token}` } : {};
}

/** What could not be had, in one line, with what to do. */
export function asError(thrown: unknown, url: string, reference: RemoteReference): ExitpollError {
  if (thrown instanceof ExitpollError) return thrown;
  const why = thrown instanceof SourceError ? thrown.message : connectionProblem(thrown);
  const isShut = / (401|403)$/.test(why);
  const isHub = reference.kind === 'hub';
  return new ExitpollError(`cannot get ${url}: ${why}`, {
    code: 'download-failed',
    hint:
      isShut && isHub
        ? 'Accept the terms on its page if it has any, and set HF_TOKEN to a token that may read it.'
        : 'Check the address and the network, or fetch the file by other means and name its path.',
    cause: thrown,
  });
}

interface Found {
  readonly sizeBytes: number;
  /** Tells one version of the file from another. */
  readonly version: string;
  /** SHA-256, or what git calls a blob, in hex; `null` where the server says nothing we can check. */
  readonly checksum: string | null;
}

/** Asks for the first byte, to learn of the rest. */
async function ask(url: string, headers: Readonly<Record<string, string>>, run: SourceRun): Promise<Found> {
  const agent = openAgent(run);
  try {
    const { response, host, hops } = await follow(agent, { url, headers }, 'bytes=0-0', run.signal);
    response.body.on('error', () => undefined).destroy();
    const { statusCode } = response;
    if (statusCode !== 200 && statusCode !== 206) throw new SourceError(`${host} answered ${statusCode}`);
    const header = (name: string): string =>
      hops.map((hop) => String(hop[name] ?? '')).find((text) => text !== '') ?? '';
    const sizeBytes = Number(
      statusCode === 206
        ? /\/(\d+)$/.exec(String(response.headers['content-range']))?.[1]
        : response.headers['content-length'],
    );
    if (!Number.isSafeInteger(sizeBytes)) throw new SourceError(`${host} does not say how large the file is`);
    const etag = (header('x-linked-etag') || header('etag')).replace(/^W\/|"/g, '');
    const isHub = url.startsWith(`${hubOrigin(run.environment)}/`);
    const checksum = isHub && /^([0-9a-f]{64}|[0-9a-f]{40})$/.test(etag) ? etag : null;
    return { sizeBytes, version: `${etag} ${sizeBytes}`, checksum };
  } finally {
    await agent.destroy();
  }
}

/** The file's SHA-256. @throws SourceError, the copy gone, when it is not the file that was promised. */
async function checked(part: string, found: Found, wanted: string | null): Promise<string> {
  const hash = await hashOf(part);
  const promised = wanted ?? found.checksum;
  const actual = promised?.length === 40 ? await blobHash(part, found.sizeBytes) : hash;
  if (promised === null || promised === actual) return hash;
  await discardPart(part);
  throw new SourceError('the file it sent is another one (its checksum differs)');
}

/** What git calls a file's content: SHA-1 over a header and the bytes. */
async function blobHash(path: string, sizeBytes: number): Promise<string> {
  const hasher = createHash('sha1').update(`blob ${sizeBytes}\0`);
  for await (const chunk of createReadStream(path)) hasher.update(chunk as Buffer);
  return hasher.digest('hex');
}

async function readNote(path: string, url: string): Promise<Note | null> {
  try {
    const note = JSON.parse(await readFile(path, 'utf8')) as Note;
    return note.url === url ? note : null;
  } catch {
    return null;
  }
}

async function writeNote(path: string, note: Note): Promise<void> {
  await writeFile(`${path}.${process.pid}`, `${JSON.stringify(note)}\n`);
  await rename(`${path}.${process.pid}`, path);
}

async function isSame(path: string, note: Note, wanted: string | null, options: FetchOptions): Promise<boolean> {
  if (wanted !== null && wanted !== note.sha256) return false;
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  );
  if (size !== note.sizeBytes) return false;
  const hash = await fileSha256(path, options.cacheDir === undefined ? {} : { cacheDir: options.cacheDir });
  return hash === note.sha256;
}
