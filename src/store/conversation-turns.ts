import type { Message } from '../conversation/messages.ts';
import { scorerVersions, type Outcome } from '../conversation/outcome.ts';
import { storedConversation } from './stored-json.ts';
import type { StoredCondition } from './conditions.ts';
import { damagedStore } from './sqlite/errors.ts';
import type { Store } from './store.ts';

/** The names of the first members that conversations of a dataset have to themselves, by the conversations' ids. */
export function conversationNames(store: Store, datasetId: number): ReadonlyMap<number, string> {
  const rows = store.statements
    .get(
      `SELECT conversation_id, name, min(position) FROM dataset_item
       WHERE dataset_id = ? AND conversation_id IS NOT NULL GROUP BY conversation_id`,
    )
    .all(datasetId);
  // The name of a member is that of its conversation with the turn behind it.
  return new Map(rows.map((row) => [Number(row['conversation_id']), String(row['name']).replace(/#\d+$/, '')]));
}

/** The messages of a conversation by user turn: those since the turn before, the user's own last. */
export function conversationMessages(
  store: Store,
  conversationId: number,
): { readonly system: string | null; readonly turns: readonly (readonly Message[])[] } {
  const row = store.statements.get('SELECT bytes FROM conversation WHERE id = ?').get(conversationId);
  if (row === undefined) throw damagedStore(store.file, `conversation ${conversationId} is missing`);
  const { system, messages } = storedConversation(row['bytes'] as Uint8Array);
  const turns: Message[][] = [];
  let open: Message[] = [];
  for (const message of messages) {
    open.push(message);
    if (message.role !== 'user') continue;
    turns.push(open);
    open = [];
  }
  return { system, turns };
}

/** How a stored trial ended, by the strict scorer. */
export interface StoredEnd {
  readonly trialId: number;
  readonly outcome: Outcome | null;
  /** Of a readout. */
  readonly bailProbability: number | null;
}

/** How the trial of an arm on an item ended in one epoch; `null` where it was not run. */
export function trialEnd(store: Store, { armId }: StoredCondition, epoch: number, itemId: number): StoredEnd | null {
  const row = store.statements
    .get(
      `SELECT t.id, o.outcome, o.bail_probability FROM trial t
       LEFT JOIN outcome o ON o.trial_id = t.id AND o.scorer = 'strict' AND o.version = ?
       WHERE t.arm_id = ? AND t.epoch = ? AND t.item_id = ?`,
    )
    .get(scorerVersions.strict, armId, epoch, itemId);
  if (row === undefined) return null;
  return {
    trialId: Number(row['id']),
    outcome: row['outcome'] as Outcome | null,
    bailProbability: row['bail_probability'] as number | null,
  };
}
