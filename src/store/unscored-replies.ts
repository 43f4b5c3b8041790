import type { LeadIn } from '../conversation/lead-in.ts';
import type { Conversation } from '../conversation/messages.ts';
import type { Written } from '../conversation/opened.ts';
import type { Reply } from '../conversation/reply.ts';
import { ContentCache } from './content-cache.ts';
import { storedConversation, storedReply } from './stored-json.ts';
import type { Store } from './store.ts';
import { trialSteps, writtenBefore } from './trial-rows.ts';

/** The first reply of a trial with all that its request was made of. */
export interface UnscoredReply {
  readonly generationId: number;
  readonly reply: Reply;
  readonly conversation: Conversation;
  readonly leadIn: LeadIn | null;
  /** Who wrote its earlier turns. */
  readonly historyAuthor: string;
  readonly written: Written;
  readonly offer: unknown;
  readonly settings: unknown;
}

/** Which replies are wanted; all of the store unless told. */
export interface UnscoredOptions {
  /** Only those of trials of these arms. */
  readonly armIds?: readonly number[] | undefined;
}

const batchSize = 500;

const wantedSql = (armIds: UnscoredOptions['armIds']): string => `
  FROM trial t ${armIds === undefined ? '' : 'NOT INDEXED'}
  JOIN step s ON s.trial_id = t.id AND s.k = 0
  WHERE t.id > ? ${armIds === undefined ? '' : 'AND t.arm_id IN (SELECT value FROM json_each(?))'}
    AND NOT EXISTS (SELECT 1 FROM score r WHERE r.scorer_id = ? AND r.generation_id = s.generation_id AND r.label <> 'failed')`;

/** How many replies a scorer has not scored, or failed at. */
export function countUnscored(store: Store, scorerId: number, { armIds }: UnscoredOptions = {}): number {
  const arms = armIds === undefined ? [] : [JSON.stringify(armIds)];
  const row = store.statements
    .get(`SELECT count(DISTINCT s.generation_id) AS n ${wantedSql(armIds)}`)
    .get(0, ...arms, scorerId);
  return Number(row?.['n']);
}

/**
 * The first replies of trials that a scorer has not scored, or failed at, each once and lazily, in the order in which
 * trials were stored. Scores may be written meanwhile.
 */
export function* unscoredReplies(
  store: Store,
  scorerId: number,
  { armIds }: UnscoredOptions = {},
): Generator<UnscoredReply> {
  const arms = armIds === undefined ? [] : [JSON.stringify(armIds)];
  const contents = new ContentCache(store);
  const given = new Set<number>();
  for (let after = 0; ;) {
    const rows = store.statements
      .get(`SELECT t.id, s.generation_id ${wantedSql(armIds)} ORDER BY t.id LIMIT ${batchSize}`)
      .all(after, ...arms, scorerId);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = Number(last['id']);
    for (const row of rows) {
      const generationId = Number(row['generation_id']);
      if (given.has(generationId)) continue;
      given.add(generationId);
      yield readReply(store, Number(row['id']), generationId, contents);
    }
  }
}

function readReply(store: Store, trialId: number, generationId: number, contents: ContentCache): UnscoredReply {
  const row = store.statements
    .get(
      `SELECT t.offer_id, a.settings_id, a.lead_in_id, a.history_author, i.messages, c.bytes, g.reply
       FROM trial t JOIN arm a ON a.id = t.arm_id JOIN item i ON i.id = t.item_id
       JOIN conversation c ON c.id = i.conversation_id JOIN generation g ON g.id = ? WHERE t.id = ?`,
    )
    .get(generationId, trialId);
  if (row === undefined) throw new Error(`trial ${trialId} is gone`);
  const { system, messages } = storedConversation(row['bytes'] as Uint8Array);
  const leadInId = row['lead_in_id'];
  return {
    generationId,
    reply: storedReply(row['reply'] as Uint8Array),
    conversation: { system, messages: messages.slice(0, Number(row['messages'])) },
    leadIn: leadInId === null ? null : (contents.get(Number(leadInId)) as LeadIn),
    historyAuthor: String(row['history_author']),
    written: writtenBefore(trialSteps(store, trialId, 'before')),
    offer: contents.get(Number(row['offer_id'])),
    settings: contents.get(Number(row['settings_id'])),
  };
}
