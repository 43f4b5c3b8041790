import { accessSync, closeSync, constants, existsSync, openSync, readSync, statfsSync, statSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { ExitpollError } from '../base/errors.ts';
import { hashHex } from './bytes.ts';
import type { GenerationRecord } from './records.ts';
import { SpillFile, type SpillHeader } from './spill-file.ts';
import type { Store } from './store.ts';

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

/** A spill file that has replies in it. */
export interface KeptReplies {
  readonly file: string;
  readonly replies: number;
}

/**
 * Where replies go that a store refuses: the file of the user's choice, if there is one, then one in the temporary
 * folder, where that helps. A file is only made when it is needed.
 */
export class Spill {
  readonly #models: ReadonlyMap<number, string>;
  readonly #files: readonly SpillFile[];

  /** @param path a file of the user's choice */
  constructor(store: Store, path: string | undefined) {
    const rows = store.statements.get('SELECT id, hash FROM model').all();
    this.#models = new Map(rows.map((row) => [Number(row['id']), hashHex(row['hash'] as Uint8Array)]));
    const places = [path, temporaryPath(store)].filter((place) => place !== undefined);
    this.#files = places.map(
      (place) => new SpillFile(place, { spillOf: store.id, host: hostname(), pid: process.pid }),
    );
  }

  /** Where replies are kept, and how many; empty when none is. */
  get kept(): readonly KeptReplies[] {
    return this.#files.filter(({ replies }) => replies > 0).map(({ file, replies }) => ({ file, replies }));
  }

  /** Writes replies. @returns how many are durable now: all or none. */
  keep(records: readonly GenerationRecord[]): number {
    const lines = records.map((record) => JSON.stringify(this.#spilled(record)));
    // Where there is no room anywhere, the caller names the loss.
    return this.#files.some((file) => file.keep(lines)) ? records.length : 0;
  }

  close(): void {
    for (const file of this.#files) file.close();
  }

  #spilled(record: GenerationRecord): SpilledReply {
    const { key, modelId, draw, startedAt, durationMs, attempts, form, ref } = record;
    const model = this.#models.get(modelId) ?? '';
    const sent = form === undefined ? {} : { form };
    return { model, key, draw, startedAt, durationMs, attempts, ...sent, reply: ref.reply };
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

/** `undefined` where the temporary folder is on the store's own disk, and that has no room left. */
function temporaryPath(store: Store): string | undefined {
  const folder = tmpdir();
  try {
    const isOther = statSync(folder).dev !== statSync(dirname(store.file)).dev;
    const { bavail, bsize } = statfsSync(folder);
    if (!isOther && bavail * bsize < leastFreeBytes) return undefined;
  } catch {
    return undefined;
  }
  return join(folder, `${spillPrefix(store.id)}${process.pid}-${Date.now().toString(36)}.jsonl`);
}
