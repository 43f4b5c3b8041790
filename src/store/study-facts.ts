import { storedObject } from './stored-json.ts';
import type { StoredRevision } from './conditions.ts';
import type { Store } from './store.ts';

/** A model of a plan as it stands in a store. */
export interface StoredModel {
  /** What the study calls it. */
  readonly label: string;
  readonly simulated: boolean;
  readonly identity: {
    readonly protocol: string;
    readonly name: string;
    readonly content: Readonly<Record<string, unknown>>;
  };
}

/** The models of a plan, in its order. */
export function planModels(store: Store, { id }: StoredRevision): readonly StoredModel[] {
  return store.statements
    .get(
      `SELECT l.model_label AS label, m.simulated, m.identity FROM plan_line l
       JOIN arm a ON a.id = l.arm_id JOIN model m ON m.id = a.model_id
       WHERE l.study_revision_id = ? GROUP BY m.id ORDER BY min(l.position)`,
    )
    .all(id)
    .map((row) => ({
      label: String(row['label']),
      simulated: row['simulated'] === 1,
      identity: storedObject(row['identity'] as Uint8Array),
    }));
}

/** What a plan asks after bails: its label, how many draws, and its rendered texts. */
export function plannedFollowUps(
  store: Store,
  { id }: StoredRevision,
): readonly { readonly label: string; readonly draws: number; readonly texts: unknown }[] {
  return store.statements
    .get(
      `SELECT p.label, p.draws, c.bytes FROM plan_follow_up p JOIN content c ON c.id = p.content_id
       WHERE p.study_revision_id = ? ORDER BY p.position`,
    )
    .all(id)
    .map((row) => ({
      label: String(row['label']),
      draws: Number(row['draws']),
      texts: storedObject(row['bytes'] as Uint8Array),
    }));
}

/** Trials looked at for the languages in which an arm was offered: enough for every language that is common. */
const trialsForLanguages = 5_000;

/** The texts in which an arm was offered so far, beside its own: those of other languages. */
export function otherOffers(store: Store, armId: number): readonly unknown[] {
  return store.statements
    .get(
      `SELECT c.bytes FROM content c WHERE c.id IN (
         SELECT offer_id FROM (SELECT offer_id FROM trial WHERE arm_id = ?1 LIMIT ${trialsForLanguages})
       ) AND c.id <> (SELECT offer_id FROM arm WHERE id = ?1) ORDER BY c.id`,
    )
    .all(armId)
    .map((row) => storedObject(row['bytes'] as Uint8Array));
}

/** How many revisions of a study were planned before this one, by the same name. */
export function earlierRevisions(store: Store, { id, name }: StoredRevision): number {
  const row = store.statements.get('SELECT count(*) AS n FROM study_revision WHERE name = ? AND id <> ?').get(name, id);
  return Number(row?.['n']);
}

/** What a store says of itself, by name: when it was made, by what. */
export function storeFacts(store: Store): ReadonlyMap<string, string> {
  const rows = store.statements.get('SELECT key, value FROM meta').all();
  return new Map(rows.map((row) => [String(row['key']), String(row['value'])]));
}

/** Names and versions of the scorers of refusals that have scored replies. */
export function refusalScorers(store: Store): readonly string[] {
  const rows = store.statements.get('SELECT name, version FROM scorer ORDER BY name, version').all();
  return rows.map((row) => `${String(row['name'])} ${String(row['version'])}`);
}
