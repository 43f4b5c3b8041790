import type { TrialRecord } from '../analysis/results.ts';
import type { StoredCondition } from '../store/conditions.ts';

/** What a rater reads and gives one label: a trial, or a whole conversation in one epoch. */
export interface AuditUnit {
  /** Of the trial, or of the conversation's passage. */
  readonly unitId: number;
  readonly condition: StoredCondition;
  /** Reads the whole exchange: one record for a trial, one for every turn of a conversation that was asked about. */
  read(): readonly TrialRecord[];
}
