import type { Store } from './store.ts';

// Each query reads its tables in the order of their keys: seeking the trials of one arm after another is ten times as
// slow where the trials of many arms were stored side by side.

/** Names kept for one arm: nobody reads more. */
const mostNames = 10;

/** The model names the endpoint reported in the generations of each arm, by arm; arms that have any. */
export function servedModels(store: Store): ReadonlyMap<number, readonly string[]> {
  const rows = store.statements
    .get(
      // Sorted outside, or all rows are sorted before most are found to be alike.
      `SELECT * FROM (
         SELECT DISTINCT t.arm_id, g.served_model FROM step s CROSS JOIN trial t NOT INDEXED ON t.id = s.trial_id
         CROSS JOIN generation g ON g.id = s.generation_id WHERE g.served_model IS NOT NULL
       ) ORDER BY arm_id, served_model`,
    )
    .iterate();
  const names = new Map<number, string[]>();
  for (const row of rows) {
    const own = names.get(Number(row['arm_id'])) ?? [];
    if (own.length < mostNames) own.push(String(row['served_model']));
    names.set(Number(row['arm_id']), own);
  }
  return names;
}

/** What the generations and failed calls of some arms cost. A generation that several trials share counts once. */
export function armUsage(
  store: Store,
  armIds: readonly number[],
): { generations: number; promptTokens: number; completionTokens: number; failedAttempts: number } {
  const arms = JSON.stringify(armIds);
  // Of all arms, as a rule, and then nobody need ask whose a step is.
  const others = store.statements
    .get('SELECT count(*) AS n FROM arm WHERE id NOT IN (SELECT value FROM json_each(?))')
    .get(arms);
  const steps =
    Number(others?.['n']) === 0
      ? 'SELECT generation_id FROM step WHERE ?1 IS NOT NULL'
      : `SELECT s.generation_id FROM step s CROSS JOIN trial t NOT INDEXED ON t.id = s.trial_id
         WHERE t.arm_id IN (SELECT value FROM json_each(?1))`;
  const used = store.statements
    .get(
      `SELECT count(*) AS n, coalesce(sum(prompt_tokens), 0) AS p, coalesce(sum(completion_tokens), 0) AS c FROM generation
       WHERE attempts > 0 AND id IN (
         ${steps}
         UNION
         SELECT s.generation_id FROM follow_up_step s JOIN follow_up f ON f.id = s.follow_up_id
         JOIN trial t ON t.id = f.trial_id WHERE t.arm_id IN (SELECT value FROM json_each(?1))
       )`,
    )
    .get(arms);
  const failed = store.statements
    .get(
      `SELECT count(*) AS n FROM (
         SELECT trial_id FROM attempt
         UNION ALL SELECT f.trial_id FROM follow_up_attempt a JOIN follow_up f ON f.id = a.follow_up_id
       ) a CROSS JOIN trial t ON t.id = a.trial_id WHERE t.arm_id IN (SELECT value FROM json_each(?))`,
    )
    .get(arms);
  return {
    generations: Number(used?.['n']),
    promptTokens: Number(used?.['p']),
    completionTokens: Number(used?.['c']),
    failedAttempts: Number(failed?.['n']),
  };
}
