import type { AuditLabelName } from '../conversation/audit-label.ts';
import type { Outcome } from '../conversation/outcome.ts';
import { hashHex } from './bytes.ts';
import { storedConversation, storedObject, storedText } from './stored-json.ts';
import type { StoredLabel } from './labels.ts';
import type { FailedAttempt } from './records.ts';
import { damagedStore } from './sqlite/errors.ts';
import type { Store } from './store.ts';
import { outcomeCore, type OutcomeCore } from './outcome-row.ts';

/** How one version of a scorer judged a trial. */
export interface VersionOutcome extends OutcomeCore {
  readonly scorer: string;
  readonly version: number;
  readonly bailProbability: number | null;
  readonly neitherProbability: number | null;
}

/** What every version of every scorer said of a trial, by scorer, the newest version first. */
export function everyOutcome(store: Store, trialId: number): readonly VersionOutcome[] {
  return store.statements
    .get('SELECT * FROM outcome WHERE trial_id = ? ORDER BY scorer, version DESC')
    .all(trialId)
    .map((row) => ({
      scorer: String(row['scorer']),
      version: Number(row['version']),
      ...outcomeCore(row),
      bailProbability: row['bail_probability'] as number | null,
      neitherProbability: row['neither_probability'] as number | null,
    }));
}

/** What raters said of a trial, by rater. */
export function trialLabels(
  store: Store,
  trialId: number,
): readonly Pick<StoredLabel, 'rater' | 'judge' | 'label' | 'note' | 'labelledAt' | 'generationId'>[] {
  return store.statements
    .get('SELECT rater, judge, label, note, labelled_at, generation_id FROM label WHERE trial_id = ? ORDER BY rater')
    .all(trialId)
    .map((row) => ({
      rater: String(row['rater']),
      judge: row['judge'] === 1,
      label: row['label'] as AuditLabelName | null,
      note: row['note'] === null ? null : storedText(row['note'] as Uint8Array),
      labelledAt: Number(row['labelled_at']),
      generationId: row['generation_id'] as number | null,
    }));
}

/** The failed calls of a trial, first to last. */
export function trialFailures(store: Store, trialId: number): readonly Omit<FailedAttempt, 'usage'>[] {
  return store.statements
    .get(
      'SELECT k, n, started_at, duration_ms, kind, status, message FROM attempt WHERE trial_id = ? ORDER BY started_at, id',
    )
    .all(trialId)
    .map((row) => ({
      k: Number(row['k']),
      n: Number(row['n']),
      startedAt: Number(row['started_at']),
      durationMs: Number(row['duration_ms']),
      kind: String(row['kind']),
      status: row['status'] as number | null,
      message: storedText(row['message'] as Uint8Array),
    }));
}

/** What is known of a generation beside its reply. */
export interface GenerationFacts {
  /** Hex. */
  readonly key: string;
  readonly modelHash: string;
  /** How its model is asked: a protocol of `ModelIdentity`, or `dataset` where nobody was. */
  readonly protocol: string;
  readonly draw: number;
  readonly attempts: number;
  /** The form its request went out in over HTTP, as it was stored; `null` where none is. */
  readonly form: unknown;
}

/** @throws RangeError for a generation the store does not have. */
export function generationFacts(store: Store, id: number): GenerationFacts {
  const row = store.statements
    .get(
      `SELECT g.key, g.draw, g.attempts, m.hash, m.identity, c.bytes AS form FROM generation g
       JOIN model m ON m.id = g.model_id
       LEFT JOIN sent_form f ON f.generation_id = g.id LEFT JOIN content c ON c.id = f.content_id WHERE g.id = ?`,
    )
    .get(id);
  if (row === undefined) throw damagedStore(store.file, `generation ${id}, or its model, is missing`);
  return {
    key: hashHex(row['key'] as Uint8Array),
    modelHash: hashHex(row['hash'] as Uint8Array),
    protocol: String(storedObject<{ readonly protocol?: unknown }>(row['identity'] as Uint8Array).protocol),
    draw: Number(row['draw']),
    attempts: Number(row['attempts']),
    form: row['form'] === null ? null : storedObject<unknown>(row['form'] as Uint8Array),
  };
}

