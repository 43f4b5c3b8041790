import type { DatabaseSync } from 'node:sqlite';

import type { Kysely } from 'kysely';

import type { ExitpollError } from '../base/errors.ts';
import { openKysely } from './sqlite/dialect.ts';
import { checkedStatement } from './sqlite/checked-statement.ts';
import { damageIn } from './sqlite/damage-in.ts';
import { storeError } from './sqlite/errors.ts';
import { openDatabase, type StoreMode } from './sqlite/open.ts';
import { migrations } from './sqlite/schema.ts';
import { StatementCache } from './sqlite/statements.ts';
import type { Tables } from './tables.ts';

/** An open store: one SQLite file that holds every fact once. */
export class Store implements AsyncDisposable {
  readonly file: string;
  readonly mode: StoreMode;
  /** For the paths where every microsecond counts, and for transactions of many rows. */
  readonly statements: StatementCache;
  readonly #database: DatabaseSync;
  #db: Kysely<Tables> | null = null;

  constructor(file: string, mode: StoreMode) {
    this.file = file;
    this.mode = mode;
    this.#database = openDatabase(file, mode);
    // A store that is only read may be a stranger's.
    const prepare = mode === 'read' ? (sql: string) => checkedStatement(this.#database, file, sql) : undefined;
    this.statements = new StatementCache(this.#database, prepare);
  }

  /** What tells this store from all others, wherever its file is moved. */
  get id(): string {
    return String(this.statements.get("SELECT value FROM meta WHERE key = 'id'").get()?.['value']);
  }

  /** Whether an earlier program made it, and none has brought it up to date. */
  get isOlder(): boolean {
    return Number(this.statements.get('PRAGMA user_version').get()?.['user_version']) < migrations.length;
  }

  /** For queries. */
  get db(): Kysely<Tables> {
    return (this.#db ??= openKysely<Tables>(this.#database, this.statements, (error) => storeError(error, this.file)));
  }

  /**
   * Runs `work` in one transaction. It must not await anything: the connection is shared.
   *
   * @throws ExitpollError for what the database refuses; the store is then as before.
   */
  transaction<Result>(work: () => Result): Result {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk may have rolled back by itself.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw storeError(error, this.file);
    }
  }

  /** Has whatever is asked wait so long at most where another program has locked the store. */
  waitForLocks(mostMs: number): void {
    this.#database.exec(`PRAGMA busy_timeout = ${mostMs}`);
  }

  /**
   * Looks for damage, page by page.
   *
   * @returns what SQLite finds wrong; nothing when all is well.
   */
  integrityProblems(): readonly string[] {
    const rows = this.#database.prepare('PRAGMA integrity_check').all();
    const lines = rows.map((row) => String(row['integrity_check']));
    return lines.length === 1 && lines[0] === 'ok' ? [] : lines;
  }

  /**
   * Looks through a table for a row that cannot be as it is: for who has counted in SQL what makes no sense.
   *
   * @returns an error that names the row
   */
  damageIn(table: keyof Tables): ExitpollError {
    return damageIn(this.#database, this.file, table);
  }

  /** For tests of a full disk: no more pages than this. */
  limitPages(pages: number): void {
    this.#database.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(pages))}`);
  }

  async close(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/**
 * Opens a store.
 *
 * @throws ExitpollError when it is newer than this program, no store, locked, read-only, damaged or full.
 */
export function openStore(file: string, mode: StoreMode = 'write'): Store {
  return new Store(file, mode);
}
