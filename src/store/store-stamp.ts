import { closeSync, openSync, readSync, statSync } from 'node:fs';

import { sha256 } from '../base/hash.ts';

// Of SQLite's files: the header of a database (https://www.sqlite.org/fileformat.html#the_database_header) and of its
// write-ahead log, whose salt changes when it begins anew.
const headerBytes = 100;
const logHeaderBytes = 32;

/**
 * A text that changes with whatever is written to a store, seen from its files alone. It may change too when nothing
 * was, so it tells for sure only that a store is as it was.
 *
 * @throws when the file is gone.
 */
export function storeStamp(file: string): string {
  return sha256(`${fileStamp(file, headerBytes)} ${logStamp(`${file}-wal`)}`);
}

/** The same text for none and an empty one: readers leave those. */
function logStamp(file: string): string {
  try {
    return statSync(file).size === 0 ? 'none' : fileStamp(file, logHeaderBytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'none';
    throw error;
  }
}

function fileStamp(file: string, bytes: number): string {
  const { size, mtimeNs } = statSync(file, { bigint: true });
  const head = Buffer.alloc(bytes);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, head, 0, bytes, 0);
  } finally {
    closeSync(descriptor);
  }
  return `${size} ${mtimeNs} ${head.toString('hex')}`;
}
