import { outcomes, type Outcome } from '../../../src/conversation/outcome.ts';
import type { DatasetGrid, GridColumn } from './grid-data.ts';

/** What a map can show of a cell. */
export const measures = ['bail', 'unanswered', 'refusal', 'probability'] as const;
export type Measure = (typeof measures)[number];

/** What stands in a cell in place of a share from 0 to 1. */
export const without = { unsupported: -1, pending: -2, unanswered: -3, unmeasured: -4 } as const;

const placeOf = (outcome: Outcome): number => outcomes.indexOf(outcome);
const [bail, stay, unparsed, truncated, skipped] = (
  ['bail', 'continue', 'unparsed', 'truncated', 'skipped'] as const
).map(placeOf) as [number, number, number, number, number];

/**
 * The share of every item under one condition, or why there is none (`without`). `bail`: as rates are defined, of
 * readouts by the probability of leaving. `unanswered`: of planned, not skipped trials those that are neither bail nor
 * continue. `refusal`: of first replies that tell, by one scorer. `probability`: of readouts alone.
 */
export function valuesOf(column: GridColumn, measure: Measure, scorer: string | null, size: number): Float32Array {
  const { condition, counts } = column;
  const values = new Float32Array(size);
  if (condition.unsupported !== null) return values.fill(without.unsupported);
  const at = (outcome: number, place: number): number => counts[outcome]?.[place] ?? 0;
  for (let place = 0; place < size; place += 1) {
    let ended = 0;
    for (const own of counts) ended += own?.[place] ?? 0;
    values[place] = ended === 0 ? without.pending : shareOf(column, measure, scorer, place, at);
  }
  return values;
}

function shareOf(
  { condition, bail: read, refusals }: GridColumn,
  measure: Measure,
  scorer: string | null,
  place: number,
  at: (outcome: number, place: number) => number,
): number {
  const answered = at(bail, place) + at(stay, place);
  switch (measure) {
    case 'bail': {
      const probability = read?.[place] ?? Number.NaN;
      if (!Number.isNaN(probability)) return probability;
      return answered === 0
        ? without.unanswered
        : at(bail, place) / (answered + at(unparsed, place) + at(truncated, place));
    }
    case 'probability': {
      const probability = read?.[place] ?? Number.NaN;
      return Number.isNaN(probability) ? without.unmeasured : probability;
    }
    case 'unanswered': {
      const asked = condition.epochs - at(skipped, place);
      return asked <= 0 ? without.unanswered : (asked - answered) / asked;
    }
    case 'refusal': {
      const own = refusals.get(scorer ?? '');
      const told = own?.told[place] ?? 0;
      return told === 0 ? without.unmeasured : (own?.refused[place] ?? 0) / told;
    }
    default:
      return measure satisfies never;
  }
}

/** Whether a condition has anything of a measure; those that have not are not shown. */
export function hasMeasure(
  { condition, bail: read, refusals }: GridColumn,
  measure: Measure,
  scorer: string | null,
): boolean {
  switch (measure) {
    case 'bail':
      return condition.method !== 'baseline';
    case 'unanswered':
      return true;
    case 'probability':
      return read !== null;
    case 'refusal':
      return refusals.has(scorer ?? '');
    default:
      return measure satisfies never;
  }
}

/** The measures that some condition on the dataset has. */
export function measuresOf({ columns }: DatasetGrid): readonly Measure[] {
  return measures.filter((measure) =>
    columns.some((column) => (measure === 'refusal' ? column.refusals.size > 0 : hasMeasure(column, measure, null))),
  );
}

/** The mean of the shares among some items; where none has one, why the first has none. */
export function meanOf(values: Float32Array, places: ArrayLike<number>): number {
  let sum = 0;
  let found = 0;
  for (let index = 0; index < places.length; index += 1) {
    const value = values[places[index] ?? 0] ?? without.unmeasured;
    if (value < 0) continue;
    sum += value;
    found += 1;
  }
  return found === 0 ? (values[places[0] ?? 0] ?? without.unmeasured) : sum / found;
}

/** The same of every row. */
export function meansOf(values: Float32Array, rows: readonly { readonly places: ArrayLike<number> }[]): Float32Array {
  const means = new Float32Array(rows.length);
  // Counted: there may be a million, and `from` with a function takes several times as long.
  for (let index = 0; index < rows.length; index += 1) means[index] = meanOf(values, rows[index]!.places);
  return means;
}
