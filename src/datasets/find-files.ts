import { glob, readdir } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';

import { ExitpollError } from '../base/errors.ts';
import { checkFile, displayPath, fileError, resolvePath } from './data-file.ts';
import { fetchRemote } from '../download/fetch-remote.ts';
import type { FetchOptions } from '../download/fetch-file.ts';
import { expandHubGlob } from '../download/hub-listing.ts';
import { parseRemote, type RemoteReference } from '../download/remote-reference.ts';
import type { SourceFile } from './read-item.ts';

const wild = /[*?[\]{}]/;

/**
 * The files that paths and globs (`part-*.parquet`) name, each once: in the order named, those of a glob by their names.
 *
 * Files elsewhere are fetched once (`https://…`, `hf:org/dataset/path`).
 *
 * @param baseDir where relative paths start.
 * @throws ExitpollError when one is missing, is a folder, cannot be read or is empty, or when a glob fits no file.
 */
export async function findFiles(
  paths: readonly string[],
  baseDir: string,
  options: FetchOptions = {},
): Promise<readonly SourceFile[]> {
  const found = new Set<string>();
  for (const path of paths) {
    const remote = parseRemote(path);
    const files = remote === null ? await filesOf(resolvePath(path, baseDir)) : await remoteFiles(remote, options);
    for (const file of files) found.add(file);
  }
  const several = found.size > 1;
  const files: SourceFile[] = [];
  for (const path of found) {
    const file = displayPath(path);
    await checkFile(path, file);
    files.push({ path, file, prefix: several ? `${stemOf(path)}:` : '' });
  }
  return files;
}

/** A file's name without its endings: what its data is called. */
export function stemOf(path: string): string {
  return basename(path)
    .replace(/(?<=.)\.(gz|zst)$/i, '')
    .replace(/(?<=.)\.[A-Za-z0-9]{1,8}$/, '');
}

/** Whether a path stands for the files it fits. */
export function isGlob(path: string): boolean {
  return wild.test(path);
}

async function remoteFiles(reference: RemoteReference, options: FetchOptions): Promise<readonly string[]> {
  const isOne = reference.kind === 'https' || !isGlob(reference.path);
  const paths: string[] = [];
  for (const one of isOne ? [reference] : await expandHubGlob(reference, options)) {
    paths.push(await fetchRemote(one, options));
  }
  return paths;
}

async function filesOf(path: string): Promise<readonly string[]> {
  if (!isGlob(path)) return [path];
  // A file may be called so.
  const folder = fixedPart(path);
  const entries = await readdir(folder).catch((thrown: unknown) => {
    throw fileError(thrown, displayPath(folder));
  });
  if (dirname(path) === folder && entries.includes(basename(path))) return [path];
  const matches: string[] = [];
  for await (const match of glob(path)) matches.push(resolve(match));
  if (matches.length > 0) return matches.sort();
  throw new ExitpollError('no file fits this pattern', {
    code: 'no-such-file',
    hint: `Look in ${displayPath(folder)}.`,
    at: { file: displayPath(path) },
  });
}

/** The folder of a glob down to its first wild part. */
function fixedPart(path: string): string {
  let folder = path;
  while (isGlob(folder)) folder = dirname(folder);
  return folder;
}
