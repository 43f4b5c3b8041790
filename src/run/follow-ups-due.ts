import { followUpProgress } from '../store/pending-follow-ups.ts';
import type { StoredFollowUp } from '../store/plan-follow-ups.ts';
import type { PlanLine } from '../store/plans.ts';
import { planProgress, type PlanProgress } from '../store/progress.ts';
import type { Store } from '../store/store.ts';
import { isFollowedUp } from '../study/follow-ups.ts';

/** The conditions whose bails are followed up. */
export function followedUpLines(lines: readonly PlanLine[]): readonly PlanLine[] {
  return lines.filter(({ arm }) => isFollowedUp(arm));
}

/** Child trials that one more bail of a condition brings. */
export function followUpsPerBail({ arm }: PlanLine, followUps: readonly StoredFollowUp[]): number {
  return isFollowedUp(arm) ? followUps.reduce((sum, { draws }) => sum + draws, 0) : 0;
}

/** How far some conditions are: their trials, and the child trials of the bails there are so far. */
export function progressOf(
  store: Store,
  lines: readonly PlanLine[],
  followUps: readonly StoredFollowUp[],
): PlanProgress {
  const trials = planProgress(store, lines);
  const children = followUpProgress(store, followedUpLines(lines), followUps);
  return {
    planned: trials.planned + children.planned,
    done: trials.done + children.done,
    errors: trials.errors + children.errors,
  };
}
