import { indexText } from '../wire/text-search/words.ts';
import type { IndexFile } from './index-file.ts';
import { TextBatch } from './text-batch.ts';
import { textTables, type TextTable } from './text-tables.ts';

/** Texts that are indexed before they are made durable. */
const usualBatch = { characters: 8_000_000, rows: 20_000 };

/** What is indexed under one key: what it says in each place of its table. */
export interface IndexedRow {
  readonly id: number;
  readonly texts: readonly string[];
}

/**
 * Adds a batch of texts to their table: those behind `indexed` as words, all of them with their common terms.
 *
 * @param rows those behind the last that is settled (`KnownTerms`), by rising keys
 * @returns whether there are no more
 */
export function addTexts(
  index: IndexFile,
  table: TextTable,
  indexed: number,
  rows: Iterable<IndexedRow>,
  most = usualBatch,
): boolean {
  const places = textTables[table];
  const insert = index.database.prepare(
    `INSERT INTO ${table} (rowid, ${places.join(', ')}) VALUES (?${', ?'.repeat(places.length)})`,
  );
  const batch = new TextBatch(places.length, index.terms.settled(table));
  let characters = 0;
  let isWhole = true;
  for (const { id, texts } of rows) {
    const words = texts.map(indexText);
    if (id > indexed) insert.run(id, ...words);
    batch.add(id, words);
    characters += texts.reduce((sum, text) => sum + text.length, 0);
    isWhole = characters < most.characters && batch.size < most.rows;
    if (!isWhole) break;
  }
  if ((batch.last ?? 0) > indexed) index.terms.keep(table, batch, isWhole);
  return isWhole;
}
