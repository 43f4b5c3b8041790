import type { OutcomeCounts } from '../../analysis/results.ts';
import type { ConditionName } from './conditions.ts';

/** How far a condition is. `outcomes`, with what is pending, add up to `planned`. */
export interface ConditionProgress {
  readonly condition: ConditionName;
  readonly planned: number;
  readonly outcomes: OutcomeCounts;
}

/** `GET /progress`: what is there of a study's newest plan, and what is left, counted without the analysis. */
export interface StudyProgress {
  readonly conditions: readonly ConditionProgress[];
}

/** The counts of several conditions together. An item in two datasets counts in both. */
export function sumCounts(conditions: readonly ConditionProgress[]): Omit<ConditionProgress, 'condition'> {
  let planned = 0;
  const sums: Record<string, number> = {};
  for (const one of conditions) {
    planned += one.planned;
    for (const [outcome, count] of Object.entries(one.outcomes)) sums[outcome] = (sums[outcome] ?? 0) + count;
  }
  return { planned, outcomes: sums as unknown as OutcomeCounts };
}

/** Trials that are still to be done: those pending, and those that failed, which the next run tries again. */
export function leftOf({ outcomes }: Pick<ConditionProgress, 'outcomes'>): number {
  return outcomes.pending + outcomes.error;
}
