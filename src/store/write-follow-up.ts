import { jsonBytes } from './bytes.ts';
import type { FollowUpOutcome, FollowUpRecord } from './records.ts';
import type { StatementCache } from './sqlite/statements.ts';
import { writeAttempts } from './write-attempts.ts';

/** Writes a child trial inside the transaction that is open. @returns whether all its replies are stored already. */
export function writeFollowUp(statements: StatementCache, runId: number, record: FollowUpRecord): boolean {
  if (record.steps.some(({ id }) => id === null)) return false;
  const id = upsert(statements, record);
  record.steps.forEach((step, k) => {
    statements
      .get('INSERT INTO follow_up_step (follow_up_id, k, generation_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
      .run(id, k, step.id);
  });
  writeFollowUpOutcome(statements, id, record.outcome);
  writeAttempts(statements, 'follow_up_attempt', { ownerId: id, runId }, record.failed);
  return true;
}

function upsert(statements: StatementCache, record: FollowUpRecord): number {
  const { trialId, contentId, draw, scorer, version, ending } = record;
  const note = record.note === null ? null : jsonBytes(record.note);
  const { changes, lastInsertRowid } = statements
    .get(
      `INSERT INTO follow_up (trial_id, content_id, draw, scorer, version, ending, note) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    )
    .run(trialId, contentId, draw, scorer, version, ending, note);
  if (changes === 1) return Number(lastInsertRowid);
  const row = statements
    .get('SELECT id, ending FROM follow_up WHERE trial_id = ? AND content_id = ? AND draw = ?')
    .get(trialId, contentId, draw);
  const id = Number(row?.['id']);
  // Only a failed one is ever replaced: what was scored once stays.
  if (row?.['ending'] === 'error') {
    statements.get('UPDATE follow_up SET ending = ?, note = ? WHERE id = ?').run(ending, note, id);
    statements.get('DELETE FROM follow_up_outcome WHERE follow_up_id = ?').run(id);
  }
  return id;
}

/** Writes what the scorer found. The first result of a version stays. */
export function writeFollowUpOutcome(statements: StatementCache, id: number, found: FollowUpOutcome): void {
  const { version, outcome, via, flags, evidence } = found;
  statements
    .get(
      `INSERT INTO follow_up_outcome (follow_up_id, version, outcome, via, flags, evidence_step, evidence_start, evidence_end)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    )
    .run(
      id,
      version,
      outcome,
      via,
      flags.join(','),
      evidence?.step ?? null,
      evidence?.start ?? null,
      evidence?.end ?? null,
    );
}
