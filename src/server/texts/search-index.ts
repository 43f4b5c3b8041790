import { breathe } from '../trials/breathe.ts';
import type { TrialColumns } from '../wire/columns/trial-columns.ts';
import type { Term } from '../wire/text-search/query.ts';
import type { TextPlace } from '../wire/trial-filter.ts';
import type { IdSet } from './id-set.ts';
import { idsWithTerm } from './ids-with-term.ts';
import type { IndexFile } from './index-file.ts';
import { textTables, type TextTable } from './text-tables.ts';

/**
 * Which rows have every term in at least one of their texts: 1 each, else 0. The server has its turn in between.
 *
 * @param places where to look; everywhere if empty
 */
export async function searchIndex(
  index: IndexFile,
  columns: TrialColumns,
  terms: readonly Term[],
  places: readonly TextPlace[],
): Promise<Uint8Array> {
  const found = new Uint8Array(columns.size).fill(terms.length === 0 ? 0 : 1);
  for (const term of terms) {
    const ids = async (table: TextTable): Promise<IdSet | null> => {
      const wanted = textTables[table].filter((place) => places.length === 0 || places.includes(place));
      return wanted.length === 0 ? null : idsWithTerm(index, table, wanted, term);
    };
    takeOthersOut(columns, found, {
      replies: await ids('replies'),
      prompts: await ids('prompts'),
      journals: await ids('journals'),
    });
    await breathe();
  }
  return found;
}

type Found = { readonly [table in TextTable]: IdSet | null };

/** Takes out the rows that have none of the ids. */
function takeOthersOut(columns: TrialColumns, found: Uint8Array, { replies, prompts, journals }: Found): void {
  const { size, firstReply, lastReply, item, trial } = columns;
  const isItemFound = Uint8Array.from(columns.items.ids, (id) => (prompts?.has(id) === true ? 1 : 0));
  for (let row = 0; row < size; row += 1) {
    if (found[row] === 0 || isItemFound[item[row]!] === 1) continue;
    const hasReply = replies !== null && (replies.has(firstReply[row]!) || replies.has(lastReply[row]!));
    if (!hasReply && journals?.has(trial[row]!) !== true) found[row] = 0;
  }
}
