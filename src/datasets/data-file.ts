import { access, constants, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';

import { ExitpollError } from '../base/errors.ts';

/** The absolute path of a file a study names; `baseDir` is the study's folder. */
export function resolvePath(path: string, baseDir: string): string {
  return resolve(baseDir, path);
}

/** A path as messages show it: from the current folder where it lies in it, else absolute. */
export function displayPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short;
}

/**
 * Makes sure a file is there, can be read and holds something.
 *
 * @param file the path as messages show it.
 * @throws ExitpollError saying which of these fails.
 */
export async function checkFile(path: string, file: string): Promise<void> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) {
      throw new ExitpollError('is a folder, not a file', {
        code: 'not-a-file',
        at: { file },
        hint: 'Give the path of the file in it, or a glob such as folder/*.parquet.',
      });
    }
    await access(path, constants.R_OK);
    if (found.isFile() && found.size === 0) throw emptyFile(file);
  } catch (thrown) {
    throw fileError(thrown, file);
  }
  if (/\.(zip|bz2|xz|7z|tar|tgz)$/i.test(path)) {
    throw new ExitpollError('is packed in a way that cannot be read', {
      at: { file },
      code: 'compressed-file',
      hint: 'Unpack it first; .gz and .zst are read as they are.',
    });
  }
}

/** The error of a file that has no item in it. */
export function emptyFile(file: string, why = 'is empty'): ExitpollError {
  return new ExitpollError(why, {
    at: { file },
    code: 'empty-dataset',
    hint: 'A dataset needs at least one item.',
  });
}

/** What the system said about a file, as an error for the user; anything else is given back as it came. */
export function fileError(thrown: unknown, file: string): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  const options = { code: 'unreadable-file', cause: thrown, at: { file } };
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new ExitpollError('there is no such file', {
        ...options,
        code: 'no-such-file',
        hint: "Check the path; in a study, relative paths start at the study file's folder.",
      });
    case 'EACCES':
    case 'EPERM':
      return new ExitpollError('may not be read', { ...options, hint: 'Check its permissions.' });
    case 'EIO':
    case 'EISDIR':
    case 'EMFILE':
      return new ExitpollError(`cannot be read (${code})`, options);
    default:
      return thrown;
  }
}
