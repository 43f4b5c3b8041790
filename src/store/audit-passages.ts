import type { DatasetPart } from './conditions.ts';
import { isTwins } from './conditions.ts';
import type { AuditStratum } from './audit-samples.ts';
import type { Store } from './store.ts';

/**
 * How a conversation has ended in an epoch: some turn bailed; none did and all gave an answer; none did, but a turn that
 * was asked about gave none.
 */
export const passageKinds = ['bail', 'stay', 'open'] as const;
export type PassageKind = (typeof passageKinds)[number];

/** The conversations of a condition that ended alike, once an epoch; what was drawn of them to be read. */
export interface PassageStratum extends Omit<AuditStratum, 'bail' | 'trials'> {
  readonly kind: PassageKind;
  readonly passages: readonly SampledPassage[];
}

/** A conversation in a sample, in one epoch. */
export interface SampledPassage {
  readonly passageId: number;
  readonly conversationId: number;
  readonly epoch: number;
}

/** What is to be stored of a stratum: its passages have no ids yet. */
export type DrawnPassages = Omit<PassageStratum, 'passages'> & {
  readonly passages: readonly Omit<SampledPassage, 'passageId'>[];
};

/** Stores what was drawn from strata, in place of what was drawn from them before. */
export function putPassageStrata(store: Store, strata: readonly DrawnPassages[]): void {
  store.transaction(() => {
    for (const stratum of strata) putStratum(store, stratum);
  });
}

function putStratum({ statements }: Store, stratum: DrawnPassages): void {
  const key = [stratum.study, stratum.armId, stratum.datasetId, isTwins(stratum), stratum.kind];
  const where = 'study = ? AND arm_id = ? AND dataset_id = ? AND twins = ? AND kind = ?';
  statements
    .get(`DELETE FROM passage_sample WHERE stratum_id IN (SELECT id FROM passage_stratum WHERE ${where})`)
    .run(...key);
  statements.get(`DELETE FROM passage_stratum WHERE ${where}`).run(...key);
  const { lastInsertRowid } = statements
    .get(
      `INSERT INTO passage_stratum (study, arm_id, dataset_id, twins, kind, wanted, population, seed, drawn_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(...key, stratum.wanted, stratum.population, stratum.seed, stratum.drawnAt);
  const known = statements.get('SELECT id FROM passage WHERE arm_id = ? AND conversation_id = ? AND epoch = ?');
  const add = statements.get('INSERT INTO passage (arm_id, conversation_id, epoch) VALUES (?, ?, ?)');
  const insert = statements.get('INSERT INTO passage_sample (stratum_id, position, passage_id) VALUES (?, ?, ?)');
  stratum.passages.forEach(({ conversationId, epoch }, position) => {
    const place = [stratum.armId, conversationId, epoch] as const;
    const id = known.get(...place)?.['id'] ?? add.run(...place).lastInsertRowid;
    insert.run(lastInsertRowid, position, Number(id));
  });
}

/** Every sample of conversations of a study, in the order in which they were first drawn. */
export function passageStrata({ statements }: Store, study: string): readonly PassageStratum[] {
  const rows = statements.get('SELECT * FROM passage_stratum WHERE study = ? ORDER BY id').all(study);
  const passages = statements.get(
    `SELECT p.id, p.conversation_id, p.epoch FROM passage_sample s JOIN passage p ON p.id = s.passage_id
     WHERE s.stratum_id = ? ORDER BY s.position`,
  );
  return rows.map((row) => ({
    study,
    armId: Number(row['arm_id']),
    datasetId: Number(row['dataset_id']),
    part: (row['twins'] === 1 ? 'twins' : 'originals') satisfies DatasetPart,
    kind: row['kind'] as PassageKind,
    wanted: Number(row['wanted']),
    population: Number(row['population']),
    seed: Number(row['seed']),
    drawnAt: Number(row['drawn_at']),
    passages: passages.all(Number(row['id'])).map((passage) => ({
      passageId: Number(passage['id']),
      conversationId: Number(passage['conversation_id']),
      epoch: Number(passage['epoch']),
    })),
  }));
}

/** A turn of a conversation with the trial that asked about it; `null` where there is none, as a filter left it out. */
export interface PassageTurn {
  /** Which turn of the user, from 1. */
  readonly turn: number;
  readonly trialId: number | null;
}

/** The turns of sampled conversations, by the ids of their passages. Reads the dataset's members once. */
export function passageTurns(
  { statements }: Store,
  { armId, datasetId }: Pick<PassageStratum, 'armId' | 'datasetId'>,
  passages: readonly SampledPassage[],
): ReadonlyMap<number, readonly PassageTurn[]> {
  const wanted = JSON.stringify([...new Set(passages.map(({ conversationId }) => conversationId))]);
  const rows = statements.get(itemsSql).all(datasetId, wanted, datasetId, wanted);
  const byConversation = Map.groupBy(rows, (row) => Number(row['conversation_id']));
  const trial = statements.get('SELECT id FROM trial WHERE arm_id = ? AND epoch = ? AND item_id = ?');
  return new Map(
    passages.map(({ passageId, conversationId, epoch }) => {
      const turns = (byConversation.get(conversationId) ?? []).map((row) => {
        const id = trial.get(armId, epoch, Number(row['item_id']))?.['id'];
        return { turn: Number(row['turn']), trialId: id === undefined ? null : Number(id) };
      });
      return [passageId, turns];
    }),
  );
}

const itemsSql = `
  SELECT m.conversation_id, i.turn, m.item_id FROM dataset_item m JOIN item i ON i.id = m.item_id
  WHERE m.dataset_id = ? AND m.conversation_id IN (SELECT value FROM json_each(?))
  UNION ALL
  SELECT conversation_id, turn, item_id FROM dataset_shared
  WHERE dataset_id = ? AND conversation_id IN (SELECT value FROM json_each(?))
  ORDER BY conversation_id, turn`;
