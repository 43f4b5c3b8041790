import type { ConditionResult } from '../../analysis/results.ts';

/** What names a condition everywhere in the viewer. */
export type ConditionName = Pick<
  ConditionResult,
  | 'id'
  | 'model'
  | 'simulated'
  | 'dataset'
  | 'method'
  | 'order'
  | 'readout'
  | 'wording'
  | 'leadIn'
  | 'historyAuthor'
  | 'replyAuthor'
  | 'epochs'
  | 'unsupported'
>;