/** An item as a member of a dataset, beside its texts. */
export interface MemberFacts {
  readonly itemId: number;
  readonly name: string;
  /** What it is the benign twin of; `null` where it is none. */
  readonly twin: string | null;
  readonly tags: readonly string[];
  /** The user turn it is cut after, from 1, and how many its conversation has. */
  readonly turn: number;
  readonly turns: number;
}

/** What a dataset says of the item at a row. @throws RangeError where it has no such row. */
export function memberFacts(store: Store, datasetId: number, row: number): MemberFacts {
  const found = store.statements
    .get(
      `SELECT m.item_id, m.name, m.twin, m.tags, i.turn, c.bytes FROM dataset_item m JOIN item i ON i.id = m.item_id
       JOIN conversation c ON c.id = coalesce(m.conversation_id, i.conversation_id) WHERE m.dataset_id = ? AND m.position = ?`,
    )
    .get(datasetId, row);
  if (found === undefined)
    throw damagedStore(store.file, `dataset ${datasetId} has no row ${row}, or its item or conversation is missing`);
  const { messages } = storedConversation(found['bytes'] as Uint8Array);
  return {
    itemId: Number(found['item_id']),
    name: String(found['name']),
    twin: found['twin'] as string | null,
    tags: found['tags'] === '' ? [] : String(found['tags']).split(','),
    turn: Number(found['turn']),
    turns: messages.filter(({ role }) => role === 'user').length,
  };
}

/** The other of a pair: the item that a benign twin was made of, or the first twin of an item; `null` where it has none. */
export function otherOfPair(
  store: Store,
  datasetId: number,
  { name, twin }: MemberFacts,
): { readonly name: string; readonly itemId: number } | null {
  const found = store.statements
    .get(
      `SELECT name, item_id FROM dataset_item WHERE dataset_id = ? AND ${twin === null ? 'twin' : 'name'} = ? ORDER BY position LIMIT 1`,
    )
    .get(datasetId, twin ?? name);
  return found === undefined ? null : { name: String(found['name']), itemId: Number(found['item_id']) };
}

/** The trials of an item under an arm in the first epochs, by epoch, with what the present strict scorer says of them. */
export function itemTrialsOf(
  store: Store,
  { armId, itemId, epochs, version }: { armId: number; itemId: number; epochs: number; version: number },
): readonly {
  readonly epoch: number;
  readonly trialId: number;
  readonly outcome: Outcome | null;
  readonly bailProbability: number | null;
}[] {
  const statement = store.statements.get(
    `SELECT t.id, o.outcome, o.bail_probability FROM trial t
     LEFT JOIN outcome o ON o.trial_id = t.id AND o.scorer = 'strict' AND o.version = ?
     WHERE t.arm_id = ? AND t.epoch = ? AND t.item_id = ?`,
  );
  return Array.from({ length: epochs }, (_, before) => before + 1).flatMap((epoch) => {
    const row = statement.get(version, armId, epoch, itemId);
    if (row === undefined) return [];
    return [
      {
        epoch,
        trialId: Number(row['id']),
        outcome: row['outcome'] as Outcome | null,
        bailProbability: row['bail_probability'] as number | null,
      },
    ];
  });
}

/** Which part of a dataset an item belongs to; `null` where it is no member. */
export function partOfItem(store: Store, datasetId: number, itemId: number): 'originals' | 'twins' | null {
  const row = store.statements
    .get('SELECT twin IS NOT NULL AS is_twin FROM dataset_item WHERE dataset_id = ? AND item_id = ?')
    .get(datasetId, itemId);
  if (row === undefined) return null;
  return row['is_twin'] === 1 ? 'twins' : 'originals';
}
