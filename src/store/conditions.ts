import type { MethodName, Order } from '../conversation/exit.ts';
import { scorerVersions, type Outcome, type ScorerName } from '../conversation/outcome.ts';
import { fromJsonBytes, hashHex } from './bytes.ts';
import type { Store } from './store.ts';

/** A revision of a study, as planned. */
export interface StoredRevision {
  readonly id: number;
  readonly hash: string;
  readonly name: string;
  readonly plannedAt: number;
  readonly settings: unknown;
}

/** Which items of a dataset a condition speaks of: where there are benign twins, they are a condition of their own. */
export type DatasetPart = 'originals' | 'twins';

/** A condition as it stands in a store. */
export interface StoredCondition {
  readonly revisionId: number;
  readonly armId: number;
  readonly datasetId: number;
  readonly epochs: number;
  readonly unsupported: string | null;
  readonly model: string;
  readonly modelId: number;
  readonly simulated: boolean;
  readonly method: MethodName;
  readonly order: Order | null;
  readonly wording: string | null;
  readonly leadIn: string | null;
  readonly offerHash: string;
  readonly offer: unknown;
  /** Hash of what the arm is but for method, order and words: arms that share it differ only in the offer. */
  readonly settingsId: number;
  readonly dataset: string;
  readonly datasetKind: string;
  /** Items of the whole dataset. */
  readonly items: number;
  readonly merged: number;
  readonly part: DatasetPart;
}

/** The newest revision of every study, by name; or of one. */
export async function latestRevisions(store: Store, name?: string): Promise<readonly StoredRevision[]> {
  let query = store.db
    .selectFrom('study_revision as r')
    .innerJoin('content as c', 'c.id', 'r.settings_id')
    .select(['r.id', 'r.hash', 'r.name', 'r.planned_at', 'c.bytes'])
    .orderBy('r.name')
    .orderBy('r.planned_at', 'desc')
    .orderBy('r.id', 'desc');
  if (name !== undefined) query = query.where('r.name', '=', name);
  const rows = await query.execute();
  const newest = new Map<string, StoredRevision>();
  for (const row of rows) {
    if (newest.has(row.name)) continue;
    newest.set(row.name, {
      id: row.id,
      hash: hashHex(row.hash),
      name: row.name,
      plannedAt: row.planned_at,
      settings: fromJsonBytes(row.bytes),
    });
  }
  return [...newest.values()];
}

/** The conditions of a revision, in the plan's order. */
export async function revisionConditions(store: Store, revisionId: number): Promise<readonly StoredCondition[]> {
  const rows = await store.db
    .selectFrom('plan_line as l')
    .innerJoin('arm as a', 'a.id', 'l.arm_id')
    .innerJoin('model as m', 'm.id', 'a.model_id')
    .innerJoin('dataset as d', 'd.id', 'l.dataset_id')
    .innerJoin('content as o', 'o.id', 'a.offer_id')
    .select(['l.arm_id', 'l.dataset_id', 'l.epochs', 'l.unsupported'])
    .select(['m.label as model', 'm.id as model_id', 'm.simulated'])
    .select(['a.method', 'a.answer_order', 'a.wording', 'a.lead_in', 'a.settings_id'])
    .select(['d.label as dataset', 'd.kind', 'd.items', 'd.merged', 'o.hash as offer_hash', 'o.bytes as offer'])
    .select((eb) =>
      eb
        .selectFrom('dataset_item as w')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .whereRef('w.dataset_id', '=', 'l.dataset_id')
        .where('w.twin', 'is not', null)
        .as('twins'),
    )
    .where('l.study_revision_id', '=', revisionId)
    .orderBy('l.position')
    .execute();
  return rows.flatMap((row) => {
    const condition = {
      revisionId,
      armId: row.arm_id,
      datasetId: row.dataset_id,
      epochs: row.epochs,
      unsupported: row.unsupported,
      model: row.model,
      modelId: row.model_id,
      simulated: row.simulated === 1,
      method: row.method as MethodName,
      order: row.answer_order as Order | null,
      wording: row.wording,
      leadIn: row.lead_in,
      offerHash: hashHex(row.offer_hash),
      offer: fromJsonBytes(row.offer),
      settingsId: row.settings_id,
      dataset: row.dataset,
      datasetKind: row.kind,
      items: row.items,
      merged: row.merged,
    };
    const originals = { ...condition, part: 'originals' } as const;
    return row.twins === 0 ? [originals] : [originals, { ...condition, part: 'twins' } as const];
  });
}

