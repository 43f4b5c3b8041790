import type { AuditLabelName } from '../conversation/audit-label.ts';
import { fromJsonBytes, jsonBytes } from './bytes.ts';
import type { Store } from './store.ts';

/** What a rater says of a trial. */
export interface StoredLabel {
  readonly trialId: number;
  readonly rater: string;
  /** Whether the rater is a model. */
  readonly judge: boolean;
  /** `null` where a judge failed; the note then says why. */
  readonly label: AuditLabelName | null;
  readonly note: string | null;
  /** Milliseconds since 1970 UTC. */
  readonly labelledAt: number;
  /** Whether the rater was shown what the detectors say. */
  readonly detectorsShown: boolean;
  /** A judge's reply. */
  readonly generationId: number | null;
}

/** Stores labels, durable when this returns; a rater's earlier label of the same trial gives way. */
export function putLabels(store: Store, labels: readonly StoredLabel[]): void {
  const insert = store.statements.get(
    `INSERT OR REPLACE INTO label (trial_id, rater, judge, label, note, labelled_at, detectors_shown, generation_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  store.transaction(() => {
    for (const label of labels) {
      insert.run(
        label.trialId,
        label.rater,
        label.judge ? 1 : 0,
        label.label,
        label.note === null ? null : jsonBytes(label.note),
        label.labelledAt,
        label.detectorsShown ? 1 : 0,
        label.generationId,
      );
    }
  });
}

/** Takes a label back. */
export function removeLabel(store: Store, trialId: number, rater: string): void {
  store.transaction(() => {
    store.statements.get('DELETE FROM label WHERE trial_id = ? AND rater = ?').run(trialId, rater);
  });
}

/** Every label of the trials sampled for a study, by rater and time. Labels of trials no longer sampled are left out. */
export function sampledLabels(store: Store, study: string): readonly StoredLabel[] {
  const rows = store.statements
    .get(
      `SELECT * FROM label WHERE trial_id IN
         (SELECT t.trial_id FROM audit_trial t JOIN audit_stratum s ON s.id = t.stratum_id WHERE s.study = ?)
       ORDER BY rater, labelled_at, trial_id`,
    )
    .all(study);
  return rows.map((row) => ({
    trialId: Number(row['trial_id']),
    rater: String(row['rater']),
    judge: row['judge'] === 1,
    label: row['label'] as AuditLabelName | null,
    note: row['note'] === null ? null : fromJsonBytes<string>(row['note'] as Uint8Array),
    labelledAt: Number(row['labelled_at']),
    detectorsShown: row['detectors_shown'] === 1,
    generationId: row['generation_id'] === null ? null : Number(row['generation_id']),
  }));
}
