import { IdPages, pageIds } from './id-pages.ts';
import type { Store } from './store.ts';
import { wholeNumbers, trialIdChunks } from './trial-chunks.ts';

// Each query reads its tables in the order of their keys: seeking the trials of one arm after another is ten times as
// slow where the trials of many arms were stored side by side.

/** Names kept for one arm: nobody reads more. */
const mostNames = 10;

/** What the generations of some arms cost, and who wrote them. */
export interface ArmUsage {
  readonly generations: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly failedAttempts: number;
}

/**
 * What the generations and failed calls of some arms cost, and the model names the endpoint reported in them, by arm; arms
 * that have any. A generation that several trials share counts once.
 */
export function armUsage(
  store: Store,
  armIds: readonly number[],
): { readonly usage: ArmUsage; readonly served: ReadonlyMap<number, readonly string[]> } {
  const arms = JSON.stringify(armIds);
  const sums = { generations: 0, promptTokens: 0, completionTokens: 0 };
  let named = 0;
  for (const [from, isUsed] of usedGenerations(store, arms).entries()) {
    const others: number[] = [];
    for (let place = 0; place < pageIds; place += 1) if (isUsed[place] === 0) others.push(from + place);
    const range = [from, from + pageIds - 1];
    const used =
      others.length === 0
        ? store.statements.get(costSql).get(...range)
        : store.statements
            .get(`${costSql} AND id NOT IN (SELECT value FROM json_each(?))`)
            .get(...range, JSON.stringify(others));
    sums.generations += Number(used?.['n']);
    sums.promptTokens += Number(used?.['p']);
    sums.completionTokens += Number(used?.['c']);
    named += Number(used?.['named']);
  }
  const failed = store.statements
    .get(
      `SELECT count(*) AS n FROM (
         SELECT trial_id FROM attempt
         UNION ALL SELECT f.trial_id FROM follow_up_attempt a JOIN follow_up f ON f.id = a.follow_up_id
       ) a CROSS JOIN trial t ON t.id = a.trial_id WHERE t.arm_id IN (SELECT value FROM json_each(?))`,
    )
    .get(arms);
  return {
    usage: { ...sums, failedAttempts: Number(failed?.['n']) },
    // Looking for names takes as long as all else; models that run here have none.
    served: named === 0 ? new Map() : servedModels(store),
  };
}

/** The names of served models by arm. */
function servedModels(store: Store): ReadonlyMap<number, readonly string[]> {
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

// Less a list of those that do not count, as a rule none: a list of all that do would be sorted first.
const costSql = `
  SELECT count(*) AS n, coalesce(sum(prompt_tokens), 0) AS p, coalesce(sum(completion_tokens), 0) AS c,
    count(served_model) AS named
  FROM generation WHERE attempts > 0 AND id BETWEEN ? AND ?`;

/** Marks the generations that trials of these arms, and what was asked after them, rest on: 1 in the page of each. */
function usedGenerations(store: Store, arms: string): IdPages<Uint8Array> {
  const used = new IdPages(store, () => new Uint8Array(pageIds));
  const add = (ids: unknown): void => {
    for (const id of wholeNumbers(ids, () => store.damageIn('step'))) used.of(id)[id % pageIds] = 1;
  };
  // Of all arms, as a rule, and then nobody need ask whose a step is.
  const others = store.statements
    .get('SELECT count(*) AS n FROM arm WHERE id NOT IN (SELECT value FROM json_each(?))')
    .get(arms);
  const steps = store.statements.get(
    Number(others?.['n']) === 0
      ? 'SELECT group_concat(generation_id) AS ids FROM step WHERE trial_id BETWEEN ?1 AND ?2 AND ?3 IS NOT NULL'
      : `SELECT group_concat(s.generation_id) AS ids FROM trial t NOT INDEXED CROSS JOIN step s ON s.trial_id = t.id
         WHERE t.id BETWEEN ?1 AND ?2 AND t.arm_id IN (SELECT value FROM json_each(?3))`,
  );
  for (const [from, to] of trialIdChunks(store)) add(steps.get(from, to, arms)?.['ids']);
  const followUps = store.statements.get(
    `SELECT group_concat(s.generation_id) AS ids FROM follow_up_step s JOIN follow_up f ON f.id = s.follow_up_id
     JOIN trial t ON t.id = f.trial_id WHERE t.arm_id IN (SELECT value FROM json_each(?))`,
  );
  add(followUps.get(arms)?.['ids']);
  return used;
}
