import { jsonBytes } from './bytes.ts';
import type { FailedAttempt } from './records.ts';
import type { StatementCache } from './sqlite/statements.ts';

/** Whose failed calls they are: where they are kept, and the column that names their owner. */
const owners = { attempt: 'trial_id', follow_up_attempt: 'follow_up_id' } as const;

/** Writes the failed calls of a trial or of a child trial, inside the transaction that is open. */
export function writeAttempts(
  statements: StatementCache,
  table: keyof typeof owners,
  { ownerId, runId }: { readonly ownerId: number; readonly runId: number },
  failed: readonly FailedAttempt[],
): void {
  for (const attempt of failed) {
    statements
      .get(
        `INSERT INTO ${table} (${owners[table]}, run_id, k, n, started_at, duration_ms, kind, status, message, prompt_tokens, completion_tokens)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        ownerId,
        runId,
        attempt.k,
        attempt.n,
        attempt.startedAt,
        Math.round(attempt.durationMs),
        attempt.kind,
        attempt.status,
        jsonBytes(attempt.message),
        attempt.usage?.promptTokens ?? null,
        attempt.usage?.completionTokens ?? null,
      );
  }
}
