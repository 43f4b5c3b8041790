import type { AuditLabelName } from '../conversation/audit-label.ts';
import { jsonBytes } from './bytes.ts';
import { storedText } from './stored-json.ts';
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
  store.transaction(() => {
    for (const label of labels) insertLabel(store, label, unit);
  });
}

/** Takes a label back. */
export function removeLabel(store: Store, unitId: number, rater: string, unit: LabelledUnit = 'trial'): void {
  store.transaction(() => deleteLabel(store, unitId, rater, unit));
}

/** Whether a label was given or taken back, and the rater's label that the store has now. */
export interface LabelChange {
  readonly done: boolean;
  readonly label: StoredLabel | null;
}

/**
 * Stores a label unless the one it takes the place of was changed meanwhile.
 *
 * @param known when the rater's label that gives way was given; `null` where there is none
 */
export function replaceLabel(store: Store, label: StoredLabel, unit: LabelledUnit, known: number | null): LabelChange {
  return store.transaction(() => {
    const present = storedLabel(store, label.unitId, label.rater, unit);
    if ((present?.labelledAt ?? null) !== known) return { done: false, label: present };
    insertLabel(store, label, unit);
    return { done: true, label };
  });
}

/** Takes a label back unless it was changed meanwhile. @param known when it was given */
export function takeLabelBack(
  store: Store,
  { unitId, rater }: Pick<StoredLabel, 'unitId' | 'rater'>,
  unit: LabelledUnit,
  known: number,
): LabelChange {
  return store.transaction(() => {
    const present = storedLabel(store, unitId, rater, unit);
    if (present?.labelledAt !== known) return { done: false, label: present };
    deleteLabel(store, unitId, rater, unit);
    return { done: true, label: null };
  });
}

function insertLabel({ statements }: Store, label: StoredLabel, unit: LabelledUnit): void {
  const { table, id } = places[unit];
  statements
    .get(
      `INSERT OR REPLACE INTO ${table} (${id}, rater, judge, label, note, labelled_at, detectors_shown, generation_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
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

function deleteLabel({ statements }: Store, unitId: number, rater: string, unit: LabelledUnit): void {
  const { table, id } = places[unit];
  statements.get(`DELETE FROM ${table} WHERE ${id} = ? AND rater = ?`).run(unitId, rater);
}

function storedLabel({ statements }: Store, unitId: number, rater: string, unit: LabelledUnit): StoredLabel | null {
  const { table, id } = places[unit];
  const row = statements.get(`SELECT * FROM ${table} WHERE ${id} = ? AND rater = ?`).get(unitId, rater);
  return row === undefined ? null : labelOf(row, id);
}

/** Every label of the units sampled for a study, by rater and time. Labels of units no longer sampled are left out. */
export function sampledLabels(store: Store, study: string, unit: LabelledUnit = 'trial'): readonly StoredLabel[] {
  const { table, id, sampled } = places[unit];
  const rows = store.statements
    .get(`SELECT * FROM ${table} WHERE ${id} IN (${sampled}) ORDER BY rater, labelled_at, ${id}`)
    .all(study);
  return rows.map((row) => labelOf(row, id));
}

function labelOf(row: Readonly<Record<string, unknown>>, id: (typeof places)[LabelledUnit]['id']): StoredLabel {
  return {
    unitId: Number(row[id]),
    rater: String(row['rater']),
    judge: row['judge'] === 1,
    label: row['label'] as AuditLabelName | null,
    note: row['note'] === null ? null : storedText(row['note'] as Uint8Array),
    labelledAt: Number(row['labelled_at']),
    detectorsShown: row['detectors_shown'] === 1,
    generationId: row['generation_id'] === null ? null : Number(row['generation_id']),
  };
}