/** How often an item's trials in one condition ended in one outcome. */
export interface ItemOutcomeCount {
  readonly itemId: number;
  readonly scorer: ScorerName;
  readonly outcome: Outcome;
  readonly count: number;
}

/** Outcome counts of every item of a condition that has any, by the present version of each scorer. */
export function itemOutcomeCounts(store: Store, condition: StoredCondition): readonly ItemOutcomeCount[] {
  const rows = store.statements
    .get(
      `SELECT t.item_id, o.scorer, o.outcome, count(*) AS n FROM trial t
       JOIN dataset_item m ON m.dataset_id = ? AND m.item_id = t.item_id AND (m.twin IS NOT NULL) = ?
       JOIN outcome o ON o.trial_id = t.id AND ((o.scorer = 'strict' AND o.version = ?) OR (o.scorer = 'paper' AND o.version = ?))
       WHERE t.arm_id = ? AND t.epoch <= ?
       GROUP BY t.item_id, o.scorer, o.outcome`,
    )
    .all(
      condition.datasetId,
      isTwins(condition),
      scorerVersions.strict,
      scorerVersions.paper,
      condition.armId,
      condition.epochs,
    );
  return rows.map((row) => ({
    itemId: Number(row['item_id']),
    scorer: row['scorer'] as ScorerName,
    outcome: row['outcome'] as Outcome,
    count: Number(row['n']),
  }));
}

/** An item as a member of a dataset. */
export interface Member {
  readonly name: string;
  readonly cluster: string;
  readonly category: string | null;
  /** Name of the item it is the benign twin of. */
  readonly twin: string | null;
}

/** The items a condition speaks of, by id. */
export function conditionMembers(store: Store, condition: StoredCondition): ReadonlyMap<number, Member> {
  const rows = store.statements
    .get(
      'SELECT item_id, name, cluster, category, twin FROM dataset_item WHERE dataset_id = ? AND (twin IS NOT NULL) = ?',
    )
    .all(condition.datasetId, isTwins(condition));
  return new Map(
    rows.map((row) => [
      Number(row['item_id']),
      {
        name: String(row['name']),
        cluster: String(row['cluster']),
        category: row['category'] as string | null,
        twin: row['twin'] as string | null,
      },
    ]),
  );
}

function isTwins({ part }: StoredCondition): number {
  return part === 'twins' ? 1 : 0;
}

/** How often each combination of flags occurs in a condition, by the strict scorer. */
export function flagCounts(store: Store, condition: StoredCondition): ReadonlyMap<string, number> {
  const rows = store.statements
    .get(
      `SELECT o.flags, count(*) AS n FROM trial t
       JOIN dataset_item m ON m.dataset_id = ? AND m.item_id = t.item_id AND (m.twin IS NOT NULL) = ?
       JOIN outcome o ON o.trial_id = t.id AND o.scorer = 'strict' AND o.version = ?
       WHERE t.arm_id = ? AND t.epoch <= ? AND o.flags <> '' GROUP BY o.flags`,
    )
    .all(condition.datasetId, isTwins(condition), scorerVersions.strict, condition.armId, condition.epochs);
  const counts = new Map<string, number>();
  for (const row of rows) {
    for (const flag of String(row['flags']).split(',')) counts.set(flag, (counts.get(flag) ?? 0) + Number(row['n']));
  }
  return counts;
}

/** An item answered (bail or continue) in the same epochs of two conditions. */
export interface PairedCount {
  readonly itemId: number;
  readonly epochs: number;
  readonly bailsA: number;
  readonly bailsB: number;
}

