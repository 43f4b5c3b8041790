import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from 'kysely';

import type { StatementCache } from './statements.ts';

/** Lets kysely speak to Node's own SQLite. One connection; the database is opened and closed by its owner. */
export function nodeSqliteDialect(
  database: DatabaseSync,
  statements: StatementCache,
  wrap: (error: unknown) => unknown,
): Dialect {
  const connection = new NodeSqliteConnection(statements, wrap);
  return {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createDriver: () => new NodeSqliteDriver(database, connection),
  };
}

class NodeSqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #connection: NodeSqliteConnection;

  constructor(database: DatabaseSync, connection: NodeSqliteConnection) {
    this.#database = database;
    this.#connection = connection;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(): Promise<void> {
    this.#database.exec('BEGIN IMMEDIATE');
  }

  async commitTransaction(): Promise<void> {
    this.#database.exec('COMMIT');
  }

  async rollbackTransaction(): Promise<void> {
    this.#database.exec('ROLLBACK');
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #statements: StatementCache;
  readonly #wrap: (error: unknown) => unknown;

  constructor(statements: StatementCache, wrap: (error: unknown) => unknown) {
    this.#statements = statements;
    this.#wrap = wrap;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      const statement = this.#statements.get(query.sql);
      const parameters = query.parameters as SQLInputValue[];
      if (statement.columns().length > 0) {
        // Rows come with a null prototype; spread, they are plain objects that compare and print as such.
        return { rows: statement.all(...parameters).map((row) => ({ ...row })) as Row[] };
      }
      const { changes, lastInsertRowid } = statement.run(...parameters);
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
    } catch (error) {
      throw this.#wrap(error);
    }
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    try {
      // A statement of its own: a cached one would be reset by the next use of the same text.
      for (const row of this.#statements.fresh(query.sql).iterate(...(query.parameters as SQLInputValue[]))) {
        yield { rows: [{ ...row } as Row] };
      }
    } catch (error) {
      throw this.#wrap(error);
    }
  }
}
