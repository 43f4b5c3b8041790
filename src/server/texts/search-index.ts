import { ExitpollError } from '../../base/errors.ts';
import type { TrialColumns } from '../wire/columns/trial-columns.ts';
import type { Term } from '../wire/text-search/query.ts';
import type { TextPlace } from '../wire/trial-filter.ts';
import type { IndexFile, TextTable } from './index-file.ts';

/** Which rows have every term in at least one of their texts: 1 each, else 0. */
export function searchIndex(
  { database }: IndexFile,
  columns: TrialColumns,
  terms: readonly Term[],
  places: readonly TextPlace[],
): Uint8Array {
  const found = new Uint8Array(columns.size).fill(terms.length === 0 ? 0 : 1);
  for (const term of terms) {
    const keys = (table: TextTable, inColumns: readonly string[]): Uint8Array | null => {
      if (inColumns.length === 0) return null;
      const sql = `SELECT group_concat(rowid) AS keys FROM ${table} WHERE ${table} MATCH ?`;
      const row = database.prepare(sql).get(`{${inColumns.join(' ')}} : ${matchOf(term)}`);
      return keySet(row?.['keys']);
    };
    const wanted = (...names: readonly TextPlace[]): readonly TextPlace[] =>
      names.filter((name) => places.length === 0 || places.includes(name));
    markOthers(columns, found, {
      replies: keys('replies', wanted('reply', 'reasoning')),
      prompts: keys('prompts', wanted('prompt')),
      journals: keys('journals', wanted('journal')),
    });
  }
  return found;
}

/** Words in the index hold no quotes, so nothing in a term is syntax. */
function matchOf({ words, prefix }: Term): string {
  if (words.some((word) => word.includes('"')))
    throw new ExitpollError('no word has quotes in it', { code: 'bad-search' });
  return `"${words.join(' ')}"${prefix ? ' *' : ''}`;
}

type Found = { readonly [table in TextTable]: Uint8Array | null };

/** Takes out the rows that have none of the keys. */
function markOthers(columns: TrialColumns, found: Uint8Array, { replies, prompts, journals }: Found): void {
  const { size, firstReply, lastReply, item, trial, items } = columns;
  for (let row = 0; row < size; row += 1) {
    const has =
      replies?.[firstReply[row]!] === 1 ||
      replies?.[lastReply[row]!] === 1 ||
      prompts?.[items.ids[item[row]!]!] === 1 ||
      journals?.[trial[row]!] === 1;
    if (!has) found[row] = 0;
  }
}

const comma = 44;

/** Numbers from a list as SQL writes it: 1 at each. They rise, so the last tells how many places there are. */
function keySet(list: unknown): Uint8Array {
  if (typeof list !== 'string') return new Uint8Array(0);
  const set = new Uint8Array(Number(list.slice(list.lastIndexOf(',') + 1)) + 1);
  let key = 0;
  for (let at = 0; at < list.length; at += 1) {
    const code = list.charCodeAt(at);
    if (code === comma) {
      set[key] = 1;
      key = 0;
    } else key = key * 10 + code - 48;
  }
  set[key] = 1;
  return set;
}
