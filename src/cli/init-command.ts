import { copyFile, constants } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { ExitpollError, exitCodes, messageOf } from '../base/errors.ts';

/** `exitpoll init`: a copy of the commented example. An existing file is never written over. @returns the exit code. */
export async function initCommand(file: string): Promise<number> {
  const template = fileURLToPath(new URL('../../examples/study.yaml', import.meta.url));
  try {
    await copyFile(template, file, constants.COPYFILE_EXCL);
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new ExitpollError(exists ? 'exists already and is left as it is' : `cannot be written: ${messageOf(error)}`, {
      code: exists ? 'file-exists' : 'unwritable-file',
      at: { file },
      hint: exists ? 'Name another file: `exitpoll init other.yaml`.' : undefined,
    });
  }
  process.stdout.write(`Wrote ${file}. Next: exitpoll plan ${file}, then exitpoll run ${file}\n`);
  return exitCodes.done;
}
