import { ExitpollError, type FilePosition, formatPosition } from '../base/errors.ts';
import type { ItemReader } from './read-item.ts';

/**
 * Reads several files as one dataset, one after the other. Ids are remembered whole, so this is for the datasets that
 * come with the package, not for millions of rows.
 *
 * @throws ExitpollError when an id occurs in two of the files, or an item has none: line numbers repeat over files.
 */
export function joinedReader(readers: readonly ItemReader[]): ItemReader {
  const [only] = readers;
  if (only !== undefined && readers.length === 1) return only;
  return async function* read(signal) {
    const seen = new Map<string, FilePosition>();
    for (const reader of readers) {
      for await (const found of reader(signal)) {
        const { name, at } = found.item;
        const first = seen.get(name);
        if (first !== undefined) {
          throw new ExitpollError(`the id ${JSON.stringify(name)} occurs twice: ${formatPosition(first)} has it too.`, {
            code: 'duplicate-id',
            hint: 'Give every line an id of its own over all files of the dataset.',
            at,
          });
        }
        seen.set(name, at);
        yield found;
      }
    }
  };
}
