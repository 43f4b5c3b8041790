import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Prepared statements by their text. The queries of this program are few, so nothing is evicted. */
export class StatementCache {
  readonly #prepare: (sql: string) => StatementSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @param prepare how statements are made; as the database makes them unless given */
  constructor(database: DatabaseSync, prepare = (sql: string): StatementSync => database.prepare(sql)) {
    this.#prepare = prepare;
  }

  get(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** A statement nobody else uses: for iterating while other queries run. */
  fresh(sql: string): StatementSync {
    return this.#prepare(sql);
  }
}
