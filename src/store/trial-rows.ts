import { scorerVersions } from '../conversation/outcome.ts';
import type { Conversation } from '../conversation/messages.ts';
import type { Written } from '../conversation/opened.ts';
import type { Reply, Usage } from '../conversation/reply.ts';
import { hashHex } from './bytes.ts';
import { storedConversation, storedReply, storedText } from './stored-json.ts';
import { isTwins, type StoredCondition } from './conditions.ts';
import { ContentCache } from './content-cache.ts';
import { firstExits, firstOfEach, type OutcomeGrid } from './outcome-grid.ts';
import { historyTurn, leadInStep } from './records.ts';
import type { Store } from './store.ts';
import { outcomeCore, type OutcomeCore } from './outcome-row.ts';

/** One trial of a condition as it stands in the store; planned trials that were never run have no `trialId`. */
export interface StoredTrial {
  readonly trialId: number | null;
  readonly epoch: number;
  readonly item: string;
  readonly itemHash: string;
  readonly cluster: string;
  readonly category: string | null;
  readonly conversation: Conversation;
  /** What it was offered; for a trial not yet run, what its arm offers where no language decides. */
  readonly offer: unknown;
  /** Why it was skipped or failed. */
  readonly note: string | null;
}

/** How one scorer judged a trial. */
export interface StoredOutcome extends OutcomeCore {
  readonly scorer: string;
  readonly journal: string | null;
  /** From a readout; `null` where an answer was drawn. */
  readonly probability: { readonly bail: number; readonly neither: number } | null;
}

export interface StoredStep {
  /** From 0; `leadInStep` for the reply a lead-in asked for. */
  readonly k: number;
  readonly generationId: number;
  readonly reply: Reply;
  readonly startedAt: number;
  readonly durationMs: number;
}

export interface StoredAttempt {
  readonly kind: string;
  readonly status: number | null;
  readonly message: string;
  /** What it was charged with all the same, where the endpoint told. */
  readonly usage: Usage | null;
}

/** Every planned trial of a condition, epoch by epoch in the dataset's order, one at a time. */
export function* conditionTrials(store: Store, condition: StoredCondition): Generator<StoredTrial> {
  const statement = store.statements.fresh(
    `${trialColumns} LEFT JOIN trial t ON t.arm_id = ? AND t.epoch = ? AND t.item_id = m.item_id
     WHERE m.dataset_id = ? AND (m.twin IS NOT NULL) = ? ORDER BY m.position`,
  );
  const offers = new ContentCache(store);
  for (let epoch = 1; epoch <= condition.epochs; epoch += 1) {
    for (const row of statement.iterate(condition.armId, epoch, condition.datasetId, isTwins(condition))) {
      yield storedTrial(row, epoch, condition, offers);
    }
  }
}

/**
 * The first few trials of a condition with each outcome of the strict scorer, in the order of the dataset; behind them, on
 * the dataset `crisis`, the first exit on each item.
 */
export function exampleTrials(
  store: Store,
  condition: StoredCondition,
  grid: OutcomeGrid,
  each: number,
): readonly StoredTrial[] {
  const first = firstOfEach(grid, condition.part, each);
  const exits = condition.datasetKind === 'crisis' ? firstExits(grid, condition.part) : [];
  const others = exits.filter(({ epoch, row }) => !first.some((one) => one.epoch === epoch && one.row === row));
  return trialsAt(store, condition, [...first, ...others]);
}

/** The trials of a condition in these epochs on the items of these rows; none where one was never run. */
export function trialsAt(
  store: Store,
  condition: StoredCondition,
  places: readonly { readonly epoch: number; readonly row: number }[],
): readonly StoredTrial[] {
  const offers = new ContentCache(store);
  const statement = store.statements.get(
    `${trialColumns} JOIN trial t ON t.arm_id = ? AND t.epoch = ? AND t.item_id = m.item_id
     WHERE m.dataset_id = ? AND m.position = ?`,
  );
  return places.flatMap(({ epoch, row }) =>
    statement
      .all(condition.armId, epoch, condition.datasetId, row)
      .map((found) => storedTrial(found, epoch, condition, offers)),
  );
}

