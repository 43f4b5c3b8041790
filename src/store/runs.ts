import { hostname } from 'node:os';

import { jsonBytes } from './bytes.ts';
import type { Store } from './store.ts';

/** What a run has done so far, as other processes may read it. */
export interface RunTallies {
  readonly planned: number;
  /** Trials that had an outcome before this run. */
  readonly before: number;
  readonly done: number;
  readonly bails: number;
  readonly errors: number;
  readonly calls: number;
  readonly errorsByKind: Readonly<Record<string, number>>;
}

/** How a run ended. */
export type RunEnding = 'done' | 'interrupted' | 'stopped';

/** A run whose heartbeat is older than this has died, or stands still: others may take its models. */
export const staleAfterMs = 20_000;

/** Notes that this process starts to work on a study. */
export function startRun(store: Store, revisionId: number, now: number): number {
  return store.transaction(() =>
    Number(
      store.statements
        .get('INSERT INTO run (study_revision_id, host, pid, started_at, heartbeat_at) VALUES (?, ?, ?, ?, ?)')
        .run(revisionId, hostname(), process.pid, now, now).lastInsertRowid,
    ),
  );
}

/** Says that the run lives, and how far it is. */
export function heartbeat(store: Store, runId: number, now: number, tallies: RunTallies): void {
  store.transaction(() =>
    store.statements
      .get('UPDATE run SET heartbeat_at = ?, tallies = ? WHERE id = ?')
      .run(now, jsonBytes(tallies), runId),
  );
}

/** Ends the run and gives its models free. */
export function endRun(store: Store, runId: number, now: number, ending: RunEnding, tallies: RunTallies): void {
  store.transaction(() => {
    store.statements
      .get('UPDATE run SET ended_at = ?, ending = ?, heartbeat_at = ?, tallies = ? WHERE id = ?')
      .run(now, ending, now, jsonBytes(tallies), runId);
    store.statements.get('DELETE FROM lease WHERE run_id = ?').run(runId);
  });
}

/** Who works on a model. */
export interface LeaseHolder {
  readonly runId: number;
  readonly host: string;
  readonly pid: number;
  readonly startedAt: number;
}

/**
 * Takes a model for a run, so that two runs on one store never ask it the same thing twice.
 *
 * @returns `null` when it is ours now, else the living run that has it.
 */
export function takeLease(store: Store, modelId: number, runId: number, now: number): LeaseHolder | null {
  return store.transaction(() => {
    const row = store.statements
      .get(
        'SELECT r.id, r.host, r.pid, r.started_at, r.heartbeat_at, r.ended_at FROM lease l JOIN run r ON r.id = l.run_id WHERE l.model_id = ?',
      )
      .get(modelId);
    const holder =
      row === undefined
        ? null
        : {
            runId: Number(row['id']),
            host: String(row['host']),
            pid: Number(row['pid']),
            startedAt: Number(row['started_at']),
          };
    const lives = row !== undefined && row['ended_at'] === null && now - Number(row['heartbeat_at']) < staleAfterMs;
    if (holder !== null && holder.runId !== runId && lives && !isDeadHere(holder)) return holder;
    store.statements
      .get('INSERT INTO lease (model_id, run_id) VALUES (?, ?) ON CONFLICT DO UPDATE SET run_id = excluded.run_id')
      .run(modelId, runId);
    return null;
  });
}

/** Gives a model free. */
export function releaseLease(store: Store, modelId: number, runId: number): void {
  store.transaction(() =>
    store.statements.get('DELETE FROM lease WHERE model_id = ? AND run_id = ?').run(modelId, runId),
  );
}

/** Whether the holder ran on this machine and its process is gone: nothing to wait for. */
function isDeadHere(holder: LeaseHolder): boolean {
  if (holder.host !== hostname()) return false;
  if (holder.pid === process.pid) return false;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
