import { createRequire } from 'node:module';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

import type { CompiledQuery, DatabaseConnection, Driver, Kysely, QueryResult } from 'kysely';

import type { StatementCache } from './statements.ts';

/**
 * Kysely on Node's own SQLite. One connection; the database is opened and closed by its owner. Kysely is loaded here and
 * not with this file: a run asks its first model before it needs a query builder, and loading one takes 0.1 s.
 */
export function openKysely<Tables>(
  database: DatabaseSync,
  statements: StatementCache,
  wrap: (error: unknown) => unknown,
): Kysely<Tables> {
  const kysely = createRequire(import.meta.url)('kysely') as typeof import('kysely');
  const connection = new NodeSqliteConnection(statements, wrap);
  return new kysely.Kysely<Tables>({
    dialect: {
      createAdapter: () => new kysely.SqliteAdapter(),
      createIntrospector: (db: Kysely<unknown>) => new kysely.SqliteIntrospector(db),
      createQueryCompiler: () => new kysely.SqliteQueryCompiler(),
      createDriver: () => new NodeSqliteDriver(database, connection),
    },
  });
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
