import { open, rename, rm, stat, writeFile } from 'node:fs/promises';

import { ExitpollError, messageOf } from '../base/errors.ts';

/**
 * Writes a text to a file, and says so on stderr; to stdout where there is none.
 *
 * @throws ExitpollError when the file cannot be written, or is a store.
 */
export async function writeOutput(file: string | undefined, text: string): Promise<void> {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  await replaceFile(file, (part) => writeFile(part, text));
}

/**
 * Writes a file beside its place and moves it there when it is whole: what stood there is lost only for something
 * better. Says so on stderr.
 *
 * @throws ExitpollError when it cannot be written, or is a store or a folder; whatever `write` throws of its own.
 */
export async function replaceFile(file: string, write: (part: string) => Promise<void>): Promise<void> {
  await refuseStore(file);
  const part = `${file}.part`;
  try {
    await write(part);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof ExitpollError) throw error;
    throw new ExitpollError(`cannot be written: ${messageOf(error)}`, { code: 'unwritable-file', at: { file } });
  }
  process.stderr.write(`Wrote ${file}\n`);
}

/** @throws ExitpollError on a folder, or an SQLite database: a slip of the finger must not cost a store. */
async function refuseStore(file: string): Promise<void> {
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory() === true) {
    throw new ExitpollError('is a folder', { code: 'unwritable-file', at: { file }, hint: 'Name a file in it.' });
  }
  if (there?.isFile() !== true) return;
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    if (buffer.toString('latin1', 0, bytesRead) !== 'SQLite format 3\0') return;
  } finally {
    await handle.close();
  }
  throw new ExitpollError('is a database, perhaps a store, and is not written over', {
    code: 'output-is-store',
    at: { file },
    hint: 'Name another file with --out.',
  });
}
