import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { ExitpollError } from '../base/errors.ts';
import { hashHex } from './bytes.ts';
import type { GenerationRecord } from './records.ts';
import type { Store } from './store.ts';

/** The first line of a spill file. */
export interface SpillHeader {
  /** The store it belongs to, by its `id`. */
  readonly spillOf: string;
  /** Whoever writes it. */
  readonly host: string;
  readonly pid: number;
}

/** A reply in a spill file: all that its row in the store holds. */
export interface SpilledReply extends Omit<GenerationRecord, 'kind' | 'ref' | 'modelId'> {
  /** Hash of what the model is, hex. */
  readonly model: string;
  readonly reply: GenerationRecord['ref']['reply'];
}

/** What must be free where the store's own disk is used too: the end of a run must not fill it. */
const leastFreeBytes = 64 * 2 ** 20;

/** The beginning of the names of a store's spill files in the temporary folder. */
export function spillPrefix(storeId: string): string {
  return `exitpoll-spill-${storeId}-`;
}

/**
 * Where replies go that a store refuses: one JSON object a line, each durable before it counts as kept. The file is
 * only made when it is needed, and only its owner may read it.
 */
export class Spill {
  readonly #store: Store;
  readonly #models: ReadonlyMap<number, string>;
  readonly #path: string | null;
  #handle: number | null = null;
  #replies = 0;
  #bytes = 0;

  /** @param path a file of the user's choice; left out, one in the temporary folder, where that helps */
  constructor(store: Store, path: string | undefined) {
    this.#store = store;
    const rows = store.statements.get('SELECT id, hash FROM model').all();
    this.#models = new Map(rows.map((row) => [Number(row['id']), hashHex(row['hash'] as Uint8Array)]));
    this.#path = path ?? defaultPath(store);
  }

  /** Where replies are kept, and how many; `null` when none is. */
  get kept(): { readonly file: string; readonly replies: number } | null {
    return this.#replies === 0 || this.#path === null ? null : { file: this.#path, replies: this.#replies };
  }

  /** Writes replies. @returns how many are durable now: all or none. */
  keep(records: readonly GenerationRecord[]): number {
    if (this.#path === null) return 0;
    try {
      this.#handle ??= this.#open(this.#path);
      const lines = records.map((record) => JSON.stringify(this.#spilled(record)));
      this.#write(this.#handle, `${lines.join('\n')}\n`);
      this.#replies += records.length;
      return records.length;
    } catch {
      // No room there either, or it cannot be written: the caller names the loss.
      return 0;
    }
  }

  close(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }

  #open(path: string): number {
    const handle = openSync(path, 'a', 0o600);
    try {
      this.#bytes = statSync(path).size;
      const header: SpillHeader = { spillOf: this.#store.id, host: hostname(), pid: process.pid };
      this.#write(handle, `${JSON.stringify(header)}\n`);
      return handle;
    } catch (error) {
      closeSync(handle);
      throw error;
    }
  }

  #write(handle: number, text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
      fsyncSync(handle);
      this.#bytes += bytes.length;
    } catch (error) {
      // Half a line would spoil the next.
      ftruncateSync(handle, this.#bytes);
      throw error;
    }
  }

  #spilled({ key, modelId, draw, startedAt, durationMs, attempts, ref }: GenerationRecord): SpilledReply {
    return { model: this.#models.get(modelId) ?? '', key, draw, startedAt, durationMs, attempts, reply: ref.reply };
  }
}

/**
 * Looks whether a file of the user's choice could be written, which nobody wants to learn once replies depend on it.
 *
 * @throws ExitpollError when it could not, or holds something else than replies of this store.
 */
export function checkSpillPath(path: string, storeId: string): void {
  const refused = (why: string): ExitpollError =>
    new ExitpollError(`${path}: cannot take in replies when the disk is full: ${why}`, {
      code: 'bad-spill-path',
      hint: 'Name a file in a folder that exists, best on another disk.',
    });
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile()) throw refused('it is no file');
  if (found !== undefined && found.size > 0 && !isSpillOf(path, storeId)) throw refused('it holds something else');
  const written = found === undefined ? dirname(path) : path;
  try {
    accessSync(written, constants.W_OK);
  } catch {
    throw refused(existsSync(written) ? `${written} cannot be written` : `there is no folder ${written}`);
  }
}

function isSpillOf(path: string, storeId: string): boolean {
  const handle = openSync(path, 'r');
  try {
    const start = Buffer.alloc(4096);
    const [line = ''] = start.toString('utf8', 0, readSync(handle, start)).split('\n', 1);
    return (JSON.parse(line) as Partial<SpillHeader> | null)?.spillOf === storeId;
  } catch {
    return false;
  } finally {
    closeSync(handle);
  }
}

/** `null` where the temporary folder is on the store's own disk, and that has no room left. */
function defaultPath(store: Store): string | null {
  const folder = tmpdir();
  try {
    const isOther = statSync(folder).dev !== statSync(dirname(store.file)).dev;
    const { bavail, bsize } = statfsSync(folder);
    if (!isOther && bavail * bsize < leastFreeBytes) return null;
  } catch {
    return null;
  }
  return join(folder, `${spillPrefix(store.id)}${process.pid}-${Date.now().toString(36)}.jsonl`);
}
