import { mostEpochs } from '../conversation/most-epochs.ts';
import { damagedStore } from './sqlite/errors.ts';
import type { Store } from './store.ts';

/** Trials that all conditions of a plan may have: several bytes are kept of each. */
const mostTrials = 2 ** 27;
/** Lines that a plan may have: with benign twins each is two conditions, and columns number them in 16 bits. */
const mostLines = 2 ** 15;

/**
 * Looks at what a plan says before room is made for it.
 *
 * @throws ExitpollError where a line of it has more epochs than a study can ask for, or where it has more lines, or all
 * together more trials, than could ever be run.
 */
export function checkPlanned(store: Store, revisionId: number): void {
  checkLines(store, revisionId);
  const sums = store.statements
    .get(
      `SELECT count(*) AS lines, total(l.epochs * d.items) AS trials FROM plan_line l
       JOIN (SELECT dataset_id, count(*) AS items FROM dataset_item GROUP BY dataset_id) d ON d.dataset_id = l.dataset_id
       WHERE l.study_revision_id = ?`,
    )
    .get(revisionId);
  const [lines, trials] = [Number(sums?.['lines']), Number(sums?.['trials'])];
  if (lines <= mostLines && trials <= mostTrials) return;
  throw damagedStore(
    store.file,
    `study_revision ${revisionId} plans ${trials} trials in ${lines} conditions, more than could ever be run`,
  );
}

function checkLines(store: Store, revisionId: number): void {
  const odd = store.statements
    .get(
      `SELECT l.position, max(l.epochs, coalesce(l.stopped_epochs, 0)) AS epochs, d.items FROM plan_line l
       JOIN (SELECT dataset_id, count(*) AS items FROM dataset_item GROUP BY dataset_id) d ON d.dataset_id = l.dataset_id
       WHERE l.study_revision_id = ?1
         AND (l.epochs NOT BETWEEN 1 AND ?2 OR coalesce(l.stopped_epochs, 1) NOT BETWEEN 1 AND ?2 OR l.epochs * d.items > ?3)
       LIMIT 1`,
    )
    .get(revisionId, mostEpochs, mostTrials);
  if (odd === undefined) return;
  const { position, epochs, items } = odd;
  throw damagedStore(
    store.file,
    `plan_line ${String(position)} of study_revision ${revisionId} has ${String(epochs)} epochs of ${String(items)} items`,
  );
}
