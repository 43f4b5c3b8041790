import type { ConversationResult, Estimate } from '../../../src/analysis/conversation-result.ts';

/** What a curve over turns shows. */
export const curves = [
  { value: 'survival', label: 'Still there' },
  { value: 'hazard', label: 'First exits' },
  { value: 'unconditional', label: 'Any exit' },
] as const;
export type Curve = (typeof curves)[number]['value'];

/** One turn of one condition. */
export interface TurnRow {
  readonly key: string;
  readonly condition: string;
  /** Safe to show. */
  readonly label: string;
  readonly turn: number;
  readonly atRisk: number;
  readonly exits: number;
  readonly answered: number;
  readonly survival: Estimate | null;
  readonly hazard: Estimate | null;
  readonly unconditional: Estimate | null;
}

/** Every turn of some conditions. @param labelOf what a condition is called beside the others */
export function turnRows(
  results: readonly ConversationResult[],
  labelOf: (condition: string) => string,
): readonly TurnRow[] {
  return results.flatMap(({ condition, turns }) =>
    turns.map((turn) => ({ ...turn, key: `${condition} ${turn.turn}`, condition, label: labelOf(condition) })),
  );
}
