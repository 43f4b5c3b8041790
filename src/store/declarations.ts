import type { ExitpollError } from '../base/errors.ts';
import type { ContrastPlace } from '../study/contrast-conditions.ts';
import { storedObject } from './stored-json.ts';
import type { DatasetPart } from './conditions.ts';
import { damagedStore } from './sqlite/errors.ts';
import type { Store } from './store.ts';
import { wholeNumbers } from './trial-chunks.ts';

/** What was in a store when a revision of a study was first planned: how its contrasts can be known to come first. */
export interface Declaration {
  readonly revisionId: number;
  readonly declaredAt: number;
  /** Trials of the revision's conditions that had come to an end, by whatever study; failed ones not counted. */
  readonly trials: number;
  /** Those of the conditions each contrast compares, by its place in the study. */
  readonly contrastTrials: readonly number[];
}

/**
 * Keeps, once, what was there when a revision was first planned. Call inside a transaction, before anything runs.
 *
 * @param conditions arms and datasets of the plan, by position
 * @param contrasts the conditions that each contrast compares
 */
export function declare(
  store: Store,
  revisionId: number,
  now: number,
  conditions: readonly { readonly armId: number; readonly datasetId: number }[],
  contrasts: readonly (readonly ContrastPlace[])[],
): void {
  const known = store.statements.get('SELECT 1 FROM declaration WHERE study_revision_id = ?').get(revisionId);
  if (known !== undefined) return;
  const counts = conditions.map(({ armId, datasetId }) => countTrials(store, armId, datasetId));
  const trials = counts.reduce((sum, { originals, twins }) => sum + originals + twins, 0);
  const contrastTrials = contrasts.map((places) =>
    places.reduce((sum, { position, isTwins }) => sum + (counts[position]?.[isTwins ? 'twins' : 'originals'] ?? 0), 0),
  );
  store.statements
    .get('INSERT INTO declaration (study_revision_id, declared_at, trials, contrast_trials) VALUES (?, ?, ?, ?)')
    .run(revisionId, now, trials, JSON.stringify(contrastTrials));
}

function countTrials(store: Store, armId: number, datasetId: number): { [part in DatasetPart]: number } {
  const row = store.statements
    .get(
      `SELECT count(*) FILTER (WHERE m.twin IS NULL) AS originals, count(*) FILTER (WHERE m.twin IS NOT NULL) AS twins
       FROM trial t JOIN dataset_item m ON m.dataset_id = ? AND m.item_id = t.item_id
       WHERE t.arm_id = ? AND t.ending <> 'error'`,
    )
    .get(datasetId, armId);
  return { originals: Number(row?.['originals']), twins: Number(row?.['twins']) };
}

/** A revision of a study with its settings and, where it is known, what was there when it was first planned. */
export interface DeclaredRevision {
  readonly id: number;
  readonly settings: unknown;
  readonly declaration: Declaration | null;
}

/** Every revision of a study, the first planned first. */
export async function declaredRevisions(store: Store, study: string): Promise<readonly DeclaredRevision[]> {
  const rows = await store.db
    .selectFrom('study_revision as r')
    .innerJoin('content as c', 'c.id', 'r.settings_id')
    .leftJoin('declaration as d', 'd.study_revision_id', 'r.id')
    .select(['r.id', 'c.bytes', 'd.declared_at', 'd.trials', 'd.contrast_trials'])
    .where('r.name', '=', study)
    .orderBy('r.id')
    .execute();
  return rows.map(({ id, bytes, declared_at: declaredAt, trials, contrast_trials: contrastTrials }) => ({
    id,
    settings: storedObject<unknown>(bytes),
    declaration:
      declaredAt === null || trials === null || contrastTrials === null
        ? null
        : { revisionId: id, declaredAt, trials, contrastTrials: numbersOf(store, id, contrastTrials) },
  }));
}

function numbersOf(store: Store, revisionId: number, json: string): readonly number[] {
  const damage = (): ExitpollError =>
    damagedStore(store.file, `contrast_trials of declaration (study_revision_id ${revisionId}) is no list of numbers`);
  return wholeNumbers(/^\[(.*)\]$/s.exec(json)?.[1] ?? 'none', damage);
}
