import { outcomes, scorerVersions, type ScorerName } from '../conversation/outcome.ts';
import type { DatasetPart, StoredCondition } from './conditions.ts';
import { readMembership, type Membership } from './membership.ts';
import { cellOf, farTrial, gridKey, type OutcomeGrid } from './outcome-grid.ts';
import type { Store } from './store.ts';
import { chunkIds, firstTrialId, trialChunks } from './trial-chunks.ts';

interface GridToFill extends OutcomeGrid {
  readonly flags: { readonly [part in DatasetPart]: Map<string, number> };
  readonly far: Map<number, number>;
}

/**
 * Reads how the trials of all these conditions ended, in one pass over the store in the order in which it was written,
 * whatever the number of conditions. Memory: five bytes for each planned trial, and 16 more where answers are read out.
 *
 * @param isRead whether a condition's answers are read out
 * @param judges `strict`: the outcomes of that scorer alone, and no flags, which takes half the time
 * @returns the grids, by `gridKey`; none for conditions that are unsupported.
 */
export function readGrids(
  store: Store,
  conditions: readonly StoredCondition[],
  isRead: (condition: StoredCondition) => boolean,
  judges: 'all' | 'strict' = 'all',
): ReadonlyMap<string, OutcomeGrid> {
  const memberships = new Map<number, Membership>();
  const grids = new Map<string, GridToFill>();
  const gridsOfArm = new Map<number, GridToFill[]>();
  const armsRead = new Set<number>();
  const beforeTrials = firstTrialId(store) - 1;
  for (const condition of conditions) {
    const { armId, datasetId, epochs } = condition;
    if (condition.unsupported !== null || grids.has(gridKey(condition))) continue;
    const membership = memberships.get(datasetId) ?? readMembership(store, datasetId);
    memberships.set(datasetId, membership);
    const size = epochs * membership.size;
    const grid: GridToFill = {
      membership,
      epochs,
      cells: new Uint8Array(size),
      trials: new Uint32Array(size),
      beforeTrials,
      far: new Map(),
      readouts: isRead(condition)
        ? { bail: new Float64Array(size).fill(Number.NaN), neither: new Float64Array(size).fill(Number.NaN) }
        : null,
      flags: { originals: new Map(), twins: new Map() },
    };
    grids.set(gridKey(condition), grid);
    gridsOfArm.set(armId, [...(gridsOfArm.get(armId) ?? []), grid]);
    if (isRead(condition)) armsRead.add(armId);
  }
  if (gridsOfArm.size > 0) readOutcomes(store, gridsOfArm, judges);
  if (armsRead.size > 0) readReadouts(store, armsRead, gridsOfArm);
  return grids;
}

/** Gives the grids of conditions, by `gridKey`, as readGrids does. */
export type GridSource = (conditions: readonly StoredCondition[]) => ReadonlyMap<string, OutcomeGrid>;

/**
 * Reads grids as `readGrids` and keeps them, so that what is computed next from the same conditions does not read a
 * million outcomes again. What is stored in the meantime is not seen.
 */
export function keptGrids(store: Store, isRead: (condition: StoredCondition) => boolean): GridSource {
  const kept = new Map<string, OutcomeGrid>();
  return (conditions) => {
    const missing = conditions.filter((one) => one.unsupported === null && !kept.has(gridKey(one)));
    if (missing.length > 0) for (const [key, grid] of readGrids(store, missing, isRead)) kept.set(key, grid);
    return kept;
  };
}

function readOutcomes(
  store: Store,
  gridsOfArm: ReadonlyMap<number, readonly GridToFill[]>,
  judges: 'all' | 'strict',
): void {
  const codes = new Uint8Array(chunkIds);
  // Arms are numbered from 1: a list is looked into faster than a map, and this is asked for every trial.
  const byArm: (readonly GridToFill[])[] = [];
  for (const [armId, grids] of gridsOfArm) byArm[armId] = grids;
  for (const { from, to, each } of trialChunks(store)) {
    const flags = judges === 'all' ? readCodes(store, from, to, codes) : readStrictCodes(store, from, to, codes);
    each((place, armId, epoch, itemId) => {
      for (const grid of byArm[armId] ?? []) {
        const cell = cellIndex(grid, epoch, itemId);
        if (cell < 0) continue;
        grid.cells[cell] = codes[place] ?? 0;
        noteTrial(grid, cell, from + place);
        const combination = flags.get(place);
        if (combination !== undefined) countFlags(grid, cell, combination);
      }
    });
  }
}

/** Reads the cells of the trials with these ids, by how far an id exceeds the first. @returns the flags they carry. */
export function readCodes(store: Store, from: number, to: number, codes: Uint8Array): ReadonlyMap<number, string> {
  const { strict, paper } = scorerVersions;
  const row = store.statements.get(outcomesSql).get(from, strict, paper, from, to);
  fillCodes(store, row?.['codes'], codes);
  const flagged = String(row?.['flagged'] ?? '')
    .split(';')
    .slice(0, -1);
  return new Map(flagged.map((one) => [one.charCodeAt(0) - firstCharacter, one.slice(1)]));
}