/** Where the trial with this id stands among those of a condition; `null` where it is none of them. */
export function trialPlace(
  store: Store,
  { armId, datasetId }: StoredCondition,
  trialId: number,
): { readonly epoch: number; readonly row: number } | null {
  const found = store.statements
    .get(
      `SELECT t.epoch, m.position FROM trial t JOIN dataset_item m ON m.dataset_id = ? AND m.item_id = t.item_id
       WHERE t.id = ? AND t.arm_id = ?`,
    )
    .get(datasetId, trialId, armId);
  return found === undefined ? null : { epoch: Number(found['epoch']), row: Number(found['position']) };
}

const trialColumns = `SELECT m.position, m.name, m.cluster, m.category, i.hash, i.messages, c.bytes, t.id, t.epoch, t.note, t.offer_id
  FROM dataset_item m JOIN item i ON i.id = m.item_id JOIN conversation c ON c.id = i.conversation_id`;

function storedTrial(
  row: Record<string, unknown>,
  epoch: number,
  condition: StoredCondition,
  offers: ContentCache,
): StoredTrial {
  const { system, messages } = storedConversation(row['bytes'] as Uint8Array);
  return {
    trialId: row['id'] === null ? null : Number(row['id']),
    epoch,
    item: String(row['name']),
    itemHash: hashHex(row['hash'] as Uint8Array),
    cluster: String(row['cluster']),
    category: row['category'] as string | null,
    conversation: { system, messages: messages.slice(0, Number(row['messages'])) },
    offer: row['offer_id'] === null ? condition.offer : offers.get(Number(row['offer_id'])),
    note: row['note'] === null ? null : storedText(row['note'] as Uint8Array),
  };
}

/** What the present version of each scorer found. */
export function trialOutcomes(store: Store, trialId: number): readonly StoredOutcome[] {
  const rows = store.statements
    .get(
      `SELECT * FROM outcome WHERE trial_id = ? AND ((scorer = 'strict' AND version = ?) OR (scorer = 'paper' AND version = ?))`,
    )
    .all(trialId, scorerVersions.strict, scorerVersions.paper);
  return rows.map((row) => ({
    scorer: String(row['scorer']),
    ...outcomeCore(row),
    journal: row['journal'] === null ? null : storedText(row['journal'] as Uint8Array),
    probability:
      row['bail_probability'] === null
        ? null
        : { bail: Number(row['bail_probability']), neither: Number(row['neither_probability']) },
  }));
}

/**
 * The generations a trial rests on, first to last.
 *
 * @param which `before`: only what was written before the item's own first reply
 */
export function trialSteps(store: Store, trialId: number, which: 'all' | 'before' = 'all'): readonly StoredStep[] {
  const rows = store.statements
    .get(
      `SELECT s.k, g.id, g.reply, g.started_at, g.duration_ms FROM step s JOIN generation g ON g.id = s.generation_id
       WHERE s.trial_id = ? ${which === 'all' ? '' : 'AND s.k < 0'} ORDER BY s.k`,
    )
    .all(trialId);
  return rows.map((row) => ({
    k: Number(row['k']),
    generationId: Number(row['id']),
    reply: storedReply(row['reply'] as Uint8Array),
    startedAt: Number(row['started_at']),
    durationMs: Number(row['duration_ms']),
  }));
}

/** The earlier assistant turns among a trial's steps, first to last. */
export function historyOf(steps: readonly StoredStep[]): readonly StoredStep[] {
  return steps.filter(({ k }) => historyTurn(k) !== null).toSorted((one, other) => other.k - one.k);
}

/** What was written of what a trial's lead-in and history ask for. */
export function writtenBefore(steps: readonly StoredStep[]): Written {
  return {
    leadIn: steps.find(({ k }) => k === leadInStep)?.reply ?? null,
    history: historyOf(steps).map(({ reply }) => reply),
  };
}

/** The failed calls of a trial, first to last. */
export function trialAttempts(store: Store, trialId: number): readonly StoredAttempt[] {
  const rows = store.statements
    .get('SELECT kind, status, message, prompt_tokens, completion_tokens FROM attempt WHERE trial_id = ? ORDER BY id')
    .all(trialId);
  return rows.map((row) => ({
    kind: String(row['kind']),
    status: row['status'] === null ? null : Number(row['status']),
    message: storedText(row['message'] as Uint8Array),
    usage:
      row['prompt_tokens'] === null
        ? null
        : { promptTokens: Number(row['prompt_tokens']), completionTokens: Number(row['completion_tokens']) },
  }));
}
