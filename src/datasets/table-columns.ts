import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Columns } from './dataset-spec.ts';

/** Where in a row each part of an item stands; `null` where the table has no such column. */
export interface ColumnPlaces {
  readonly prompt: number;
  readonly system: number | null;
  readonly id: number | null;
  readonly category: number | null;
  readonly cluster: number | null;
  readonly tags: number | null;
  /** How many fields every row must have. */
  readonly width: number;
}

const usualNames: { readonly [part in keyof Columns]-?: readonly string[] } = {
  prompt: ['prompt', 'content', 'text', 'question'],
  system: ['system'],
  id: ['id'],
  category: ['category'],
  cluster: ['cluster', 'subcategory'],
  tags: ['tags'],
};

/** What the published BailBench file calls its columns; all must be there. */
export const bailbenchColumns: Columns = { prompt: 'content', cluster: 'subcategory', category: 'category' };

/**
 * Finds the columns by the header. A name in `columns` must be there; otherwise the usual names are looked for,
 * the first found wins, and only the prompt is needed. Case and spaces around a name do not count.
 *
 * @throws ExitpollError when a column is missing or stands in the header twice.
 */
export function findColumns(header: readonly string[], columns: Columns, file: string): ColumnPlaces {
  const names = header.map((name) => name.trim().toLowerCase());
  const found = `The header has: ${header.map((name) => JSON.stringify(name.slice(0, 40))).join(', ')}.`;
  const fail = (message: string, hint: string): never => {
    throw new ExitpollError(message, { code: 'missing-column', hint, at: { file, line: 1 } });
  };
  const place = (part: keyof Columns): number | null => {
    const wanted = columns[part];
    for (const name of wanted === undefined ? usualNames[part] : [wanted.trim().toLowerCase()]) {
      const index = names.indexOf(name);
      if (index < 0) continue;
      if (names.includes(name, index + 1)) fail(`the header has the column "${name}" twice.`, 'Rename one of them.');
      return index;
    }
    if (wanted !== undefined) {
      fail(`there is no column "${wanted}" (for the ${part}).${didYouMean(wanted, header)}`, found);
    }
    return null;
  };
  const prompt =
    place('prompt') ??
    fail(
      `there is no column for the prompt: none of ${usualNames.prompt.join(', ')}.`,
      `${found} Name the right one with "columns: { prompt: … }".`,
    );
  return {
    prompt,
    system: place('system'),
    id: place('id'),
    category: place('category'),
    cluster: place('cluster'),
    tags: place('tags'),
    width: header.length,
  };
}
