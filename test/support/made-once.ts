import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const made = new Map<string, Promise<Uint8Array>>();

/**
 * Puts a store that many tests begin with into a new file: it is made the first time, and from then on copied. Where there
 * is a file already, which somebody may be reading, it is always made.
 *
 * @param name tells it from others
 * @param make makes it in the file, and closes it
 */
export async function madeOnce(name: string, file: string, make: () => Promise<void>): Promise<void> {
  if (existsSync(file)) return make();
  const known = made.get(name);
  if (known !== undefined) return writeFileSync(file, await known);
  const making = make().then(() => readFileSync(file));
  made.set(name, making);
  await making;
}
