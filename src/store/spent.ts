import { hashBytes } from './bytes.ts';
import type { Store } from './store.ts';

/** What stored replies took, and what failed calls took beside them, as far as endpoints told. */
export interface StoredSpend {
  readonly replies: number;
  /** Calls that failed, those of trials that succeeded later too. */
  readonly failedCalls: number;
  /** Of replies and failed calls together. */
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Prompt tokens taken from a cache. */
  readonly cachedTokens: number;
}

/** What the trials of these arms (by hash) have taken so far; a reply that several share counts once. */
export function spentOnArms(store: Store, armHashes: readonly string[]): StoredSpend {
  const findArm = store.statements.get('SELECT id FROM arm WHERE hash = ?');
  const armIds = [...new Set(armHashes)].flatMap((hash) => {
    const id = findArm.get(hashBytes(hash))?.['id'];
    return id === undefined ? [] : [Number(id)];
  });
  const arms = JSON.stringify(armIds);
  const replies = store.statements
    .get(
      `SELECT count(*) AS n, sum(prompt_tokens) AS p, sum(completion_tokens) AS c, sum(cached_tokens) AS cached FROM generation
       WHERE attempts > 0 AND id IN (
         SELECT s.generation_id FROM step s JOIN trial t ON t.id = s.trial_id
         WHERE t.arm_id IN (SELECT value FROM json_each(?1))
         UNION
         SELECT s.generation_id FROM follow_up_step s JOIN follow_up f ON f.id = s.follow_up_id
         JOIN trial t ON t.id = f.trial_id WHERE t.arm_id IN (SELECT value FROM json_each(?1))
       )`,
    )
    .get(arms);
  const failed = store.statements
    .get(
      `SELECT count(*) AS n, sum(a.prompt_tokens) AS p, sum(a.completion_tokens) AS c
       FROM (
         SELECT trial_id, prompt_tokens, completion_tokens FROM attempt
         UNION ALL SELECT f.trial_id, a.prompt_tokens, a.completion_tokens
         FROM follow_up_attempt a JOIN follow_up f ON f.id = a.follow_up_id
       ) a JOIN trial t ON t.id = a.trial_id WHERE t.arm_id IN (SELECT value FROM json_each(?))`,
    )
    .get(arms);
  return {
    replies: Number(replies?.['n']),
    failedCalls: Number(failed?.['n']),
    promptTokens: Number(replies?.['p']) + Number(failed?.['p']),
    completionTokens: Number(replies?.['c']) + Number(failed?.['c']),
    cachedTokens: Number(replies?.['cached']),
  };
}
