import type { Outcome } from '../conversation/outcome.ts';
import { isTwins, type DatasetPart, type StoredCondition } from './conditions.ts';
import type { Store } from './store.ts';

/** The trials of a condition that count as bails, or the others in its rate; what was drawn from them to be read. */
export interface AuditStratum {
  readonly study: string;
  readonly armId: number;
  readonly datasetId: number;
  readonly part: DatasetPart;
  readonly bail: boolean;
  /** How many were to be drawn, and how many there were to draw from. */
  readonly wanted: number;
  readonly population: number;
  readonly seed: number;
  readonly drawnAt: number;
  readonly trials: readonly SampledTrial[];
}

/** A trial in a sample, with the outcome it had when it was drawn. */
export interface SampledTrial {
  readonly trialId: number;
  readonly outcome: Outcome;
}

/** Stores what was drawn from a stratum, in place of what was drawn from it before. */
export function putStrata(store: Store, strata: readonly AuditStratum[]): void {
  store.transaction(() => {
    for (const stratum of strata) putStratum(store, stratum);
  });
}

function putStratum({ statements }: Store, stratum: AuditStratum): void {
  const key = [stratum.study, stratum.armId, stratum.datasetId, isTwins(stratum), stratum.bail ? 1 : 0];
  const where = 'study = ? AND arm_id = ? AND dataset_id = ? AND twins = ? AND bail = ?';
  statements
    .get(`DELETE FROM audit_trial WHERE stratum_id IN (SELECT id FROM audit_stratum WHERE ${where})`)
    .run(...key);
  statements.get(`DELETE FROM audit_stratum WHERE ${where}`).run(...key);
  const { lastInsertRowid } = statements
    .get(
      `INSERT INTO audit_stratum (study, arm_id, dataset_id, twins, bail, wanted, population, seed, drawn_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(...key, stratum.wanted, stratum.population, stratum.seed, stratum.drawnAt);
  const insert = statements.get(
    'INSERT INTO audit_trial (stratum_id, position, trial_id, outcome) VALUES (?, ?, ?, ?)',
  );
  stratum.trials.forEach(({ trialId, outcome }, position) => insert.run(lastInsertRowid, position, trialId, outcome));
}

/** Every sample of a study, in the order in which they were first drawn. */
export function auditStrata({ statements }: Store, study: string): readonly AuditStratum[] {
  const rows = statements.get('SELECT * FROM audit_stratum WHERE study = ? ORDER BY id').all(study);
  const trials = statements.get('SELECT trial_id, outcome FROM audit_trial WHERE stratum_id = ? ORDER BY position');
  return rows.map((row) => ({
    study,
    armId: Number(row['arm_id']),
    datasetId: Number(row['dataset_id']),
    part: row['twins'] === 1 ? 'twins' : 'originals',
    bail: row['bail'] === 1,
    wanted: Number(row['wanted']),
    population: Number(row['population']),
    seed: Number(row['seed']),
    drawnAt: Number(row['drawn_at']),
    trials: trials.all(Number(row['id'])).map((trial) => ({
      trialId: Number(trial['trial_id']),
      outcome: trial['outcome'] as Outcome,
    })),
  }));
}

/** Whether a sample is of a condition. */
export function isStratumOf(
  stratum: Pick<AuditStratum, 'armId' | 'datasetId' | 'part'>,
  condition: StoredCondition,
): boolean {
  const { armId, datasetId, part } = stratum;
  return armId === condition.armId && datasetId === condition.datasetId && part === condition.part;
}

/** A text that changes with what labels are laid upon: what is planned, run and drawn; not with a label. */
export function auditMark({ statements }: Store): string {
  const row = statements
    .get(
      `SELECT (SELECT max(id) FROM trial) AS trials, (SELECT max(id) FROM generation) AS generations,
         (SELECT max(id) FROM attempt) AS attempts, (SELECT max(drawn_at) || ' ' || count(*) FROM audit_stratum) AS strata,
         (SELECT max(drawn_at) || ' ' || count(*) FROM passage_stratum) AS passages,
         (SELECT max(id) || ' ' || max(planned_at) FROM study_revision) AS plans,
         (SELECT count(stopped_epochs) || ' ' || count(unsupported) FROM plan_line) AS lines`,
    )
    .get();
  return Object.values(row ?? {}).join(' ');
}
