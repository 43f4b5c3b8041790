import { ExitpollError, messageOf } from '../../base/errors.ts';

// Primary result codes of SQLite: https://www.sqlite.org/rescode.html
const busy = 5;
const locked = 6;
export const readOnly = 8;
const ioError = 10;
const corrupt = 11;
const full = 13;
export const cannotOpen = 14;
const notADatabase = 26;

/** SQLite's primary result code of an error, or `null` when it is none of SQLite's. */
export function sqliteCode(error: unknown): number | null {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : null;
}

/** Whether the error says that there is no room left. */
export function isDiskFull(error: unknown): boolean {
  return sqliteCode(error) === full || (sqliteCode(error) === ioError && /space|quota/i.test(messageOf(error)));
}

/** Whether the error says that the file is damaged, or no database. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === corrupt || code === notADatabase;
}

/** An error that says what in a store cannot be as it is. */
export function damagedStore(file: string, what: string, cause?: unknown): ExitpollError {
  return new ExitpollError(`the store is damaged: ${what}`, {
    code: 'store-corrupt',
    hint: 'Keep a copy of it as it is; `sqlite3 FILE .recover` gets out what can still be read.',
    at: { file },
    cause,
  });
}

/** What a database error means to the user; anything that is not SQLite's comes back as it was. */
export function storeError(error: unknown, file: string): unknown {
  if (error instanceof ExitpollError) return error;
  const make = (code: string, message: string, hint: string): ExitpollError =>
    new ExitpollError(message, { code, hint, at: { file }, cause: error });
  switch (sqliteCode(error)) {
    case busy:
    case locked:
      return make(
        'store-locked',
        'the store is locked by another program',
        'Close whatever holds it open for writing (a database browser, a backup) and try again; nothing is lost.',
      );
    case readOnly:
      return make(
        'store-read-only',
        'the store cannot be written',
        'Check the permissions of the file and its folder.',
      );
    case full:
      return make(
        'store-full',
        'no room left to write the store',
        'Free some space and run the same command again: it goes on where it was.',
      );
    case ioError:
      return make(
        isDiskFull(error) ? 'store-full' : 'store-io',
        `the store cannot be read or written: ${messageOf(error)}`,
        'Check the disk; run the same command again: it goes on where it was.',
      );
    case corrupt:
      return damagedStore(file, messageOf(error), error);
    case cannotOpen:
      return make(
        'store-cannot-open',
        'the store cannot be opened',
        'Check that its folder exists and may be written.',
      );
    case notADatabase:
      return make('store-not-one', 'is not an exitpoll store', 'Name another file with --store.');
    default:
      return error;
  }
}
