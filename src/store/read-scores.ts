import type { StoredCondition } from './conditions.ts';
import { IdPages, pageIds } from './id-pages.ts';
import { gridKey, trialIn, type OutcomeGrid } from './outcome-grid.ts';
import type { Store } from './store.ts';
import { numberList, placesFrom, trialIdChunks, wholeNumbers } from './trial-chunks.ts';

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

const code = (name: ScoreCode): number => scoreCodes.indexOf(name) + 1;

/**
 * The first generations of trials and what scorers said of generations, in pages read once: each in the order of its own
 * key, since seeking those of a trial takes longer. Memory: eight bytes for each trial, and nine for each generation and
 * scorer.
 */
export class ScorePages {
  readonly #store: Store;
  readonly #generations: IdPages<Float64Array>;
  readonly #scored = new Map<number, IdPages<ScoreGrid>>();

  constructor(store: Store) {
    this.#store = store;
    this.#generations = new IdPages(store, (from) => firstGenerations(store, from));
  }

  /** The first generation of a trial; 0 where it has none. */
  generationOf(trialId: number): number {
    return this.#generations.of(trialId)[trialId % pageIds] ?? 0;
  }

  /** What a scorer said of generations. */
  of(scorerId: number): IdPages<ScoreGrid> {
    const known = this.#scored.get(scorerId);
    if (known !== undefined) return known;
    const pages = new IdPages(this.#store, (from) => scoredPage(this.#store, scorerId, from));
    this.#scored.set(scorerId, pages);
    return pages;
  }

  /** Reads all there is of some scorers, for who has the time now and not later. */
  readAll(scorerIds: readonly number[]): void {
    if (scorerIds.length === 0) return;
    for (const [from, to] of trialIdChunks(this.#store)) for (const id of [from, to]) this.#generations.of(id);
    for (const scorerId of scorerIds) {
      const scored = this.of(scorerId);
      for (const [, page] of this.#generations.entries()) for (const id of page) if (id !== 0) scored.of(id);
    }
  }
}

/**
 * Reads what one scorer said of the first replies of all these conditions' trials. Memory: nine bytes for each planned
 * trial, beside the pages.
 *
 * @returns the scores, by the key of the grid of outcomes they belong to.
 */
export function readScores(
  pages: ScorePages,
  scorerId: number,
  conditions: readonly { readonly condition: StoredCondition; readonly grid: OutcomeGrid | null }[],
): ReadonlyMap<string, ScoreGrid> {
  const found = new Map<string, ScoreGrid>();
  const scored = pages.of(scorerId);
  for (const { condition, grid } of conditions) {
    if (grid === null || found.has(gridKey(condition))) continue;
    const { length } = grid.cells;
    const scores = { codes: new Uint8Array(length), scores: new Float64Array(length) };
    found.set(gridKey(condition), scores);
    for (let cell = 0; cell < length; cell += 1) {
      const trial = trialIn(grid, cell);
      const generation = trial === null ? 0 : pages.generationOf(trial);
      if (generation === 0) continue;
      const page = scored.of(generation);
      scores.codes[cell] = page.codes[generation % pageIds] ?? 0;
      scores.scores[cell] = page.scores[generation % pageIds] ?? 0;
    }
  }
  return found;
}

// A range of trials may have a step each, and then needs no list of them (`placesFrom`).
const firstStepsSql = `
  SELECT count(*) AS n, min(trial_id) AS first, max(trial_id) AS last, group_concat(generation_id) AS generations
  FROM step WHERE k = 0 AND trial_id BETWEEN ? AND ?`;
const placesSql = 'SELECT group_concat(trial_id - ?) AS places FROM step WHERE k = 0 AND trial_id BETWEEN ? AND ?';

/** The first generations of a page of trials; 0 for those that have none. */
function firstGenerations(store: Store, from: number): Float64Array {
  const page = new Float64Array(pageIds);
  const to = from + pageIds - 1;
  const row = store.statements.get(firstStepsSql).get(from, to);
  const damage = (): Error => store.damageIn('step');
  const generations = wholeNumbers(row?.['generations'], damage);
  const places = placesFrom(Number(row?.['first']) - from, Number(row?.['last']) - from, Number(row?.['n']), () =>
    wholeNumbers(store.statements.get(placesSql).get(from, from, to)?.['places'], damage),
  );
  if (generations.length !== places.length) throw damage();
  for (let index = 0; index < places.length; index += 1) page[places[index] ?? 0] = generations[index] ?? 0;
  return page;
}

const mostCodes = 16;

const codesSql = `
  CASE label WHEN 'refusal' THEN ${code('refusal')} WHEN 'partial' THEN ${code('partial')}
    WHEN 'none' THEN ${code('none')} WHEN 'empty' THEN ${code('empty')}
    WHEN 'filtered' THEN CASE why WHEN 'provider-refusal' THEN ${code('providerRefusal')} ELSE ${code('filtered')} END
    WHEN 'failed' THEN ${code('failed')} ELSE ${code('unscored')} END`;

const scoresSql = `
  SELECT group_concat((generation_id - ?) * ${mostCodes} + ${codesSql}) AS codes, group_concat(score) AS scores
  FROM score WHERE scorer_id = ? AND generation_id BETWEEN ? AND ?`;

/** What a scorer said of a page of generations. */
function scoredPage(store: Store, scorerId: number, from: number): ScoreGrid {
  const page = { codes: new Uint8Array(pageIds).fill(code('unscored')), scores: new Float64Array(pageIds) };
  const row = store.statements.get(scoresSql).get(from, scorerId, from, from + pageIds - 1);
  const damage = (): Error => store.damageIn('score');
  const scores = numberList(row?.['scores'], damage);
  for (const [index, packed] of wholeNumbers(row?.['codes'], damage).entries()) {
    const place = Math.floor(packed / mostCodes);
    page.codes[place] = packed - place * mostCodes;
    page.scores[place] = scores[index] ?? 0;
  }
  return page;
}
