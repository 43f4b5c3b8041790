import type { MethodName, Order } from '../conversation/exit.ts';
import type { LeadIn } from '../conversation/lead-in.ts';
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
  readonly leadIn: LeadIn | null;
  readonly offerHash: string;
  readonly offer: unknown;
  /** Hash of what the arm is but for method, order and words: arms that share it differ only in the offer. */
  readonly settingsId: number;
  readonly settings: unknown;
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
    .innerJoin('content as e', 'e.id', 'a.settings_id')
    .leftJoin('content as b', 'b.id', 'a.lead_in_id')
    .select(['l.arm_id', 'l.dataset_id', 'l.epochs', 'l.unsupported'])
    .select(['l.model_label', 'l.wording', 'l.lead_in', 'm.id as model_id', 'm.simulated'])
    .select(['a.method', 'a.answer_order', 'b.bytes as lead_in_bytes', 'a.settings_id', 'e.bytes as settings'])
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
      model: row.model_label,
      modelId: row.model_id,
      simulated: row.simulated === 1,
      method: row.method as MethodName,
      order: row.answer_order as Order | null,
      wording: row.wording,
      leadIn:
        row.lead_in_bytes === null ? null : { ...fromJsonBytes<LeadIn>(row.lead_in_bytes), name: row.lead_in ?? '' },
      offerHash: hashHex(row.offer_hash),
      offer: fromJsonBytes(row.offer),
      settingsId: row.settings_id,
      settings: fromJsonBytes(row.settings),
      dataset: row.dataset,
      datasetKind: row.kind,
      items: row.items,
      merged: row.merged,
    };
    const originals = { ...condition, part: 'originals' } as const;
    const twins = { ...condition, part: 'twins' } as const;
    if (row.twins === 0) return [originals];
    return row.twins === row.items ? [twins] : [originals, twins];
  });
}

/** How often an item's trials in one condition ended in one outcome. */
export interface ItemOutcomeCount {
  readonly itemId: number;
  readonly scorer: ScorerName;
  readonly outcome: Outcome;
  readonly count: number;
  /**
   * From readouts: the sums over these trials of how likely leaving is among the two answers, and of the probability
   * that was on neither; `null` where no answer was read out.
   */
  readonly bailProbability: number | null;
  /** Of the squares of the same. */
  readonly bailProbabilitySquares: number | null;
  readonly neitherProbability: number | null;
}

/** Outcome counts of every item of a condition that has any, by the present version of each scorer. */
export function itemOutcomeCounts(store: Store, condition: StoredCondition): readonly ItemOutcomeCount[] {
  const rows = store.statements
    .get(
      `SELECT t.item_id, o.scorer, o.outcome, count(*) AS n, sum(o.bail_probability) AS bail,
       sum(o.bail_probability * o.bail_probability) AS squares, sum(o.neither_probability) AS neither
       FROM trial t
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
    bailProbability: row['bail'] as number | null,
    bailProbabilitySquares: row['squares'] as number | null,
    neitherProbability: row['neither'] as number | null,
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

/** `1` for the twins of a dataset, `0` for all other items: as SQL compares it. */
export function isTwins({ part }: StoredCondition): number {
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

/** Trials that only earlier versions of a study planned: kept, but in no rate of the newest one. */
export function supersededTrials(store: Store, revision: StoredRevision): number {
  const planned = (whose: string): string => `SELECT t.id FROM study_revision r
    JOIN plan_line l ON l.study_revision_id = r.id
    JOIN trial t ON t.arm_id = l.arm_id AND t.epoch <= l.epochs
    JOIN dataset_item m ON m.dataset_id = l.dataset_id AND m.item_id = t.item_id
    WHERE r.name = ? AND r.id ${whose} ?`;
  const others = store.statements
    .get('SELECT count(*) AS n FROM study_revision WHERE name = ? AND id <> ?')
    .get(revision.name, revision.id);
  if (Number(others?.['n']) === 0) return 0;
  const row = store.statements
    .get(`SELECT count(*) AS n FROM (${planned('<>')} EXCEPT ${planned('=')})`)
    .get(revision.name, revision.id, revision.name, revision.id);
  return Number(row?.['n']);
}
