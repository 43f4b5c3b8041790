import { DatabaseSync } from 'node:sqlite';

import { openStore } from '../../src/store/store.ts';

/** Runs one query on a store, as any program could. */
export function query(file: string, sql: string): readonly Record<string, unknown>[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

/** The number a query gives. */
export function queryNumber(file: string, sql: string): number {
  return Number(Object.values(query(file, sql)[0] ?? {})[0]);
}

/** The first column of what a query gives, as texts. */
export function queryTexts(file: string, sql: string): readonly string[] {
  return query(file, sql).map((row) => text(Object.values(row)[0]));
}

/** Changes a store behind the program's back. */
export function alter(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}

/** All that a run leaves behind but times and surrogate keys, sorted: equal for two runs of one study. */
export interface StoreFacts {
  readonly trials: readonly string[];
  readonly outcomes: readonly string[];
  readonly generations: readonly string[];
  readonly steps: readonly string[];
}

export function storeFacts(file: string): StoreFacts {
  const lines = (sql: string): string[] => query(file, sql).map((row) => Object.values(row).map(text).join(' | '));
  const trialName = 'hex(a.hash) AS arm, t.epoch, hex(i.hash) AS item';
  const trialJoin = 'JOIN arm a ON a.id = t.arm_id JOIN item i ON i.id = t.item_id';
  return {
    trials: lines(`SELECT ${trialName}, t.ending, t.note FROM trial t ${trialJoin} ORDER BY 1, 2, 3`),
    outcomes: lines(
      `SELECT ${trialName}, o.scorer, o.version, o.outcome, o.via, o.flags, o.evidence_step, o.evidence_start, o.journal
       FROM outcome o JOIN trial t ON t.id = o.trial_id ${trialJoin} ORDER BY 1, 2, 3, 4, 5`,
    ),
    generations: lines('SELECT hex(key), draw, reply FROM generation ORDER BY 1, 2'),
    steps: lines(
      `SELECT ${trialName}, s.k, hex(g.key) FROM step s JOIN trial t ON t.id = s.trial_id ${trialJoin}
       JOIN generation g ON g.id = s.generation_id ORDER BY 1, 2, 3, 4`,
    ),
  };
}

/** What SQLite finds wrong with the file, and rows that point to rows that are not there. */
export async function damage(file: string): Promise<readonly string[]> {
  await using store = openStore(file, 'read');
  return [...store.integrityProblems(), ...query(file, 'PRAGMA foreign_key_check').map((row) => JSON.stringify(row))];
}

function text(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value);
}
