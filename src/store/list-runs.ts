import { storedObject } from './stored-json.ts';
import { runLives, type RunEnding, type RunTallies } from './runs.ts';
import type { Store } from './store.ts';

/** A run as it stands in a store. */
export interface StoredRun {
  readonly id: number;
  /** Name of the study it worked on. */
  readonly study: string;
  readonly host: string;
  readonly pid: number;
  readonly startedAt: number;
  readonly heartbeatAt: number;
  /** `null` while it is on, and for one that died. */
  readonly endedAt: number | null;
  readonly ending: RunEnding | null;
  /** Whether it is on: not ended, its process not known to be gone, and its last sign of life not old. */
  readonly lives: boolean;
  /** As of its last heartbeat; `null` where it had none. Parts are missing in what older versions wrote. */
  readonly tallies:
    | (Pick<RunTallies, 'planned' | 'before' | 'done' | 'bails' | 'errors' | 'calls'> & Partial<RunTallies>)
    | null;
}

/** The newest runs of a store, the newest first. Reads only, and never makes a writer wait. */
export function listRuns(store: Store, now: number, limit = 20): readonly StoredRun[] {
  const rows = store.statements
    .get(
      `SELECT r.id, s.name, r.host, r.pid, r.started_at, r.heartbeat_at, r.ended_at, r.ending, r.tallies
       FROM run r JOIN study_revision s ON s.id = r.study_revision_id ORDER BY r.id DESC LIMIT ?`,
    )
    .all(limit);
  return rows.map((row) => {
    const run = {
      id: Number(row['id']),
      study: String(row['name']),
      host: String(row['host']),
      pid: Number(row['pid']),
      startedAt: Number(row['started_at']),
      heartbeatAt: Number(row['heartbeat_at']),
      endedAt: row['ended_at'] === null ? null : Number(row['ended_at']),
      ending: row['ending'] as RunEnding | null,
    };
    const tallies = row['tallies'] as Uint8Array | null;
    return {
      ...run,
      lives: runLives(run, now),
      tallies: tallies === null ? null : storedObject<NonNullable<StoredRun['tallies']>>(tallies),
    };
  });
}

/** Whether any run is on. */
export function isRunOn(store: Store, now: number): boolean {
  return store.statements
    .get('SELECT host, pid, heartbeat_at FROM run WHERE ended_at IS NULL ORDER BY id DESC LIMIT 100')
    .all()
    .some((row) =>
      runLives(
        {
          host: String(row['host']),
          pid: Number(row['pid']),
          endedAt: null,
          heartbeatAt: Number(row['heartbeat_at']),
        },
        now,
      ),
    );
}
