import { mostEpochs } from '../conversation/most-epochs.ts';
import { damagedStore } from './sqlite/errors.ts';
import type { Store } from './store.ts';

/** Trials that one condition may have planned: several bytes are kept of each. */
const mostTrials = 2 ** 28;

/**
 * Looks at what a plan says before room is made for it.
 *
 * @throws ExitpollError where a line of it has more epochs than a study can ask for, or more trials than could ever be run.
 */
export function checkPlanned(store: Store, revisionId: number): void {
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
