import type { AuditLabelName } from '../conversation/audit-label.ts';
import { fromJsonBytes, jsonBytes } from './bytes.ts';
import type { Store } from './store.ts';

/** What a label is of: a trial, or a whole conversation in one epoch. */
export type LabelledUnit = 'trial' | 'conversation';

/** What a rater says of a trial or a conversation. */
export interface StoredLabel {
  /** Id of the trial, or of the conversation's passage. */
  readonly unitId: number;
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

/** Where labels of each unit stand, and which of the units are in samples of a study. */
const places = {
  trial: {
    table: 'label',
    id: 'trial_id',
    sampled: 'SELECT t.trial_id FROM audit_trial t JOIN audit_stratum s ON s.id = t.stratum_id WHERE s.study = ?',
  },
  conversation: {
    table: 'passage_label',
    id: 'passage_id',
    sampled:
      'SELECT t.passage_id FROM passage_sample t JOIN passage_stratum s ON s.id = t.stratum_id WHERE s.study = ?',
  },
} as const;

/** Stores labels, durable when this returns; a rater's earlier label of the same unit gives way. */
export function putLabels(store: Store, labels: readonly StoredLabel[], unit: LabelledUnit = 'trial'): void {
  const { table, id } = places[unit];
  const insert = store.statements.get(
    `INSERT OR REPLACE INTO ${table} (${id}, rater, judge, label, note, labelled_at, detectors_shown, generation_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  store.transaction(() => {
    for (const label of labels) {
      insert.run(
        label.unitId,
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
export function removeLabel(store: Store, unitId: number, rater: string, unit: LabelledUnit = 'trial'): void {
  const { table, id } = places[unit];
  store.transaction(() => {
    store.statements.get(`DELETE FROM ${table} WHERE ${id} = ? AND rater = ?`).run(unitId, rater);
  });
}

/** Every label of the units sampled for a study, by rater and time. Labels of units no longer sampled are left out. */
export function sampledLabels(store: Store, study: string, unit: LabelledUnit = 'trial'): readonly StoredLabel[] {
  const { table, id, sampled } = places[unit];
  const rows = store.statements
    .get(`SELECT * FROM ${table} WHERE ${id} IN (${sampled}) ORDER BY rater, labelled_at, ${id}`)
    .all(study);
  return rows.map((row) => ({
    unitId: Number(row[id]),
    rater: String(row['rater']),
    judge: row['judge'] === 1,
    label: row['label'] as AuditLabelName | null,
    note: row['note'] === null ? null : fromJsonBytes<string>(row['note'] as Uint8Array),
    labelledAt: Number(row['labelled_at']),
    detectorsShown: row['detectors_shown'] === 1,
    generationId: row['generation_id'] === null ? null : Number(row['generation_id']),
  }));
}
