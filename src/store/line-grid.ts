import { outcomes, scorerVersions, type Outcome } from '../conversation/outcome.ts';
import { readMembership } from './membership.ts';
import { cellOf, type OutcomeGrid } from './outcome-grid.ts';
import type { PlanLine } from './plans.ts';
import type { Store } from './store.ts';

/** How the trials of one line ended, by the strict scorer alone. */
export type LineGrid = Omit<OutcomeGrid, 'flags' | 'trials' | 'beforeTrials' | 'far'>;

/** Reads how the trials of the first epochs of one line ended: what else is in the store is not looked at. */
export function readLineGrid(store: Store, { armId, datasetId, arm }: PlanLine, epochs: number): LineGrid {
  const membership = readMembership(store, datasetId);
  const { size, finder } = membership;
  const cells = new Uint8Array(epochs * size);
  const isRead = arm.settings.readout === 'logprobs';
  const bail = isRead ? new Float64Array(epochs * size).fill(Number.NaN) : null;
  const statement = store.statements.fresh(
    `SELECT t.item_id, o.outcome, o.bail_probability FROM dataset_item m
     JOIN trial t ON t.arm_id = ? AND t.epoch = ? AND t.item_id = m.item_id
     LEFT JOIN outcome o ON o.trial_id = t.id AND o.scorer = 'strict' AND o.version = ?
     WHERE m.dataset_id = ?`,
  );
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    for (const row of statement.iterate(armId, epoch, scorerVersions.strict, datasetId)) {
      const cell = (epoch - 1) * size + finder.of(Number(row['item_id']));
      const outcome = row['outcome'] as Outcome | null;
      cells[cell] = outcome !== null && outcomes.includes(outcome) ? cellOf('strict', outcome) : cellOf(null);
      const probability = row['bail_probability'] as number | null;
      if (bail !== null && probability !== null) bail[cell] = probability;
    }
  }
  return { membership, epochs, cells, readouts: bail === null ? null : { bail, neither: bail } };
}

/** How far the epochs of a line are. */
export interface EpochsRun {
  /** Epochs from the first in which every item has its trial, an `error` included. */
  readonly whole: number;
  /** Whether any item has one in a later epoch. */
  readonly goesOn: boolean;
}

/** How far the epochs of a line are, up to `most`. */
export function epochsRun(store: Store, { armId, datasetId }: PlanLine, most: number): EpochsRun {
  const items = Number(store.statements.get('SELECT items FROM dataset WHERE id = ?').get(datasetId)?.['items']);
  const countTrials = store.statements.get(
    `SELECT count(*) AS n FROM dataset_item m
     JOIN trial t ON t.arm_id = ? AND t.epoch = ? AND t.item_id = m.item_id WHERE m.dataset_id = ?`,
  );
  let whole = 0;
  while (whole < most && Number(countTrials.get(armId, whole + 1, datasetId)?.['n']) === items) whole += 1;
  const later = store.statements
    .get(
      `SELECT 1 FROM trial t JOIN dataset_item m ON m.item_id = t.item_id AND m.dataset_id = ?
       WHERE t.arm_id = ? AND t.epoch > ? AND t.epoch <= ? LIMIT 1`,
    )
    .get(datasetId, armId, whole, most);
  return { whole, goesOn: later !== undefined };
}