/** The same by the strict scorer alone. @returns no flags. */
function readStrictCodes(store: Store, from: number, to: number, codes: Uint8Array): ReadonlyMap<number, string> {
  const row = store.statements.get(strictOutcomesSql).get(from, scorerVersions.strict, from, to);
  fillCodes(store, row?.['codes'], codes);
  return noFlags;
}

const noFlags: ReadonlyMap<number, string> = new Map();

/**
 * Puts each code at its place; a trial that several scorers have seen has several.
 *
 * @throws ExitpollError on an outcome that is none.
 */
function fillCodes(store: Store, pairs: unknown, codes: Uint8Array): void {
  codes.fill(cellOf(null));
  if (typeof pairs !== 'string') return;
  for (let at = 0; at < pairs.length; at += 2) {
    const code = pairs.charCodeAt(at + 1);
    if (code === noCode) throw store.damageIn('outcome');
    codes[pairs.charCodeAt(at) - firstCharacter]! |= code;
  }
}

/** Stands for an outcome that is none: codes are below. */
const noCode = 128;

/**
 * Places and codes come as a character each, a quarter less work than numbers written out and read. A place is below
 * `chunkIds`, so that none of them is half of a surrogate pair; they begin after the semicolon, which ends a set of flags.
 */
const firstCharacter = 64;
const outcomesSql = `
  SELECT group_concat(char(place + ${firstCharacter}, code), '') AS codes,
    group_concat(char(place + ${firstCharacter}) || flags || ';', '') FILTER (WHERE flags <> '' AND scorer = 'strict') AS flagged
  FROM (
    SELECT trial_id - ? AS place, scorer, flags,
      CASE scorer WHEN 'strict' THEN ${codesSql('strict')} WHEN 'paper' THEN ${codesSql('paper')} END AS code
    FROM outcome
    WHERE version = CASE scorer WHEN 'strict' THEN ? WHEN 'paper' THEN ? END AND trial_id BETWEEN ? AND ?
  )`;

const strictOutcomesSql = `
  SELECT group_concat(char(trial_id - ? + ${firstCharacter}, ${codesSql('strict')}), '') AS codes
  FROM outcome WHERE scorer = 'strict' AND version = ? AND trial_id BETWEEN ? AND ?`;

function codesSql(scorer: ScorerName): string {
  const cases = outcomes.map((outcome) => `WHEN '${outcome}' THEN ${cellOf(scorer, outcome)}`);
  return `CASE outcome ${cases.join(' ')} ELSE ${noCode} END`;
}

/** Where a trial stands in a grid; −1 where it is none of its trials. */
export function cellIndex({ membership, epochs }: OutcomeGrid, epoch: number, itemId: number): number {
  const row = membership.finder.of(itemId);
  return row < 0 || epoch > epochs ? -1 : (epoch - 1) * membership.size + row;
}

function noteTrial({ trials, beforeTrials, far }: GridToFill, cell: number, id: number): void {
  const above = id - beforeTrials;
  trials[cell] = Math.min(above, farTrial);
  if (above >= farTrial) far.set(cell, id);
}

function countFlags({ membership, flags }: GridToFill, cell: number, combination: string): void {
  const counts = flags[membership.isTwin[cell % membership.size] === 1 ? 'twins' : 'originals'];
  counts.set(combination, (counts.get(combination) ?? 0) + 1);
}

/** Probabilities are read as the numbers they are: as texts they would lose digits. */
function readReadouts(
  store: Store,
  armIds: ReadonlySet<number>,
  gridsOfArm: ReadonlyMap<number, readonly GridToFill[]>,
): void {
  const statement = store.statements.fresh(
    `SELECT t.arm_id, t.epoch, t.item_id, o.bail_probability, o.neither_probability
     FROM trial t NOT INDEXED
     CROSS JOIN outcome o ON o.trial_id = t.id AND o.scorer = 'strict' AND o.version = ?
     WHERE t.arm_id IN (SELECT value FROM json_each(?)) AND o.bail_probability IS NOT NULL`,
  );
  statement.setReturnArrays(true);
  const rows = statement.iterate(scorerVersions.strict, JSON.stringify([...armIds]));
  for (const row of rows as unknown as Iterable<[number, number, number, number, number | null]>) {
    const [armId, epoch, itemId, bail, neither] = row;
    for (const grid of gridsOfArm.get(armId) ?? []) {
      const cell = cellIndex(grid, epoch, itemId);
      if (cell < 0 || grid.readouts === null) continue;
      grid.readouts.bail[cell] = bail;
      grid.readouts.neither[cell] = neither ?? 0;
    }
  }
}
