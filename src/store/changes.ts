import type { Store } from './store.ts';

/** Rises with every commit of another connection, whatever it wrote. */
export function commitsSeen(store: Store): number {
  return Number(store.statements.get('PRAGMA data_version').get()?.['data_version']);
}

/**
 * A text that changes with what a run, an audit or a plan stores, and not when a run merely says that it lives. It does
 * not see scores alone: nothing writes those while a run is on but with replies.
 */
export function contentMark(store: Store): string {
  const row = store.statements
    .get(
      `SELECT (SELECT max(id) FROM trial) AS trials, (SELECT max(id) FROM generation) AS generations,
         (SELECT max(id) FROM attempt) AS attempts, (SELECT max(id) FROM follow_up) AS follow_ups,
         (SELECT count(*) || ' ' || max(labelled_at) FROM label) AS labels,
         (SELECT count(*) || ' ' || max(planned_at) FROM study_revision) AS plans,
         (SELECT count(stopped_epochs) || ' ' || count(unsupported) FROM plan_line) AS plan_lines`,
    )
    .get();
  return Object.values(row ?? {}).join(' ');
}
