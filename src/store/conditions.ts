import type { MethodName, Order } from '../conversation/exit.ts';
import type { LeadIn } from '../conversation/lead-in.ts';
import type { StoppingRule } from '../study/schema.ts';
import { hashHex } from './bytes.ts';
import { ContentCache } from './content-cache.ts';
import { isConversation, storedObject } from './stored-json.ts';
import { checkPlanned } from './check-planned.ts';
import { damagedStore } from './sqlite/errors.ts';
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
  /** Those that count: of one that its rule has ended, so many as it took. */
  readonly epochs: number;
  /** Those there could be. */
  readonly mostEpochs: number;
  /** When it ends before these are over; `null` where it does not. */
  readonly stopping: StoppingRule | null;
  readonly isStopped: boolean;
  readonly unsupported: string | null;
  readonly model: string;
  readonly modelId: number;
  /** What the model is, whatever it is called: the same in every store. */
  readonly modelHash: string;
  readonly simulated: boolean;
  readonly method: MethodName;
  readonly order: Order | null;
  readonly wording: string | null;
  readonly leadIn: LeadIn | null;
  /** Another name than `main` is a replication with draws of its own. */
  readonly series: string;
  /** Who wrote the earlier turns, and the reply that is asked about: `self`, `dataset`, or what the study calls a model. */
  readonly historyAuthor: string;
  readonly replyAuthor: string;
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
      settings: storedObject(row.bytes),
    });
  }
  return [...newest.values()];
}

/**
 * The conditions of a revision, in the plan's order.
 *
 * @throws ExitpollError where the plan cannot be as it stands.
 */
export async function revisionConditions(store: Store, revisionId: number): Promise<readonly StoredCondition[]> {
  checkPlanned(store, revisionId);
  const rows = await store.db
    .selectFrom('plan_line as l')
    .innerJoin('arm as a', 'a.id', 'l.arm_id')
    .innerJoin('model as m', 'm.id', 'a.model_id')
    .innerJoin('dataset as d', 'd.id', 'l.dataset_id')
    .innerJoin('content as o', 'o.id', 'a.offer_id')
    .select(['l.arm_id', 'l.dataset_id', 'l.epochs', 'l.unsupported'])
    .select(['l.half_width', 'l.min_epochs', 'l.stopped_epochs'])
    .select(['l.model_label', 'l.wording', 'l.lead_in', 'm.id as model_id', 'm.hash as model_hash', 'm.simulated'])
    .select([
      'a.method',
      'a.answer_order',
      'a.series',
      'a.history_author',
      'a.reply_author',
      'a.lead_in_id',
      'a.settings_id',
      'a.offer_id',
    ])
    .select(['d.label as dataset', 'd.kind', 'd.items', 'd.merged', 'o.hash as offer_hash'])
    .where('l.study_revision_id', '=', revisionId)
    .orderBy('l.position')
    .execute();
  const contents = new ContentCache(store);
  const labels = new Map(rows.map((row) => [hashHex(row.model_hash), row.model_label]));
  const twinsOf = new Map([...new Set(rows.map((row) => row.dataset_id))].map((id) => [id, twinsIn(store, id)]));
  return rows.flatMap((row) => {
    const condition = {
      revisionId,
      armId: row.arm_id,
      datasetId: row.dataset_id,
      epochs: row.stopped_epochs ?? row.epochs,
      mostEpochs: row.epochs,
      stopping: row.half_width === null ? null : { halfWidth: row.half_width, minEpochs: row.min_epochs ?? 1 },
      isStopped: row.stopped_epochs !== null,
      unsupported: row.unsupported,
      model: row.model_label,
      modelId: row.model_id,
      modelHash: hashHex(row.model_hash),
      simulated: row.simulated === 1,
      method: row.method as MethodName,
      order: row.answer_order as Order | null,
      wording: row.wording,
      leadIn: row.lead_in_id === null ? null : leadInOf(store, contents, row.lead_in_id, row.lead_in ?? ''),
      series: row.series,
      historyAuthor: authorName(row.history_author, labels),
      replyAuthor: authorName(row.reply_author, labels),
      offerHash: hashHex(row.offer_hash),
      offer: contents.get(row.offer_id),
      settingsId: row.settings_id,
      settings: contents.get(row.settings_id),
      dataset: row.dataset,
      datasetKind: row.kind,
      items: row.items,
      merged: row.merged,
    };
    const originals = { ...condition, part: 'originals' } as const;
    const twins = { ...condition, part: 'twins' } as const;
    const twinCount = twinsOf.get(row.dataset_id);
    if (twinCount === 0) return [originals];
    return twinCount === row.items ? [twins] : [originals, twins];
  });
}

/** How many items of a dataset are benign twins. Counted once for all arms on it: the count looks at every item. */
function twinsIn(store: Store, datasetId: number): number {
  const row = store.statements
    .get('SELECT count(*) AS n FROM dataset_item WHERE dataset_id = ? AND twin IS NOT NULL')
    .get(datasetId);
  return Number(row?.['n']);
}

/** @throws ExitpollError where the content is no lead-in. */
function leadInOf(store: Store, contents: ContentCache, contentId: number, name: string): LeadIn {
  const content = contents.get(contentId);
  if (!isConversation(content)) throw damagedStore(store.file, `content ${contentId} is no lead-in`);
  return { ...(content as unknown as LeadIn), name };
}

/** An author as results call it. */
function authorName(author: string, labels: ReadonlyMap<string, string>): string {
  if (author.startsWith('dataset:')) return 'dataset';
  return author.startsWith('model:') ? (labels.get(author.slice('model:'.length)) ?? 'another model') : author;
}

/** `1` for the twins of a dataset, `0` for all other items: as SQL compares it. */
export function isTwins({ part }: Pick<StoredCondition, 'part'>): number {
  return part === 'twins' ? 1 : 0;
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
