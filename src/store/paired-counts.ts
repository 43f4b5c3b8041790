import { scorerVersions } from '../conversation/outcome.ts';
import { isTwins, type StoredCondition } from './conditions.ts';
import type { Store } from './store.ts';

/** An item answered (bail or continue) in the same epochs of two conditions. Of readouts, bails are sums of probabilities. */
export interface PairedCount {
  readonly itemId: number;
  readonly epochs: number;
  readonly bailsA: number;
  readonly bailsB: number;
}

/** Per item of A: the epochs answered in both conditions, and the bails in each, by the strict scorer. */
export function pairedCounts(store: Store, a: StoredCondition, b: StoredCondition): readonly PairedCount[] {
  return counts(
    store,
    'JOIN trial y ON y.arm_id = ? AND y.epoch = x.epoch AND y.item_id = x.item_id',
    [a.datasetId, isTwins(a), b.armId],
    [a.armId, Math.min(a.epochs, b.epochs)],
  );
}

/** The same for every item of a condition and its benign twin, under the same arm. */
export function twinCounts(store: Store, condition: StoredCondition): readonly PairedCount[] {
  return counts(
    store,
    `JOIN dataset_item w ON w.dataset_id = m.dataset_id AND w.twin = m.name
     JOIN trial y ON y.arm_id = ? AND y.epoch = x.epoch AND y.item_id = w.item_id`,
    [condition.datasetId, 0, condition.armId],
    [condition.armId, condition.epochs],
  );
}

type Parameters = readonly number[];

function counts(store: Store, joinOther: string, before: Parameters, after: Parameters): readonly PairedCount[] {
  const rows = store.statements
    .get(
      `SELECT x.item_id, count(*) AS epochs, sum(coalesce(p.bail_probability, p.outcome = 'bail')) AS bails_a,
              sum(coalesce(q.bail_probability, q.outcome = 'bail')) AS bails_b
       FROM trial x
       JOIN dataset_item m ON m.dataset_id = ? AND m.item_id = x.item_id AND (m.twin IS NOT NULL) = ?
       ${joinOther}
       JOIN outcome p ON p.trial_id = x.id AND p.scorer = 'strict' AND p.version = ? AND p.outcome IN ('bail', 'continue')
       JOIN outcome q ON q.trial_id = y.id AND q.scorer = 'strict' AND q.version = ? AND q.outcome IN ('bail', 'continue')
       WHERE x.arm_id = ? AND x.epoch <= ?
       GROUP BY x.item_id`,
    )
    .all(...before, scorerVersions.strict, scorerVersions.strict, ...after);
  return rows.map((row) => ({
    itemId: Number(row['item_id']),
    epochs: Number(row['epochs']),
    bailsA: Number(row['bails_a']),
    bailsB: Number(row['bails_b']),
  }));
}
