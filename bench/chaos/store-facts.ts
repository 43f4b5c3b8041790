import { DatabaseSync } from 'node:sqlite';

import { keyOfReply } from './reply.ts';

/** Keys of the requests whose reply stands in a store, with how many generations hold each. */
export function durableKeys(file: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { reply } of rows(file, 'SELECT reply FROM generation')) {
    const key = keyOfReply(reply as Uint8Array);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** All that a run leaves behind but times and surrogate keys: equal for two runs of one study. */
export interface StoreFacts {
  /** `arm item epoch scorer` → how it ended, the outcome, and the replies it rests on. */
  readonly outcomes: ReadonlyMap<string, string>;
  readonly trials: number;
  /** Trials that have other than one outcome by the `strict` scorer. */
  readonly notOneOutcome: number;
  /** Trials that ended as `error`. */
  readonly errors: number;
  /** What SQLite's integrity check and its check of references find; empty when all is well. */
  readonly damage: readonly string[];
}

export function storeFacts(file: string): StoreFacts {
  const outcomes = new Map<string, string>();
  const found = rows(
    file,
    `SELECT hex(a.hash) || ' ' || hex(i.hash) || ' ' || t.epoch || ' ' || o.scorer AS name,
       t.ending || ' ' || o.outcome || ' ' || coalesce(o.via, '') || ' ' || o.flags || ' ' || coalesce((
         SELECT group_concat(s.k || ':' || hex(g.key) || ':' || CAST(g.reply AS TEXT), char(10)) FROM (
           SELECT * FROM step WHERE trial_id = t.id ORDER BY k) s JOIN generation g ON g.id = s.generation_id), '') AS what
     FROM outcome o JOIN trial t ON t.id = o.trial_id JOIN arm a ON a.id = t.arm_id JOIN item i ON i.id = t.item_id`,
  );
  for (const { name, what } of found) outcomes.set(String(name), String(what));
  return {
    outcomes,
    trials: count(file, 'SELECT count(*) AS n FROM trial'),
    notOneOutcome: count(
      file,
      `SELECT count(*) AS n FROM trial t
       WHERE (SELECT count(*) FROM outcome o WHERE o.trial_id = t.id AND o.scorer = 'strict') <> 1`,
    ),
    errors: count(file, "SELECT count(*) AS n FROM trial WHERE ending = 'error'"),
    damage: [
      ...rows(file, 'PRAGMA integrity_check')
        .map((row) => String(row['integrity_check']))
        .filter((line) => line !== 'ok'),
      ...rows(file, 'PRAGMA foreign_key_check').map((row) => JSON.stringify(row)),
    ],
  };
}

/** Failed calls a store has on record, by kind. */
export function recordedFailures(file: string): ReadonlyMap<string, number> {
  const found = rows(file, 'SELECT kind, count(*) AS n FROM attempt GROUP BY kind ORDER BY n DESC');
  return new Map(found.map(({ kind, n }) => [String(kind), Number(n)]));
}

function count(file: string, sql: string): number {
  return Number(rows(file, sql)[0]?.['n']);
}

function rows(file: string, sql: string): readonly Record<string, unknown>[] {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 20_000 });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}
