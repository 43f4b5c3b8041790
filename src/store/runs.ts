import { hostname } from 'node:os';

import { jsonBytes } from './bytes.ts';
import type { Store } from './store.ts';

/** Failed calls of one kind. */
export interface ErrorTally {
  readonly count: number;
  /** The first that differ, at most three. `message` is what the endpoint said: not to be trusted. */
  readonly examples: readonly { readonly message: string; readonly at: number }[];
}

/** How busy an endpoint is kept. */
export interface GateTally {
  /** Calls that may be in flight now. */
  readonly limit: number;
  readonly inFlight: number;
  readonly waiting: number;
  /** Milliseconds since 1970 until which nothing goes out, or `null`. */
  readonly pausedUntil: number | null;
}

/** What calls took: those that failed are part of it, as far as the endpoint told. */
export interface SpentTally {
  readonly calls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Prompt tokens the endpoint took from a cache. */
  readonly cachedTokens: number;
  /** US dollars; `null` where no price is known, 0 on this machine. */
  readonly cost: number | null;
}

/** How far a run is with one model. */
export interface ModelTallies {
  /** What the study calls it. */
  readonly label: string;
  readonly planned: number;
  /** Trials that had an outcome before this run. */
  readonly before: number;
  /** Trials that ended in this run, those that ended as `error` too. */
  readonly done: number;
  /** Trials left to this run: those that ended as `error` in it are not among them, those of earlier runs are. */
  readonly pending: number;
  readonly bails: number;
  /** Trials that ended as `error` in this run. */
  readonly errors: number;
  /** Failed calls by their kind. */
  readonly errorsByKind: Readonly<Record<string, ErrorTally>>;
  /** All calls of this run. */
  readonly spent: SpentTally;
  /** Of it, on calls that failed. */
  readonly spentOnFailed: SpentTally;
  /** `null` before its first call. */
  readonly gate: GateTally | null;
  /** Trials a second over the last minute; `null` in the first two seconds. */
  readonly perSecond: number | null;
  /** Why it was given up; `null` when it was not. */
  readonly givenUp: { readonly message: string; readonly hint: string | null } | null;
}

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
  /** All calls of this run; the cost is `null` when a model that was asked has no known price. */
  readonly spent: SpentTally;
  readonly spentOnFailed: SpentTally;
  /** Trials a second over the last minute; `null` in the first two seconds. */
  readonly perSecond: number | null;
  /** In the study's order. */
  readonly models: readonly ModelTallies[];
  /** The budget that ended the run; `null` when none did. */
  readonly stoppedBy: StoppedBy | null;
  /** Conditions that may end before their epochs are over, and how many of them have; `null` where none may. */
  readonly stopping: { readonly conditions: number; readonly ended: number } | null;
}

/** Which of the user's limits ended a run. */
export type StoppedBy = 'max-cost' | 'max-tokens' | 'max-requests' | 'max-minutes';

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
    const times = { endedAt: row?.['ended_at'] ?? null, heartbeatAt: Number(row?.['heartbeat_at']) };
    if (holder !== null && holder.runId !== runId && runLives({ ...holder, ...times }, now)) return holder;
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

/** Whether a run is on: not ended, its last sign of life not old, and its process, where it can be seen, still there. */
export function runLives(
  run: { readonly host: string; readonly pid: number; readonly endedAt: unknown; readonly heartbeatAt: number },
  now: number,
): boolean {
  return run.endedAt === null && now - run.heartbeatAt < staleAfterMs && !isDeadHere(run);
}

/** Whether it ran on this machine and its process is gone: nothing to wait for. */
function isDeadHere({ host, pid }: { readonly host: string; readonly pid: number }): boolean {
  return host === hostname() && pid !== process.pid && isProcessGone(pid);
}

/** Whether no process of this machine has that number. */
export function isProcessGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
