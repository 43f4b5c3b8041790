import type { Results, SituationResult } from '../analysis/results.ts';
import { isControl, variations } from './effects.ts';
import { groupLabel } from './groups.ts';
import { methodLabel } from './labels.ts';

/** Excess bail of one model: a value for every situation and every way of offering the exit. */
export interface SituationGrid {
  /** Model and dataset. Safe to print. */
  readonly title: string;
  /** Ways of offering, in the order of the conditions. */
  readonly offers: readonly { readonly label: string; readonly condition: string }[];
  readonly categories: readonly SituationCategory[];
}

export interface SituationCategory {
  readonly category: string | null;
  readonly rows: readonly SituationRow[];
}

export interface SituationRow {
  readonly situation: string;
  /** By condition id; a situation without answered pairs has none. */
  readonly cells: ReadonlyMap<string, SituationResult>;
}

/**
 * Excess bail by situation, a grid for each model. Only the plain conditions: with other wordings, lead-ins and
 * controls the grids would bury what they show; `situations` in the JSON has them all.
 */
export function situationGrids(results: Results): SituationGrid[] {
  const varied = variations(results);
  const conditions = new Map(results.conditions.toReversed().map((condition) => [condition.id, condition]));
  const plain = [
    ...new Map(results.situations.map((one) => [`${one.condition} ${one.situation}`, one])).values(),
  ].filter((one) => !varied.has(one.condition) && !isControl(one.leadIn));
  const byGroup = Map.groupBy(plain, (one) => {
    const condition = conditions.get(one.condition);
    return condition === undefined ? one.model : groupLabel(condition, results);
  });
  return [...byGroup].map(([title, own]) => ({ title, offers: offersOf(own), categories: categoriesOf(own) }));
}

function offersOf(own: readonly SituationResult[]): SituationGrid['offers'] {
  return [...new Map(own.map((one) => [one.condition, one])).values()].map((one) => ({
    label: methodLabel(one),
    condition: one.condition,
  }));
}

function categoriesOf(own: readonly SituationResult[]): SituationCategory[] {
  return [...Map.groupBy(own, ({ category }) => category)].map(([category, members]) => ({
    category,
    rows: [...Map.groupBy(members, ({ situation }) => situation)].map(([situation, cells]) => ({
      situation,
      cells: new Map(cells.map((cell) => [cell.condition, cell])),
    })),
  }));
}
