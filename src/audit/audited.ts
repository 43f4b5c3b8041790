import { readoutOf } from '../analysis/condition-label.ts';
import type { StoredCondition } from '../store/conditions.ts';

/** Whether a condition's outcomes are readings of drawn replies to an exit: only such can be misread. */
export function isAudited(condition: StoredCondition): boolean {
  const { method, unsupported } = condition;
  return (
    unsupported === null && method !== 'baseline' && method !== 'placebo-tool' && readoutOf(condition) === 'sampled'
  );
}
