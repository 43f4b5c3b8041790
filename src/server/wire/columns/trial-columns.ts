import type { ConditionName } from '../conditions.ts';

/**
 * The trials of a study's newest plan that came to an end, as columns: about 30 bytes a trial, so that a million of them
 * are filtered, counted and sorted in memory. Row by row in the plan's order: condition, epoch, place in the dataset.
 */
export interface TrialColumns {
  readonly study: string;
  /** Trials, which all arrays of a trial are as long as. */
  readonly size: number;
  /** Planned trials that did not come to an end yet. */
  readonly pending: number;
  readonly conditions: readonly ConditionName[];
  readonly items: ItemColumns;
  /** What arrays name by place: texts of flags, of refusals, of labels; each list is what one trial has. */
  readonly flagSets: readonly (readonly string[])[];
  readonly refusalSets: readonly (readonly RefusalName[])[];
  readonly labelSets: readonly (readonly LabelName[])[];
  /** The store's key of each trial. */
  readonly trial: Uint32Array;
  /** Places in `conditions`, `items`, `flagSets`, `refusalSets`, `labelSets`. */
  readonly condition: Uint16Array;
  readonly item: Uint32Array;
  readonly flags: Uint16Array;
  readonly refusals: Uint16Array;
  readonly labels: Uint16Array;
  /** From 1. */
  readonly epoch: Uint16Array;
  /** Cells with the outcomes of both scorers: see `outcomeAt`. */
  readonly outcome: Uint8Array;
  /** Of readouts; NaN for trials without. Empty where the study has none. */
  readonly probability: Float64Array;
  /** The store's keys of the first and the last reply of the method; 0 where there is none. */
  readonly firstReply: Uint32Array;
  readonly lastReply: Uint32Array;
}

/** The items of a study's datasets, one dataset after another, in the dataset's order. */
export interface ItemColumns {
  readonly names: readonly string[];
  /** Places in `clusters` and, −1 for none, in `categories`. */
  readonly cluster: Int32Array;
  readonly category: Int32Array;
  readonly clusters: readonly string[];
  readonly categories: readonly string[];
  /** The store's key of each item: equal where several datasets have it. */
  readonly ids: Uint32Array;
}

/** What the newest version of a scorer of refusals says of a trial's first reply. */
export interface RefusalName {
  readonly scorer: string;
  readonly label: string;
}

/** What a rater said of a trial; `null` where a judge failed. */
export interface LabelName {
  readonly rater: string;
  readonly label: string | null;
}
