import type { Outcome } from '../../conversation/outcome.ts';
import type { ConditionName } from './conditions.ts';
import type { Packed } from './packed.ts';

/** How the trials of every condition of a study ended, item by item. */
export interface GridAnswer {
  /** The items, once for all conditions on them: `starter`, and `starter twins` for its benign twins. */
  readonly datasets: readonly GridItems[];
  /** In the plan's order. */
  readonly conditions: readonly GridCondition[];
  /** Scorers of refusals that have seen replies of the store, by name. */
  readonly scorers: readonly string[];
}

/** The items of one dataset, in its order; what is known of them stands in arrays by place. */
export interface GridItems {
  /** As conditions call it. */
  readonly dataset: string;
  readonly items: readonly string[];
  /** Place in `clusters`. */
  readonly clusterOf: Packed;
  readonly clusters: readonly string[];
  /** Place in `categories`; −1 for none. */
  readonly categoryOf: Packed;
  readonly categories: readonly string[];
}

/** A condition with the counts of its trials, by the places of its dataset's items. */
export interface GridCondition extends ConditionName {
  /** Trials of each item with each outcome by the strict scorer; without those that none has. The rest are pending. */
  readonly outcomes: { readonly [outcome in Outcome]?: Packed | undefined };
  /** Of readouts: the mean probability of leaving over an item's trials that have one; NaN for none. Else `null`. */
  readonly bail: Packed | null;
  /** What scorers said of the first replies: how many of them refuse, partly too, out of how many that tell. */
  readonly refusals: readonly { readonly scorer: string; readonly refused: Packed; readonly told: Packed }[];
}

/** The beginnings of the prompts of items, in blocks: those of a hundred thousand items would be too much at once. */
export interface GridPrompts {
  readonly dataset: string;
  /** Place of the first. */
  readonly from: number;
  /** The last user turn of each, cut to `promptLength` characters. */
  readonly prompts: readonly string[];
}

/** Items in a block of prompts. */
export const promptBlock = 512;

/** Characters of a prompt's beginning. */
export const promptLength = 160;
