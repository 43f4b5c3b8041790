import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Prepared statements by their text. The queries of this program are few, so nothing is evicted. */
export class StatementCache {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  get(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** A statement nobody else uses: for iterating while other queries run. */
  fresh(sql: string): StatementSync {
    return this.#database.prepare(sql);
  }
}
