import { scorerVersions, type Outcome } from '../conversation/outcome.ts';
import { storedText } from './stored-json.ts';
import type { Store } from './store.ts';

/** Words written beside an answer, and the trial they are of. */
export interface StoredJournal {
  readonly epoch: number;
  readonly itemId: number;
  readonly outcome: Outcome;
  readonly text: string;
}

/** The journals of an arm's trials, one at a time. */
export function* armJournals(store: Store, armId: number): Generator<StoredJournal> {
  const statement = store.statements.fresh(
    `SELECT t.epoch, t.item_id, o.outcome, o.journal FROM trial t
     JOIN outcome o ON o.trial_id = t.id AND o.scorer = 'strict' AND o.version = ? AND o.journal IS NOT NULL
     WHERE t.arm_id = ? ORDER BY t.epoch, t.item_id`,
  );
  for (const row of statement.iterate(scorerVersions.strict, armId)) {
    yield {
      epoch: Number(row['epoch']),
      itemId: Number(row['item_id']),
      outcome: row['outcome'] as Outcome,
      text: storedText(row['journal'] as Uint8Array),
    };
  }
}
