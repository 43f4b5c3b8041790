import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { emptyFile, fileError } from './data-file.ts';

/** Where the datasets that come with the package lie; the same from `src/` and from `dist/`. */
const builtInFolder = fileURLToPath(new URL('../../data/', import.meta.url));

/**
 * The files of a built-in dataset: `<name>.jsonl`, or every `.jsonl` file of the folder `<name>`, in the order of
 * their names (by UTF-16 code units).
 *
 * @param folder where the built-in datasets lie.
 * @throws ExitpollError when the folder cannot be read or holds no such file.
 */
export async function builtInPaths(name: string, folder: string = builtInFolder): Promise<readonly string[]> {
  const several = join(folder, name);
  const isFolder = await stat(several).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return [join(folder, `${name}.jsonl`)];
  let names: string[];
  try {
    names = await readdir(several);
  } catch (thrown) {
    throw fileError(thrown, several);
  }
  const files = names.filter((file) => file.endsWith('.jsonl')).sort();
  if (files.length === 0) throw emptyFile(several, 'holds no .jsonl file');
  return files.map((file) => join(several, file));
}
