import { writeFile } from 'node:fs/promises';

import { ExitpollError, messageOf } from '../base/errors.ts';

/**
 * Writes a text to a file, and says so on stderr; to stdout where there is none.
 *
 * @throws ExitpollError when the file cannot be written.
 */
export async function writeOutput(file: string | undefined, text: string): Promise<void> {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new ExitpollError(`cannot be written: ${messageOf(error)}`, { code: 'unwritable-file', at: { file } });
  }
  process.stderr.write(`Wrote ${file}\n`);
}
