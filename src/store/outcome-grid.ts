import { outcomes, type Outcome, type ScorerName } from '../conversation/outcome.ts';
import type { DatasetPart, StoredCondition } from './conditions.ts';
import type { Membership } from './membership.ts';

/**
 * How every planned trial of an arm on a dataset ended, one byte a trial: so that a million of them fit in a megabyte,
 * and whatever is counted over them is counted in memory.
 */
export interface OutcomeGrid {
  readonly membership: Membership;
  readonly epochs: number;
  /** One cell a trial, epoch after epoch, within an epoch by the rows of the membership; 0 where it was never run. */
  readonly cells: Uint8Array;
  /** By cell, by how much a trial's id exceeds `beforeTrials`; 0 where it was never run, `farTrial` where it is in `far`. */
  readonly trials: Uint32Array;
  readonly beforeTrials: number;
  /** The ids that exceed it by too much, by cell. */
  readonly far: ReadonlyMap<number, number>;
  /** Of an arm whose answers are read out, by cell; NaN where a trial has no readout. */
  readonly readouts: { readonly bail: Float64Array; readonly neither: Float64Array } | null;
  /** How many trials carry each combination of flags (comma-separated) of the strict scorer. */
  readonly flags: { readonly [part in DatasetPart]: ReadonlyMap<string, number> };
}

/** Where each scorer's outcome stands in a cell: its place in `outcomes`, from 1; 0 where there is none. */
const shiftOf = { strict: 0, paper: 3 } as const satisfies { [scorer in ScorerName]: number };
const ofScorer = 7;
/** In the cell of every trial that came to an end, whether or not the present scorers have seen it. */
const ran = 64;

/** In place of how much the id of a trial exceeds the first, where that is as much or more. */
export const farTrial = 2 ** 32 - 1;

/** The cell of a trial that came to an end and has this outcome of one scorer, or has been seen by none. */
export function cellOf(scorer: ScorerName, outcome: Outcome): number;
export function cellOf(scorer: null): number;
export function cellOf(scorer: ScorerName | null, outcome?: Outcome): number {
  if (scorer === null || outcome === undefined) return ran;
  return ran | ((outcomes.indexOf(outcome) + 1) << shiftOf[scorer]);
}

/** The outcome a scorer gave, by its place in `outcomes` from 1; 0 where it gave none. */
export function outcomeIn(cell: number, scorer: ScorerName): number {
  return (cell >> shiftOf[scorer]) & ofScorer;
}

/** Whether a trial was run and its outcome is by an older version of the strict scorer only. */
export function isUnscored(cell: number): boolean {
  return cell !== 0 && outcomeIn(cell, 'strict') === 0;
}

/** The id of the trial of a cell; `null` where it was never run. */
export function trialIn({ trials, beforeTrials, far }: OutcomeGrid, cell: number): number | null {
  const above = trials[cell] ?? 0;
  if (above === farTrial) return far.get(cell) ?? null;
  return above === 0 ? null : beforeTrials + above;
}

/** What tells the grid of a condition from others; its originals and its twins share one. */
export function gridKey({ armId, datasetId, epochs }: StoredCondition): string {
  return `${armId} ${datasetId} ${epochs}`;
}

/** The first few trials with each outcome of the strict scorer: epoch after epoch, within one in the dataset's order. */
export function firstOfEach(
  { membership, epochs, cells }: OutcomeGrid,
  part: DatasetPart,
  each: number,
): readonly { readonly epoch: number; readonly row: number }[] {
  const taken = new Uint32Array(outcomes.length + 1);
  const found: { epoch: number; row: number }[] = [];
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    const from = (epoch - 1) * membership.size;
    for (const row of membership.rows[part]) {
      const outcome = outcomeIn(cells[from + row] ?? 0, 'strict');
      const before = taken[outcome] ?? 0;
      if (outcome === 0 || before >= each) continue;
      taken[outcome] = before + 1;
      found.push({ epoch, row });
    }
  }
  return found;
}

/** The first trial on each item that ended as bail, in the dataset's order. */
export function firstExits(
  { membership, epochs, cells }: OutcomeGrid,
  part: DatasetPart,
): readonly { readonly epoch: number; readonly row: number }[] {
  return [...membership.rows[part]].flatMap((row) => {
    for (let epoch = 1; epoch <= epochs; epoch += 1) {
      const outcome = outcomeIn(cells[(epoch - 1) * membership.size + row] ?? 0, 'strict');
      if (outcomes[outcome - 1] === 'bail') return [{ epoch, row }];
    }
    return [];
  });
}
