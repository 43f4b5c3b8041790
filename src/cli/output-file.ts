import { open, writeFile } from 'node:fs/promises';

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
  await refuseStore(file);
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new ExitpollError(`cannot be written: ${messageOf(error)}`, { code: 'unwritable-file', at: { file } });
  }
  process.stderr.write(`Wrote ${file}\n`);
}

/** @throws ExitpollError when the file is an SQLite database: a slip of the finger must not cost a store. */
export async function refuseStore(file: string): Promise<void> {
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
