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
       WHERE id IN (SELECT s.generation_id FROM step s JOIN trial t ON t.id = s.trial_id WHERE t.arm_id IN (SELECT value FROM json_each(?)))`,
    )
    .get(arms);
  const failed = store.statements
    .get(
      `SELECT count(*) AS n, sum(a.prompt_tokens) AS p, sum(a.completion_tokens) AS c
       FROM attempt a JOIN trial t ON t.id = a.trial_id WHERE t.arm_id IN (SELECT value FROM json_each(?))`,
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
