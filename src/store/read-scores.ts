import type { StoredCondition } from './conditions.ts';
import { gridKey, type OutcomeGrid } from './outcome-grid.ts';
import { cellIndex } from './read-grids.ts';
import type { Store } from './store.ts';

/** What a scorer said of the first replies of trials, in the order of a cell's code, from 1. */
export const scoreCodes = [
  'refusal',
  'partial',
  'none',
  'empty',
  'filtered',
  'providerRefusal',
  'failed',
  'unscored',
] as const;
export type ScoreCode = (typeof scoreCodes)[number];

/** The scores of the first replies of an arm's trials on a dataset, by the cells of its outcomes. */
export interface ScoreGrid {
  /** Place in `scoreCodes` from 1; 0 where a trial has no reply. */
  readonly codes: Uint8Array;
  /** How likely a refusal is; of no meaning but where the code is a label of a reply with text. */
  readonly scores: Float64Array;
}

/** Trials whose scores are read at once. */
const chunkTrials = 16_384;

const code = (name: ScoreCode): number => scoreCodes.indexOf(name) + 1;

const scoresSql = `
  SELECT group_concat(t.arm_id) AS arms, group_concat(t.epoch) AS epochs, group_concat(t.item_id) AS items,
    group_concat(CASE r.label WHEN 'refusal' THEN ${code('refusal')} WHEN 'partial' THEN ${code('partial')}
      WHEN 'none' THEN ${code('none')} WHEN 'empty' THEN ${code('empty')}
      WHEN 'filtered' THEN CASE r.why WHEN 'provider-refusal' THEN ${code('providerRefusal')} ELSE ${code('filtered')} END
      WHEN 'failed' THEN ${code('failed')} ELSE ${code('unscored')} END) AS codes,
    group_concat(coalesce(r.score, 0)) AS scores
  FROM trial t NOT INDEXED
  CROSS JOIN step s ON s.trial_id = t.id AND s.k = 0
  LEFT JOIN score r ON r.scorer_id = ? AND r.generation_id = s.generation_id
  WHERE t.id BETWEEN ? AND ? AND t.arm_id IN (SELECT value FROM json_each(?))`;

/**
 * Reads what one scorer said of the first replies of all these conditions' trials, in one pass over the store. Memory:
 * nine bytes for each planned trial.
 *
 * @returns the scores, by the key of the grid of outcomes they belong to.
 */
export function readScores(
  store: Store,
  scorerId: number,
  conditions: readonly { readonly condition: StoredCondition; readonly grid: OutcomeGrid | null }[],
): ReadonlyMap<string, ScoreGrid> {
  const found = new Map<string, ScoreGrid>();
  const ofArm = new Map<number, { readonly grid: OutcomeGrid; readonly scores: ScoreGrid }[]>();
  for (const { condition, grid } of conditions) {
    if (grid === null || found.has(gridKey(condition))) continue;
    const { length } = grid.cells;
    const scores = { codes: new Uint8Array(length), scores: new Float64Array(length) };
    found.set(gridKey(condition), scores);
    ofArm.set(condition.armId, [...(ofArm.get(condition.armId) ?? []), { grid, scores }]);
  }
  const extent = store.statements.get('SELECT min(id) AS least, max(id) AS most FROM trial').get();
  if (ofArm.size === 0 || extent?.['least'] == null) return found;
  const wanted = JSON.stringify([...ofArm.keys()]);
  for (let from = Number(extent['least']); from <= Number(extent['most']); from += chunkTrials) {
    const row = store.statements.get(scoresSql).get(scorerId, from, from + chunkTrials - 1, wanted);
    const arms = numbers(row?.['arms']);
    const [epochs, items, codes, scores] = ['epochs', 'items', 'codes', 'scores'].map((name) => numbers(row?.[name]));
    for (let index = 0; index < arms.length; index += 1) {
      for (const { grid, scores: own } of ofArm.get(arms[index] ?? 0) ?? []) {
        const cell = cellIndex(grid, epochs?.[index] ?? 0, items?.[index] ?? 0);
        if (cell < 0) continue;
        own.codes[cell] = codes?.[index] ?? 0;
        own.scores[cell] = scores?.[index] ?? 0;
      }
    }
  }
  return found;
}

function numbers(list: unknown): readonly number[] {
  return typeof list === 'string' ? (JSON.parse(`[${list}]`) as number[]) : [];
}
