import { existsSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { createReadStream } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { hashBytes } from './bytes.ts';
import { isProcessGone } from './runs.ts';
import type { SpillHeader } from './spill-file.ts';
import { spillPrefix, type SpilledReply } from './spill.ts';
import type { Store } from './store.ts';
import { writeRecords } from './write-records.ts';

/** What was read in from a spill file. */
export interface SpillRead {
  readonly file: string;
  /** Replies the store did not have yet. */
  readonly added: number;
  /** Lines that could not be read: the last one may have been cut off. */
  readonly unreadable: number;
  /** Whether the file is gone now, because all that could be read of it is in the store. */
  readonly removed: boolean;
}

const batchSize = 64;

/** The files that hold replies this store refused, whoever wrote them being gone. */
export function findSpills(store: Store, path: string | undefined): readonly string[] {
  const prefix = spillPrefix(store.id);
  const folder = tmpdir();
  const found = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(folder, name));
  if (path !== undefined && existsSync(path) && !found.includes(path)) found.push(path);
  return found.filter(isOurs);
}

/**
 * Brings the replies of a spill file into the store. A reply that is there already is left as it is, so reading a file
 * twice changes nothing. The file is removed once everything in it is durable.
 *
 * @returns `null` when it is another store's, or somebody is still writing it.
 */
export async function readSpill(store: Store, runId: number, file: string): Promise<SpillRead | null> {
  const before = countGenerations(store);
  let unreadable = 0;
  let isFirst = true;
  let batch: SpilledReply[] = [];
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
  for await (const line of lines) {
    const value = parsed(line);
    if (isHeader(value)) {
      if (value.spillOf !== store.id || isBusy(value)) return null;
    } else if (isFirst) return null;
    else if (isReply(value)) batch.push(value);
    else unreadable += 1;
    isFirst = false;
    if (batch.length >= batchSize) {
      unreadable += add(store, runId, batch);
      batch = [];
    }
  }
  unreadable += add(store, runId, batch);
  // One line may have been cut off when the writer was; more than that is not ours to throw away.
  const removed = unreadable <= 1;
  if (removed) rmSync(file);
  return { file, added: countGenerations(store) - before, unreadable, removed };
}

/** @returns how many are of models the store does not know. */
function add(store: Store, runId: number, replies: readonly SpilledReply[]): number {
  const known = replies.flatMap((spilled) => {
    const row = store.statements.get('SELECT id FROM model WHERE hash = ?').get(hashBytes(spilled.model));
    return row === undefined ? [] : [{ spilled, modelId: Number(row['id']) }];
  });
  store.transaction(() =>
    writeRecords(
      store.statements,
      runId,
      known.map(({ spilled, modelId }) => {
        const { model: _model, reply, ...rest } = spilled;
        return { kind: 'generation', ...rest, modelId, ref: { id: null, reply } };
      }),
    ),
  );
  return replies.length - known.length;
}

function countGenerations(store: Store): number {
  return Number(store.statements.get('SELECT count(*) AS n FROM generation').get()?.['n']);
}

/** A stranger could put a file of that name into a folder that all may write. */
function isOurs(file: string): boolean {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  return stats?.isFile() === true && (process.getuid === undefined || stats.uid === process.getuid());
}

function isBusy({ host, pid }: SpillHeader): boolean {
  return host === hostname() && pid !== process.pid && !isProcessGone(pid);
}

function parsed(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value = JSON.parse(line) as unknown;
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

function isHeader(value: unknown): value is SpillHeader {
  return typeof (value as SpillHeader | null)?.spillOf === 'string';
}

function isReply(value: unknown): value is SpilledReply {
  const reply = value as Partial<SpilledReply> | null;
  return (
    reply !== null &&
    /^[0-9a-f]{64}$/.test(String(reply.key)) &&
    /^[0-9a-f]{64}$/.test(String(reply.model)) &&
    typeof reply.reply?.text === 'string' &&
    [reply.draw, reply.startedAt, reply.durationMs, reply.attempts].every((number) => typeof number === 'number')
  );
}