/** Per item of A's dataset: the epochs answered in both conditions, and the bails in each, by the strict scorer. */
export function pairedCounts(store: Store, a: StoredCondition, b: StoredCondition): readonly PairedCount[] {
  const rows = store.statements
    .get(
      `SELECT x.item_id, count(*) AS epochs, sum(p.outcome = 'bail') AS bails_a, sum(q.outcome = 'bail') AS bails_b
       FROM trial x
       JOIN dataset_item m ON m.dataset_id = ? AND m.item_id = x.item_id AND (m.twin IS NOT NULL) = ?
       JOIN trial y ON y.arm_id = ? AND y.epoch = x.epoch AND y.item_id = x.item_id
       JOIN outcome p ON p.trial_id = x.id AND p.scorer = 'strict' AND p.version = ? AND p.outcome IN ('bail', 'continue')
       JOIN outcome q ON q.trial_id = y.id AND q.scorer = 'strict' AND q.version = ? AND q.outcome IN ('bail', 'continue')
       WHERE x.arm_id = ? AND x.epoch <= ?
       GROUP BY x.item_id`,
    )
    .all(
      a.datasetId,
      isTwins(a),
      b.armId,
      scorerVersions.strict,
      scorerVersions.strict,
      a.armId,
      Math.min(a.epochs, b.epochs),
    );
  return rows.map((row) => ({
    itemId: Number(row['item_id']),
    epochs: Number(row['epochs']),
    bailsA: Number(row['bails_a']),
    bailsB: Number(row['bails_b']),
  }));
}

/** The model names the endpoint reported in the generations of a condition. */
export function servedModels(store: Store, condition: StoredCondition): readonly string[] {
  const rows = store.statements
    .get(
      `SELECT DISTINCT g.served_model FROM trial t JOIN step s ON s.trial_id = t.id
       JOIN generation g ON g.id = s.generation_id
       WHERE t.arm_id = ? AND g.served_model IS NOT NULL ORDER BY 1 LIMIT 10`,
    )
    .all(condition.armId);
  return rows.map((row) => String(row['served_model']));
}

/** Trials of a condition that were run but not yet scored by the present version of the strict scorer. */
export function unscoredTrials(store: Store, condition: StoredCondition): number {
  const row = store.statements
    .get(
      `SELECT count(*) AS n FROM trial t JOIN dataset_item m ON m.dataset_id = ? AND m.item_id = t.item_id AND (m.twin IS NOT NULL) = ?
       WHERE t.arm_id = ? AND t.epoch <= ?
       AND NOT EXISTS (SELECT 1 FROM outcome o WHERE o.trial_id = t.id AND o.scorer = 'strict' AND o.version = ?)`,
    )
    .get(condition.datasetId, isTwins(condition), condition.armId, condition.epochs, scorerVersions.strict);
  return Number(row?.['n']);
}

/** What the generations and failed calls of some arms cost. A generation that several trials share counts once. */
export function armUsage(
  store: Store,
  armIds: readonly number[],
): { generations: number; promptTokens: number; completionTokens: number; failedAttempts: number } {
  const arms = JSON.stringify(armIds);
  const used = store.statements
    .get(
      `SELECT count(*) AS n, coalesce(sum(prompt_tokens), 0) AS p, coalesce(sum(completion_tokens), 0) AS c FROM generation
       WHERE id IN (SELECT s.generation_id FROM step s JOIN trial t ON t.id = s.trial_id WHERE t.arm_id IN (SELECT value FROM json_each(?)))`,
    )
    .get(arms);
  const failed = store.statements
    .get(
      'SELECT count(*) AS n FROM attempt a JOIN trial t ON t.id = a.trial_id WHERE t.arm_id IN (SELECT value FROM json_each(?))',
    )
    .get(arms);
  return {
    generations: Number(used?.['n']),
    promptTokens: Number(used?.['p']),
    completionTokens: Number(used?.['c']),
    failedAttempts: Number(failed?.['n']),
  };
}
