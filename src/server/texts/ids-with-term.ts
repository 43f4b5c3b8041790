import { ExitpollError } from '../../base/errors.ts';
import { breathe } from '../trials/breathe.ts';
import type { Term } from '../wire/text-search/query.ts';
import type { TextPlace } from '../wire/trial-filter.ts';
import { idSet, type IdSet } from './id-set.ts';
import type { IndexFile } from './index-file.ts';
import { firstBit } from './text-batch.ts';
import { termName } from './term-name.ts';
import { textTables, type TextTable } from './text-tables.ts';

/** Ids, both included. */
interface Range {
  readonly first: number;
  readonly last: number;
}

/** Ids that the table of words is asked about at once, some ten milliseconds' worth; more where ids leap far. */
const sliceIds = 131_072;
const mostSlices = 64;

/**
 * The ids of the texts that have a term in one of some places of their table: where that is known (`KnownTerms`) from there,
 * else from the table of words. The server has its turn in between.
 */
export async function idsWithTerm(
  index: IndexFile,
  table: TextTable,
  places: readonly TextPlace[],
  term: Term,
): Promise<IdSet> {
  const last = index.lastIn(table);
  const ids = idSet(last);
  const name = termName(term);
  let known: readonly Range[] = [];
  if (name !== null) {
    for (const place of places) {
      // Of a batch all places are known, or none.
      const found = index.terms.of(table, place, name);
      for (const { first, bits } of found) ids.addBits(firstBit(first), bits);
      known = found;
    }
  }
  const isAll = places.length === textTables[table].length;
  const match = isAll ? matchOf(term) : `{${places.join(' ')}} : ${matchOf(term)}`;
  const statement = index.database.prepare(
    `SELECT group_concat(rowid) AS ids FROM ${table} WHERE ${table} MATCH ? AND rowid BETWEEN ? AND ?`,
  );
  // Of anything but one word the table goes on to the next text that has it, however far behind the slice, and of a
  // beginning it puts together all there is, each time anew.
  const canBeSliced = isAll && term.words.length === 1 && !term.prefix;
  for (const gap of gapsBetween(known, last)) {
    for (const { first, last: to } of canBeSliced ? slicesOf(gap) : [gap]) {
      // As whole numbers: for others the table looks at all it has.
      addListed(ids, statement.get(match, BigInt(first), BigInt(to))?.['ids']);
      await breathe();
    }
  }
  return ids;
}

/** Words in the index hold no quotes, so nothing in a term is syntax. */
function matchOf({ words, prefix }: Term): string {
  if (words.some((word) => word.includes('"')))
    throw new ExitpollError('no word has quotes in it', { code: 'bad-search' });
  return `"${words.join(' ')}"${prefix ? ' *' : ''}`;
}

function* gapsBetween(known: readonly Range[], last: number): Generator<Range> {
  let from = 1;
  for (const range of known) {
    if (range.first > from) yield { first: from, last: range.first - 1 };
    from = range.last + 1;
  }
  if (from <= last) yield { first: from, last };
}

function* slicesOf({ first, last }: Range): Generator<Range> {
  const size = Math.max(sliceIds, Math.ceil((last - first + 1) / mostSlices));
  for (let from = first; from <= last; from += size) yield { first: from, last: Math.min(last, from + size - 1) };
}

const comma = 44;

/** Adds numbers from a list as SQL writes it. */
function addListed(ids: IdSet, list: unknown): void {
  if (typeof list !== 'string') return;
  let id = 0;
  for (let at = 0; at < list.length; at += 1) {
    const code = list.charCodeAt(at);
    if (code === comma) {
      ids.add(id);
      id = 0;
    } else id = id * 10 + code - 48;
  }
  ids.add(id);
}
