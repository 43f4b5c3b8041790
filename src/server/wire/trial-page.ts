import type { Outcome } from '../../conversation/outcome.ts';
import type { ListField } from './trial-filter.ts';

/** One trial in a list. */
export interface TrialRow {
  /** The store's key of the trial. */
  readonly trial: number;
  /** Id of its condition, as results have it. */
  readonly condition: string;
  readonly item: string;
  readonly category: string | null;
  readonly epoch: number;
  /** `null` where only an older version of the scorer has seen it: `exitpoll rescore` helps. */
  readonly outcome: Outcome | null;
  readonly outcomePaper: Outcome | null;
  readonly flags: readonly string[];
  /** What the newest version of each scorer of refusals says of the baseline reply. */
  readonly refusals: readonly { readonly scorer: string; readonly label: string }[];
  /** What people and judges said when they audited it. */
  readonly labels: readonly { readonly rater: string; readonly label: string | null }[];
  readonly bailProbability: number | null;
  /** Begin of the prompt (the item's last user turn) and of the last reply; pieces that matched a search are marked. */
  readonly prompt: Snippet;
  readonly reply: Snippet;
  /** Where else a searched text was found. `first reply`: where the last one is the answer to a question about it. */
  readonly elsewhere: readonly {
    readonly place: 'first reply' | 'reasoning' | 'journal';
    readonly snippet: Snippet;
  }[];
}

/** A short piece of text in parts; `hit` parts matched. Text only: never to be read as HTML. */
export type Snippet = readonly { readonly text: string; readonly hit: boolean }[];

/** One page of the trials that pass a filter. */
export interface TrialPage {
  /** Trials that pass. */
  readonly total: number;
  /** Trials of the study that have an outcome. */
  readonly of: number;
  /** Planned trials of the study that have none yet: they are in no list. */
  readonly pending: number;
  readonly offset: number;
  readonly rows: readonly TrialRow[];
  /** How far the index of texts is, while it is made: searches see only so much. `null` when it is whole. */
  readonly indexing: { readonly done: number; readonly of: number } | null;
}

/**
 * Values of each field that trials of a study have, with how many pass the rest of the filter; of a field with more than
 * 500 values, those that most trials have. Of conditions in the plan's order, outcomes in theirs, others by name.
 */
export type TrialFacets = {
  readonly [field in ListField]?: readonly { readonly value: string; readonly trials: number }[];
};
