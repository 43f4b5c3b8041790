import { ExitpollError } from '../../base/errors.ts';
import { openStore, type Store } from '../../store/store.ts';

/** How long a writer waits for another; the server answers nobody meanwhile. */
const waitMs = 2_000;

/**
 * Does one thing to the store that is open for reading, through a connection of its own that is closed again at once: so
 * a run is never kept from writing.
 *
 * @throws ExitpollError when it cannot be written: moved away, of an older version, read-only, locked, full.
 */
export async function writeStore<Result>(read: Store, work: (store: Store) => Result): Promise<Result> {
  // Opening for writing would make a file that is not there, and bring an older one up to date under its readers.
  await using again = openStore(read.file, 'read');
  if (again.id !== read.id) {
    throw new ExitpollError('another store stands where this one was', {
      code: 'store-replaced',
      hint: 'Start `exitpoll view` again.',
    });
  }
  if (again.isOlder) {
    throw new ExitpollError('the store is of an older version, and can only be read', {
      code: 'store-old',
      hint: '`exitpoll audit draw` or any run brings it up to date; then start `exitpoll view` again.',
    });
  }
  try {
    await using store = openStore(read.file);
    store.statements.get(`PRAGMA busy_timeout = ${waitMs}`).get();
    return work(store);
  } catch (error) {
    if (!(error instanceof ExitpollError)) throw error;
    const hint = hints[error.code] ?? error.hint;
    throw new ExitpollError(error.message, { code: error.code, hint, cause: error });
  }
}

/** What to do where the store's own words are about runs. */
const hints: { readonly [code: string]: string | undefined } = {
  'store-full': 'Free some space, and press the key again. Labels given before are kept.',
  'store-io': 'Check the disk, and press the key again. Labels given before are kept.',
  'store-read-only': 'Check the permissions of the file and its folder, and press the key again.',
};
