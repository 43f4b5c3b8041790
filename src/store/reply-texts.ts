import { storedReply } from './stored-json.ts';
import type { Store } from './store.ts';

/** The first reply of a trial, and what a scorer of refusals said of it. */
export interface FirstReply {
  readonly text: string;
  /** 1 refuses, partly too; 0 does what was asked; `null` where it was not scored or has no text that tells. */
  readonly refuses: 0 | 1 | null;
}

/**
 * The first reply of a trial; `null` where the trial has none.
 *
 * @param scorerId of the scorer of refusals; 0 for none
 */
export function firstReply(store: Store, trialId: number, scorerId: number): FirstReply | null {
  const row = store.statements
    .get(
      `SELECT g.reply, CASE r.label WHEN 'refusal' THEN 1 WHEN 'partial' THEN 1 WHEN 'none' THEN 0 END AS refuses
       FROM step s JOIN generation g ON g.id = s.generation_id
       LEFT JOIN score r ON r.generation_id = g.id AND r.scorer_id = ?
       WHERE s.trial_id = ? AND s.k = 0`,
    )
    .get(scorerId, trialId);
  if (row === undefined) return null;
  return {
    text: storedReply(row['reply'] as Uint8Array).text,
    refuses: row['refuses'] as FirstReply['refuses'],
  };
}
