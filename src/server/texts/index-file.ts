import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { scorerVersions } from '../../conversation/outcome.ts';
import { hashHex } from '../../store/bytes.ts';
import type { Store } from '../../store/store.ts';
import { KnownTerms, knownTermsTables } from './known-terms.ts';
import { textTables, type TextTable } from './text-tables.ts';
import { removeIndex } from './tidy-indexes.ts';

/** Rises with every change of what is indexed or how. */
const indexVersion = 2;

/**
 * How tables of words are made, one for each kind of text. They hold no texts, and words in the form of `indexText`,
 * which `ascii` cuts where `wordsOf` does.
 */
const options = "content='', columnsize=0, tokenize='ascii'";

/** How far an index is: the last keys that are in it. */
export interface IndexMarks {
  readonly generation: number;
  readonly item: number;
  readonly journalTrial: number;
  readonly journals: number;
}

/** The words of the texts of a store, in a file of its own beside other things that can be made anew. */
export class IndexFile implements Disposable {
  readonly database: DatabaseSync;
  /** Which texts have common terms. */
  readonly terms: KnownTerms;

  private constructor(database: DatabaseSync) {
    this.database = database;
    this.terms = new KnownTerms(database);
  }

  /**
   * Opens the index of a store to add to it. One that is damaged, of another version or of another store is begun anew.
   */
  static toWrite(path: string, store: Store): IndexFile {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    try {
      return IndexFile.#opened(path, store);
    } catch {
      removeIndex(path);
      return IndexFile.#opened(path, store);
    }
  }

  /** Opens an index to search it; `null` where there is none that can be. */
  static toRead(path: string): IndexFile | null {
    try {
      const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
      const file = new IndexFile(database);
      if (file.#state('version') === versionText()) return file;
      database.close();
    } catch {
      // Not there yet, or damaged: whoever writes it makes it anew.
    }
    return null;
  }

  static #opened(path: string, store: Store): IndexFile {
    const database = new DatabaseSync(path, { timeout: 20_000 });
    try {
      database.exec('PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
      database.exec('CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT');
      const file = new IndexFile(database);
      if (file.#state('version') === null) file.#create();
      if (file.#state('version') !== versionText() || !file.#isOf(store)) throw new Error('another index');
      return file;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  get marks(): IndexMarks {
    const number = (name: string): number => Number(this.#state(name) ?? 0);
    return {
      generation: number('generation'),
      item: number('item'),
      journalTrial: number('journalTrial'),
      journals: number('journals'),
    };
  }

  /** The last key of a kind of texts that is in it. */
  lastIn(table: TextTable): number {
    const { generation, item, journalTrial } = this.marks;
    return { replies: generation, prompts: item, journals: journalTrial }[table];
  }

  /** Notes how far it is, in the transaction that is open. */
  note(marks: Partial<IndexMarks>): void {
    for (const [name, value] of Object.entries(marks)) this.#note(name, String(value));
  }

  /** Notes what the last generation in it is, so that another store is not taken for this one. */
  noteLast(key: Uint8Array): void {
    this.#note('lastKey', hashHex(key));
  }

  /** Empties a table of words, and what is known of its texts. */
  clear(table: TextTable): void {
    const columns = textTables[table].join(', ');
    this.database.exec(
      `DROP TABLE IF EXISTS ${table}; CREATE VIRTUAL TABLE ${table} USING fts5(${columns}, ${options});`,
    );
    this.terms.forget(table);
  }

  /** Runs `work` in one transaction. */
  transaction<Result>(work: () => Result): Result {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.database.close();
  }

  #create(): void {
    this.transaction(() => {
      if (this.#state('version') !== null) return;
      this.database.exec(knownTermsTables);
      for (const table of Object.keys(textTables) as TextTable[]) this.clear(table);
      this.#note('version', versionText());
    });
  }

  /** Whether the last generation in it is the one the store has under that key. */
  #isOf(store: Store): boolean {
    const { generation } = this.marks;
    if (generation === 0) return true;
    const row = store.statements.get('SELECT key FROM generation WHERE id = ?').get(generation);
    return row !== undefined && hashHex(row['key'] as Uint8Array) === this.#state('lastKey');
  }

  #state(name: string): string | null {
    const row = this.database.prepare('SELECT value FROM state WHERE name = ?').get(name);
    return row === undefined ? null : String(row['value']);
  }

  #note(name: string, value: string): void {
    this.database.prepare('INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)').run(name, value);
  }
}

/** Journals are what the present scorer takes out of replies. */
function versionText(): string {
  return `${indexVersion} ${scorerVersions.strict}`;
}
