import type { Json } from '../base/canonical-json.ts';
import { sha256 } from '../base/hash.ts';
import { jsonBytes, hashBytes } from './bytes.ts';
import { writeFollowUp } from './write-follow-up.ts';
import {
  historyStep,
  leadInStep,
  type GenerationRecord,
  type OutcomeRecord,
  type StoreRecord,
  type TrialRecord,
} from './records.ts';
import { writeScore } from './scores.ts';
import { insertNamed } from './sqlite/insert.ts';
import type { StatementCache } from './sqlite/statements.ts';
import { writeAttempts } from './write-attempts.ts';

/** Another process stored this generation first: the trial must be looked at again with the stored reply. */
export class GenerationTaken extends Error {
  override readonly name = 'GenerationTaken';
}

/** Writes records inside the transaction that is open. @returns per record, the error it alone suffered, or `null`. */
export function writeRecords(
  statements: StatementCache,
  runId: number,
  records: readonly StoreRecord[],
): readonly (GenerationTaken | null)[] {
  return records.map((record) => {
    switch (record.kind) {
      case 'generation':
        return writeGeneration(statements, runId, record);
      case 'trial':
        return writeTrial(statements, runId, record);
      case 'follow-up':
        return writeFollowUp(statements, runId, record) ? null : new GenerationTaken('generation taken');
      default:
        return neverKind(record);
    }
  });
}

function writeGeneration(statements: StatementCache, runId: number, record: GenerationRecord): GenerationTaken | null {
  const { reply } = record.ref;
  const { changes, lastInsertRowid } = statements
    .get(
      `INSERT INTO generation (key, model_id, draw, run_id, started_at, duration_ms, attempts, prompt_tokens, completion_tokens, cached_tokens, served_model, reply)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
    )
    .run(
      hashBytes(record.key),
      record.modelId,
      record.draw,
      runId,
      record.startedAt,
      Math.round(record.durationMs),
      record.attempts,
      reply.usage?.promptTokens ?? null,
      reply.usage?.completionTokens ?? null,
      reply.usage?.cachedTokens ?? null,
      reply.servedModel,
      jsonBytes(reply),
    );
  if (changes === 0) return new GenerationTaken('generation taken');
  record.ref.id = Number(lastInsertRowid);
  if (record.form !== undefined) writeForm(statements, record.ref.id, record.form);
  for (const score of record.scores ?? []) writeScore(statements, record.ref.id, score);
  return null;
}

/**
 * Forms are few: each is stored once, and named by the generations whose requests went out in it. In the order of its
 * members, which bodies have too.
 */
function writeForm(statements: StatementCache, generationId: number, form: Json): void {
  const bytes = jsonBytes(form);
  const contentId = insertNamed(statements, 'content', { hash: hashBytes(sha256(bytes)), bytes });
  statements.get('INSERT INTO sent_form (generation_id, content_id) VALUES (?, ?)').run(generationId, contentId);
}

function writeTrial(statements: StatementCache, runId: number, record: TrialRecord): GenerationTaken | null {
  const steps = [
    ...(record.leadIn === null ? [] : [{ k: leadInStep, id: record.leadIn.id }]),
    ...(record.history ?? []).map(({ id }, turn) => ({ k: historyStep(turn), id })),
    ...record.steps.map(({ id }, k) => ({ k, id })),
  ];
  if (steps.some(({ id }) => id === null)) return new GenerationTaken('generation taken');
  const trialId = upsertTrial(statements, record);
  for (const { k, id } of steps) {
    statements
      .get('INSERT INTO step (trial_id, k, generation_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
      .run(trialId, k, id);
  }
  for (const outcome of record.outcomes) writeOutcome(statements, trialId, outcome);
  writeAttempts(statements, 'attempt', { ownerId: trialId, runId }, record.failed);
  return null;
}

function upsertTrial(statements: StatementCache, record: TrialRecord): number {
  const note = record.note === null ? null : jsonBytes(record.note);
  const { changes, lastInsertRowid } = statements
    .get(
      'INSERT INTO trial (arm_id, epoch, item_id, ending, offer_id, note) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    )
    .run(record.armId, record.epoch, record.itemId, record.ending, record.offerId, note);
  if (changes === 1) return Number(lastInsertRowid);
  const row = statements
    .get('SELECT id, ending FROM trial WHERE arm_id = ? AND epoch = ? AND item_id = ?')
    .get(record.armId, record.epoch, record.itemId);
  const id = Number(row?.['id']);
  // Only a failed trial is ever replaced: what was scored once stays.
  if (row?.['ending'] === 'error') {
    statements
      .get('UPDATE trial SET ending = ?, offer_id = ?, note = ? WHERE id = ?')
      .run(record.ending, record.offerId, note, id);
    statements.get('DELETE FROM outcome WHERE trial_id = ?').run(id);
  }
  return id;
}

/** Writes what a scorer found. The first result of a scorer's version stays. */
export function writeOutcome(statements: StatementCache, trialId: number, record: OutcomeRecord): void {
  statements
    .get(
      `INSERT INTO outcome (trial_id, scorer, version, outcome, via, flags, evidence_step, evidence_start, evidence_end, journal, bail_probability, neither_probability)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    )
    .run(
      trialId,
      record.scorer,
      record.version,
      record.outcome,
      record.via,
      record.flags.join(','),
      record.evidence?.step ?? null,
      record.evidence?.start ?? null,
      record.evidence?.end ?? null,
      record.journal === null ? null : jsonBytes(record.journal),
      record.probability?.bail ?? null,
      record.probability?.neither ?? null,
    );
}

function neverKind(record: never): never {
  throw new TypeError(`unknown record ${JSON.stringify(record)}`);
}
