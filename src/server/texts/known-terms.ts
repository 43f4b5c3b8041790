import type { DatabaseSync } from 'node:sqlite';

import { textTables, type TextTable } from './text-tables.ts';
import type { TextBatch } from './text-batch.ts';
import type { TextPlace } from '../wire/trial-filter.ts';

/** Makes the tables, in the transaction that is open. */
export const knownTermsTables = `
  CREATE TABLE settled (texts TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
  CREATE TABLE batch (id INTEGER PRIMARY KEY, texts TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
  CREATE TABLE bitmap (
    batch_id INTEGER NOT NULL, term TEXT NOT NULL, place TEXT NOT NULL, bits BLOB NOT NULL,
    PRIMARY KEY (batch_id, term, place)
  ) STRICT, WITHOUT ROWID;`;

/** Texts of which it is known which of them have a term: those of the ids from first to last, both included. */
export interface KnownTexts {
  readonly first: number;
  readonly last: number;
  /** As `BatchTerms` has them. */
  readonly bits: Uint8Array;
}

/**
 * For each batch of texts, which of them have the terms that many of them have. An index of words takes a tenth of a
 * second to tell which of a million texts have a common word; this a millisecond.
 */
export class KnownTerms {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The last id whose batch is kept for good. Texts behind it are to be in a batch with those that come later. */
  settled(table: TextTable): number {
    return Number(this.#database.prepare('SELECT last FROM settled WHERE texts = ?').get(table)?.['last'] ?? 0);
  }

  /**
   * Keeps the common terms of a batch of the texts behind those that are settled.
   *
   * @param isLast whether others may join it later: then it is not settled
   */
  keep(table: TextTable, batch: TextBatch, isLast: boolean): void {
    this.#forgetBehind(table, this.settled(table));
    if (batch.last === null) return;
    if (!isLast) this.#settle(table, batch.last);
    const found = batch.terms();
    if (found === null) return;
    const { lastInsertRowid: id } = this.#database
      .prepare('INSERT INTO batch (texts, first, last) VALUES (?, ?, ?)')
      .run(table, found.first, found.last);
    const insert = this.#database.prepare('INSERT INTO bitmap (batch_id, term, place, bits) VALUES (?, ?, ?, ?)');
    for (const { term, bits } of found.terms) {
      for (const [index, place] of textTables[table].entries()) insert.run(id, term, place, bits[index]!);
    }
  }

  /** Forgets all of a kind of texts. */
  forget(table: TextTable): void {
    this.#forgetBehind(table, 0);
    this.#settle(table, 0);
  }

  /** Where it is known which texts have a term (`termName`) in a place, by rising ids. */
  of(table: TextTable, place: TextPlace, term: string): readonly KnownTexts[] {
    return this.#database
      .prepare(
        // In this order: each batch asks for its bits by their key.
        `SELECT b.first, b.last, m.bits FROM batch b
         CROSS JOIN bitmap m ON m.batch_id = b.id AND m.term = ? AND m.place = ?
         WHERE b.texts = ? ORDER BY b.first`,
      )
      .all(term, place, table) as unknown as readonly KnownTexts[];
  }

  #settle(table: TextTable, last: number): void {
    this.#database.prepare('INSERT OR REPLACE INTO settled (texts, last) VALUES (?, ?)').run(table, last);
  }

  #forgetBehind(table: TextTable, last: number): void {
    const found = this.#database.prepare('SELECT id FROM batch WHERE texts = ? AND last > ?').all(table, last);
    for (const { id } of found) {
      this.#database.prepare('DELETE FROM bitmap WHERE batch_id = ?').run(id as number);
      this.#database.prepare('DELETE FROM batch WHERE id = ?').run(id as number);
    }
  }
}
