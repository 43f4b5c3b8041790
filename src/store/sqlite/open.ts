import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync, type DatabaseSyncOptions } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

import { ExitpollError } from '../../base/errors.ts';
import { version } from '../../base/version.ts';
import { checkIds } from './check-ids.ts';
import { cannotOpen, readOnly, sqliteCode, storeError } from './errors.ts';
import { applicationId, migrations, viewsOfOlder } from './schema.ts';

/** How a store is opened. `temporary`: a private one on disk that vanishes when closed. */
export type StoreMode = 'write' | 'read' | 'temporary';

const options: DatabaseSyncOptions = { timeout: 20_000, enableForeignKeyConstraints: true, allowExtension: false };

/**
 * Opens a store's database, makes it if it is new, and brings an older one up to date.
 *
 * @throws ExitpollError when it is newer than this program, no store, locked, read-only, damaged or full.
 */
export function openDatabase(file: string, mode: StoreMode): DatabaseSync {
  if (mode === 'read' && !existsSync(file)) {
    throw new ExitpollError('there is no such store', {
      code: 'no-such-store',
      at: { file },
      hint: 'Run a study first (`exitpoll run study.yaml`), or name another file with --store.',
    });
  }
  if (mode !== 'temporary') checkIsFile(file);
  try {
    switch (mode) {
      case 'read':
        return openToRead(file);
      case 'write':
        return opened(onDisk(file), options, (database) => openForWriting(database, file));
      case 'temporary':
        return opened('', options, (database) => openForWriting(database, file));
      default:
        return mode satisfies never;
    }
  } catch (error) {
    throw storeError(error, file);
  }
}

/** SQLite would wait at a pipe for ever. @throws ExitpollError where something else than a file stands. */
function checkIsFile(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) return;
  throw new ExitpollError(`is ${found.isDirectory() ? 'a folder' : 'a pipe or a device'}, not a store`, {
    code: 'store-cannot-open',
    at: { file },
    hint: 'Name a file with --store.',
  });
}

function openToRead(file: string): DatabaseSync {
  const readOptions = { ...options, readOnly: true, enableForeignKeyConstraints: false };
  const prepare = (database: DatabaseSync): void => openForReading(database, file);
  try {
    return opened(onDisk(file), readOptions, prepare);
  } catch (error) {
    // In a folder that cannot be written SQLite cannot make the files by which readers and writers agree. Where no run
    // has left a log behind, the file alone is whole, and can be read as one that nobody changes.
    const isShut = sqliteCode(error) === cannotOpen || sqliteCode(error) === readOnly;
    if (!isShut || existsSync(`${file}-wal`)) throw error;
    const location = pathToFileURL(onDisk(file));
    location.searchParams.set('immutable', '1');
    return opened(location, readOptions, prepare);
  }
}

/** Opens a database and prepares it; one that cannot be prepared is closed again. */
function opened(
  location: string | URL,
  how: DatabaseSyncOptions,
  prepare: (database: DatabaseSync) => void,
): DatabaseSync {
  const database = new DatabaseSync(location, how);
  try {
    prepare(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Always the path of a file: SQLite takes an empty name and `:memory:` for stores that vanish. */
function onDisk(file: string): string {
  return resolve(file);
}

function openForReading(database: DatabaseSync, file: string): void {
  // A stranger's file may hold views and triggers made to do harm when it is read.
  database.enableDefensive(true);
  database.exec(
    'PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = -8192;',
  );
  checkIdentity(database, file);
  checkPlainTables(database, file);
  const found = pragma(database, 'user_version');
  if (found === 0) {
    throw new ExitpollError('the store was never finished', {
      code: 'store-old',
      at: { file },
      hint: 'Any `exitpoll run` on it makes it whole.',
    });
  }
  checkTablesOf(database, file, found);
  for (const views of viewsOfOlder.slice(found)) database.exec(views);
  checkIds(database, file);
}

/** @throws ExitpollError where a table is missing that a store of this version has. */
function checkTablesOf(database: DatabaseSync, file: string, found: number): void {
  const names = database.prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table'").all();
  const present = new Set(names.map(({ name }) => name));
  const missing = migrations
    .slice(0, found)
    .flatMap(tablesOf)
    .find((name) => !present.has(name));
  if (missing === undefined) return;
  throw new ExitpollError(`the store is damaged: it has no table "${missing}"`, {
    code: 'store-corrupt',
    at: { file },
    hint: 'Use another copy of it.',
  });
}

function openForWriting(database: DatabaseSync, file: string): void {
  if (pragma(database, 'page_count') === 0) {
    database.exec(`PRAGMA page_size = 16384; PRAGMA application_id = ${applicationId};`);
  }
  checkIdentity(database, file);
  checkPlainTables(database, file);
  database.exec(
    'PRAGMA trusted_schema = OFF; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;',
  );
  migrate(database, file);
}

function checkIdentity(database: DatabaseSync, file: string): void {
  if (pragma(database, 'application_id') !== applicationId) {
    throw new ExitpollError('is a database, but not an exitpoll store', {
      code: 'store-not-one',
      at: { file },
      hint: 'Name another file with --store.',
    });
  }
  const found = pragma(database, 'user_version');
  if (found < 0) {
    throw new ExitpollError(`the store says that it has version ${found}, and there is none`, {
      code: 'store-not-one',
      at: { file },
      hint: 'Exitpoll made no such store: do not trust whoever gave it to you.',
    });
  }
  if (found > migrations.length) {
    throw new ExitpollError(`the store has version ${found}, and this exitpoll knows up to ${migrations.length}`, {
      code: 'store-newer',
      at: { file },
      hint: 'Use a newer exitpoll; this one leaves the store as it is.',
    });
  }
}

const tablesOf = (sql: string): string[] => [...sql.matchAll(/CREATE TABLE (\w+)/g)].map(([, name = '']) => name);
const ourTables = migrations.flatMap(tablesOf);

/**
 * A view, a virtual table or a computed column in place of what we read would run what its maker wrote, without end if
 * that was meant. Whatever else a store holds is never asked.
 */
function checkPlainTables(database: DatabaseSync, file: string): void {
  const found = database
    .prepare('SELECT name, type, sql FROM main.sqlite_schema WHERE name IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(ourTables));
  const odd = found.find(({ type, sql }) => type !== 'table' || /^\s*create\s+virtual\b|\bas\s*\(/i.test(String(sql)));
  if (odd === undefined) return;
  throw new ExitpollError(`what stands for "${String(odd['name'])}" in it is no plain table`, {
    code: 'store-not-one',
    at: { file },
    hint: 'Exitpoll made no such store: do not trust whoever gave it to you.',
  });
}

function migrate(database: DatabaseSync, file: string): void {
  if (pragma(database, 'user_version') === migrations.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    // Read again under the lock: another process may have been faster.
    const done = pragma(database, 'user_version');
    checkIdentity(database, file);
    for (const migration of migrations.slice(done)) database.exec(migration);
    if (done === 0) {
      const insert = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
      insert.run('created_at', new Date().toISOString());
      insert.run('created_by', `exitpoll ${version}`);
    }
    database.exec(`PRAGMA user_version = ${migrations.length}; COMMIT;`);
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** The number a pragma gives. */
export function pragma(database: DatabaseSync, name: string): number {
  const row = database.prepare(`PRAGMA ${name}`).get();
  return Number(Object.values(row ?? {})[0] ?? 0);
}
