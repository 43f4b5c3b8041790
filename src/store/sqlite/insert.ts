import type { SQLInputValue } from 'node:sqlite';

import type { StatementCache } from './statements.ts';

/**
 * Inserts a row named by its hash, or finds the one that is there.
 *
 * @returns its surrogate id.
 */
export function insertNamed(
  statements: StatementCache,
  table: 'content' | 'conversation' | 'item' | 'dataset' | 'model' | 'arm' | 'study_revision',
  row: Readonly<Record<string, SQLInputValue>>,
): number {
  const found = statements.get(`SELECT id FROM ${table} WHERE hash = ?`).get(row['hash'] ?? null);
  if (found !== undefined) return Number(found['id']);
  const columns = Object.keys(row);
  const { lastInsertRowid } = statements
    .get(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
    .run(...Object.values(row));
  return Number(lastInsertRowid);
}
