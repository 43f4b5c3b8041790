import type { ConditionLabel } from '../../analysis/condition-label.ts';
import type { ConditionResult } from '../../analysis/results.ts';

/** What names a condition everywhere in the viewer, where one study is looked at. */
export type ConditionName = Pick<
  ConditionResult,
  'id' | 'epochs' | 'unsupported' | Exclude<keyof ConditionLabel, 'condition' | 'study'>
>;
