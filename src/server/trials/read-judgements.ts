import { scorerVersions } from '../../conversation/outcome.ts';
import { IdPages, pageIds } from '../../store/id-pages.ts';
import { storedScorers } from '../../store/scores.ts';
import type { Store } from '../../store/store.ts';
import { wholeNumbers } from '../../store/trial-chunks.ts';
import type { LabelName, RefusalName } from '../wire/columns/trial-columns.ts';
import type { RowColumns } from './growing-columns.ts';
import { Numbering } from './numbering.ts';
import { breathe } from './breathe.ts';

/** Replies whose scores are read at once. */
const chunk = 65_536;

/** Reads what the newest version of each scorer of refusals says of the first replies into a column. @returns its sets. */
export async function readRefusals(store: Store, rows: RowColumns): Promise<readonly (readonly RefusalName[])[]> {
  const sets = new Numbering<readonly RefusalName[]>();
  sets.of('', () => []);
  const most = rows.firstReply.reduce((largest, id) => Math.max(largest, id), 0);
  const setOf = new IdPages(store, () => new Uint16Array(pageIds));
  for (const { id, name } of storedScorers(store)) {
    for (let from = 0; from <= most; from += chunk) {
      const found = store.statements.get(scoresSql).all(id, from, Math.min(most, from + chunk - 1));
      for (const row of found) {
        const label = String(row['label']);
        for (const generation of wholeNumbers(row['generations'], () => store.damageIn('score'))) {
          const page = setOf.of(generation);
          const before = page[generation % pageIds]!;
          page[generation % pageIds] = sets.of(`${before} ${name} ${label}`, () => [
            ...(sets.values[before] ?? []),
            { scorer: name, label },
          ]);
        }
      }
      await breathe();
    }
  }
  for (const [row, generation] of rows.firstReply.entries()) {
    rows.refusals[row] = setOf.of(generation)[generation % pageIds]!;
  }
  return sets.values;
}

const scoresSql = `SELECT label, group_concat(generation_id) AS generations FROM score
  WHERE scorer_id = ? AND generation_id BETWEEN ? AND ? GROUP BY label`;

/** Reads what raters said of trials into a column. @returns its sets. */
export function readLabels(store: Store, rows: RowColumns): readonly (readonly LabelName[])[] {
  const sets = new Numbering<readonly LabelName[]>();
  sets.of('', () => []);
  const setOf = new Map<number, number>();
  for (const row of store.statements
    .fresh('SELECT trial_id, rater, label FROM label ORDER BY trial_id, rater')
    .iterate()) {
    const trial = Number(row['trial_id']);
    const rater = String(row['rater']);
    const label = row['label'] as string | null;
    const before = setOf.get(trial) ?? 0;
    setOf.set(
      trial,
      sets.of(JSON.stringify([before, rater, label]), () => [...(sets.values[before] ?? []), { rater, label }]),
    );
  }
  if (setOf.size > 0) rows.trial.forEach((trial, row) => (rows.labels[row] = setOf.get(trial) ?? 0));
  return sets.values;
}

/** The probability of leaving of each trial whose answer was read out; empty where no condition reads any. */
export async function readProbabilities(
  store: Store,
  armIds: readonly number[],
  rows: RowColumns,
): Promise<Float64Array> {
  if (armIds.length === 0) return new Float64Array(0);
  const probability = new Float64Array(rows.trial.length).fill(Number.NaN);
  const read = new Map<number, number>();
  const statement = store.statements.get(
    `SELECT o.trial_id, o.bail_probability FROM outcome o JOIN trial t ON t.id = o.trial_id
     WHERE o.scorer = 'strict' AND o.version = ? AND o.bail_probability IS NOT NULL AND o.trial_id > ?
       AND t.arm_id IN (SELECT value FROM json_each(?))
     ORDER BY o.trial_id LIMIT ${chunk}`,
  );
  for (let after = 0, more = true; more;) {
    const found = statement.all(scorerVersions.strict, after, JSON.stringify(armIds));
    for (const row of found) read.set(Number(row['trial_id']), Number(row['bail_probability']));
    after = Number(found.at(-1)?.['trial_id']);
    more = found.length === chunk;
    await breathe();
  }
  for (let row = 0; row < probability.length; row += 1) {
    probability[row] = read.get(rows.trial[row]!) ?? Number.NaN;
  }
  return probability;
}
