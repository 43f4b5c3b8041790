import type { Reply } from '../conversation/reply.ts';
import { fromJsonBytes } from './bytes.ts';
import type { Store } from './store.ts';

/** The text of the first reply of a trial; `null` where the trial has none. */
export function firstReplyText(store: Store, armId: number, epoch: number, itemId: number): string | null {
  const row = store.statements
    .get(
      `SELECT g.reply FROM trial t JOIN step s ON s.trial_id = t.id AND s.k = 0 JOIN generation g ON g.id = s.generation_id
       WHERE t.arm_id = ? AND t.epoch = ? AND t.item_id = ?`,
    )
    .get(armId, epoch, itemId);
  return row === undefined ? null : fromJsonBytes<Reply>(row['reply'] as Uint8Array).text;
}
