import { scorerVersions } from '../conversation/outcome.ts';
import type { Reply } from '../conversation/reply.ts';
import { hashHex } from './bytes.ts';
import { storedConversation } from './stored-json.ts';
import { ContentCache } from './content-cache.ts';
import type { PendingItem } from './pending.ts';
import type { StoredFollowUp } from './plan-follow-ups.ts';
import type { PlanLine } from './plans.ts';
import { leadInStep, type GenerationRef } from './records.ts';
import type { Store } from './store.ts';
import { historyOf, trialSteps } from './trial-rows.ts';

/** A trial that ended as a bail, with its replies. */
export interface BailedTrial {
  readonly trialId: number;
  readonly line: PlanLine;
  readonly item: PendingItem;
  readonly epoch: number;
  /** The offer it was run with. */
  readonly offer: unknown;
  readonly leadIn: GenerationRef | null;
  readonly history: readonly GenerationRef[];
  readonly replies: readonly Reply[];
}

/** A child trial that has no outcome yet, or ended as `error`. */
export interface PendingFollowUp {
  readonly parent: BailedTrial;
  readonly followUp: StoredFollowUp;
  /** From 1. */
  readonly draw: number;
}

const pageSize = 256;

/**
 * The follow-ups still to be asked after the bails of some conditions, bail after bail, lazily: those of one bail are
 * a chain, since their prompts begin alike. Bails by the present version of the strict scorer.
 */
export function* pendingFollowUps(
  store: Store,
  lines: readonly PlanLine[],
  followUps: readonly StoredFollowUp[],
): Generator<readonly PendingFollowUp[]> {
  if (followUps.length === 0) return;
  const offers = new ContentCache(store);
  for (const line of lines) {
    if (line.unsupported !== null) continue;
    for (let after = { epoch: 0, itemId: 0 }; ;) {
      const page = bailsAfter(store, line, after);
      for (const row of page) {
        const trialId = Number(row['id']);
        const open = openDraws(store, trialId, followUps);
        if (open.length === 0) continue;
        const parent = bailedTrial(store, line, row, offers);
        yield open.map(({ followUp, draw }) => ({ parent, followUp, draw }));
      }
      const last = page.at(-1);
      if (last === undefined || page.length < pageSize) break;
      after = { epoch: Number(last['epoch']), itemId: Number(last['item_id']) };
    }
  }
}

function bailsAfter(
  store: Store,
  line: PlanLine,
  after: { readonly epoch: number; readonly itemId: number },
): readonly Record<string, unknown>[] {
  return store.statements
    .get(
      `SELECT t.id, t.epoch, t.item_id, t.offer_id, m.name, m.cluster, m.category, m.twin, m.tags, i.hash, i.turn, i.messages,
         i.conversation_id
       FROM trial t
       JOIN outcome o ON o.trial_id = t.id AND o.scorer = 'strict' AND o.version = ? AND o.outcome = 'bail'
       JOIN dataset_item m ON m.dataset_id = ? AND m.item_id = t.item_id
       JOIN item i ON i.id = m.item_id
       WHERE t.arm_id = ? AND t.epoch <= ? AND (t.epoch, t.item_id) > (?, ?)
       ORDER BY t.epoch, t.item_id LIMIT ${pageSize}`,
    )
    .all(scorerVersions.strict, line.datasetId, line.armId, line.epochs, after.epoch, after.itemId);
}

function openDraws(
  store: Store,
  trialId: number,
  followUps: readonly StoredFollowUp[],
): readonly { readonly followUp: StoredFollowUp; readonly draw: number }[] {
  const rows = store.statements
    .get("SELECT content_id, draw FROM follow_up WHERE trial_id = ? AND ending <> 'error'")
    .all(trialId);
  const done = new Set(rows.map((row) => `${Number(row['content_id'])} ${Number(row['draw'])}`));
  return followUps.flatMap((followUp) =>
    Array.from({ length: followUp.draws }, (_, index) => ({ followUp, draw: index + 1 })).filter(
      ({ draw }) => !done.has(`${followUp.contentId} ${draw}`),
    ),
  );
}

function bailedTrial(store: Store, line: PlanLine, row: Record<string, unknown>, offers: ContentCache): BailedTrial {
  const trialId = Number(row['id']);
  const whole = store.statements.get('SELECT bytes FROM conversation WHERE id = ?').get(Number(row['conversation_id']));
  const { system, messages } = storedConversation(whole?.['bytes'] as Uint8Array);
  const steps = trialSteps(store, trialId);
  const leadIn = steps.find((step) => step.k === leadInStep);
  return {
    trialId,
    line,
    epoch: Number(row['epoch']),
    offer: offers.get(Number(row['offer_id'])),
    leadIn: leadIn === undefined ? null : { id: leadIn.generationId, reply: leadIn.reply },
    history: historyOf(steps).map(({ generationId, reply }) => ({ id: generationId, reply })),
    replies: steps.filter((step) => step.k >= 0).map((step) => step.reply),
    item: {
      itemId: Number(row['item_id']),
      hash: hashHex(row['hash'] as Uint8Array),
      name: String(row['name']),
      cluster: String(row['cluster']),
      category: row['category'] as string | null,
      turn: Number(row['turn']),
      isTwin: row['twin'] !== null,
      language: /(?:^|,)lang:([^,]+)/.exec(String(row['tags']))?.[1] ?? null,
      conversation: { system, messages: messages.slice(0, Number(row['messages'])) },
    },
  };
}

/** How far the follow-ups of some conditions are: planned are those of the bails that are stored. */
export function followUpProgress(
  store: Store,
  lines: readonly PlanLine[],
  followUps: readonly StoredFollowUp[],
): { readonly planned: number; readonly done: number; readonly errors: number } {
  const sum = { planned: 0, done: 0, errors: 0 };
  if (followUps.length === 0) return sum;
  const each = followUps.reduce((total, { draws }) => total + draws, 0);
  const wanted = JSON.stringify(followUps.map(({ contentId, draws }) => [contentId, draws]));
  for (const line of lines) {
    if (line.unsupported !== null) continue;
    const row = store.statements
      .get(
        `WITH bails AS MATERIALIZED (
           SELECT t.id FROM trial t
           JOIN outcome o ON o.trial_id = t.id AND o.scorer = 'strict' AND o.version = ? AND o.outcome = 'bail'
           JOIN dataset_item m ON m.dataset_id = ? AND m.item_id = t.item_id
           WHERE t.arm_id = ? AND t.epoch <= ?
         )
         SELECT (SELECT count(*) FROM bails) AS bails, count(*) AS ended, coalesce(sum(f.ending = 'error'), 0) AS failed
         FROM bails b JOIN follow_up f ON f.trial_id = b.id
         JOIN json_each(?) w ON f.content_id = w.value ->> 0 AND f.draw <= w.value ->> 1`,
      )
      .get(scorerVersions.strict, line.datasetId, line.armId, line.epochs, wanted);
    const failed = Number(row?.['failed']);
    sum.planned += each * Number(row?.['bails']);
    sum.errors += failed;
    sum.done += Number(row?.['ended']) - failed;
  }
  return sum;
}
