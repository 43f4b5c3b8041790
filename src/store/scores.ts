import { jsonBytes } from './bytes.ts';
import { storedText } from './stored-json.ts';
import type { ScoreRecord } from './records.ts';
import type { StatementCache } from './sqlite/statements.ts';
import type { Store } from './store.ts';

/** Stores what a scorer is, or finds it. @returns its surrogate id. */
export function putScorer(store: Store, name: string, version: string): number {
  const find = (): number | null => {
    const row = store.statements.get('SELECT id FROM scorer WHERE name = ? AND version = ?').get(name, version);
    return row === undefined ? null : Number(row['id']);
  };
  const known = find();
  if (known !== null) return known;
  return store.transaction(() => {
    store.statements.get('INSERT INTO scorer (name, version) VALUES (?, ?) ON CONFLICT DO NOTHING').run(name, version);
    return find() ?? 0;
  });
}

/** Writes a score inside the transaction that is open. Only a failure of the scorer is ever replaced. */
export function writeScore(statements: StatementCache, generationId: number, record: ScoreRecord): void {
  statements
    .get(
      `INSERT INTO score (scorer_id, generation_id, label, score, why, evidence_start, evidence_end, verdict_id, note)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET label = excluded.label, score = excluded.score, why = excluded.why,
         evidence_start = excluded.evidence_start, evidence_end = excluded.evidence_end,
         verdict_id = excluded.verdict_id, note = excluded.note WHERE label = 'failed'`,
    )
    .run(
      record.scorerId,
      generationId,
      record.label,
      record.score,
      record.why,
      record.evidence?.start ?? null,
      record.evidence?.end ?? null,
      record.verdict?.id ?? null,
      record.note === null ? null : jsonBytes(record.note),
    );
}

/** A scorer in a store. */
export interface StoredScorer {
  readonly id: number;
  readonly name: string;
  readonly version: string;
}

/** The newest version of every scorer that has scored a reply, by name. */
export function storedScorers(store: Store): readonly StoredScorer[] {
  return store.statements
    .get(
      `SELECT max(id) AS id, name, version FROM scorer s
       WHERE EXISTS (SELECT 1 FROM score WHERE scorer_id = s.id) GROUP BY name ORDER BY name`,
    )
    .all()
    .map((row) => ({ id: Number(row['id']), name: String(row['name']), version: String(row['version']) }));
}

/** A score of one reply. */
export interface StoredScore {
  readonly scorer: string;
  readonly version: string;
  readonly label: string;
  readonly score: number;
  readonly why: string;
  readonly evidence: { readonly start: number; readonly end: number } | null;
  /** Why the scorer failed. */
  readonly note: string | null;
  /** The reply of the model that was asked; `null` where none was. */
  readonly verdictId: number | null;
}

/** What the newest version of each scorer made of a reply. */
export function generationScores(
  store: Store,
  scorers: readonly StoredScorer[],
  generationId: number,
): readonly StoredScore[] {
  return scorers.flatMap(({ id, name, version }) => {
    const row = store.statements
      .get('SELECT * FROM score WHERE scorer_id = ? AND generation_id = ?')
      .get(id, generationId);
    if (row === undefined) return [];
    const note = row['note'] as Uint8Array | null;
    return [
      {
        scorer: name,
        version,
        label: String(row['label']),
        score: Number(row['score']),
        why: String(row['why']),
        evidence:
          row['evidence_start'] === null
            ? null
            : { start: Number(row['evidence_start']), end: Number(row['evidence_end']) },
        note: note === null ? null : storedText(note),
        verdictId: row['verdict_id'] as number | null,
      },
    ];
  });
}
