import type { Side } from '../../conversation/side.ts';
import type { ConditionLabel } from '../condition-label.ts';
import type { ConditionResult } from '../results.ts';

/** Version of the JSON of a comparison. The first number rises when a reader of the old form would break. */
export const comparisonVersion = '1.2';

/** What tells a compared condition apart. */
export type ComparedCondition = Pick<ConditionResult, 'id' | 'epochs' | Exclude<keyof ConditionLabel, 'condition'>> & {
  /** The store it is in; `null` for the one that was named first. */
  readonly store: string | null;
  /** The only category of its items that is compared; `null` for all. */
  readonly category: string | null;
};

/**
 * `items`: the items answered in both, epochs matched. `twins`: items with their benign twins, epochs matched. `none`:
 * the items differ, and two samples are compared.
 */
export type Pairing = 'items' | 'twins' | 'none';

/** A difference of two rates with all that stands beside it. Rates are fractions, `null` where there are none. */
export interface MeasuredDifference {
  /** Paired: of the items answered in both, over the epochs answered in both. Unpaired: the rates of either. */
  readonly rateA: number | null;
  readonly rateB: number | null;
  /** A minus B. */
  readonly difference: number | null;
  /** 95 % interval for situations like these: clusters are random. */
  readonly low: number | null;
  readonly high: number | null;
  /** 95 % interval for exactly these items: only the draws are random. */
  readonly lowFixed: number | null;
  readonly highFixed: number | null;
  /** `low` and `high`, or `lowFixed` and `highFixed`, are a wider fallback, since too little varies. */
  readonly tooFew: boolean;
  readonly tooFewFixed: boolean;
  /** Rate of A over that of B, with its interval for situations like these; `null` where B never bails. */
  readonly ratio: number | null;
  readonly ratioLow: number | null;
  /** `null` too where 0 cannot be ruled out for B. */
  readonly ratioHigh: number | null;
  /** The ratio's limits are the wider fallback: it needs clusters that bail in both. */
  readonly ratioTooFew: boolean;
  /** `cannot conclude`: paired, with fewer than six discordant clusters. */
  readonly conclusion: 'interval' | 'cannot conclude';
  /** Of no difference, two-sided; goes with `low` and `high`. `null` where nothing can be concluded. */
  readonly p: number | null;
  /** How p was found: `t` with the interval; unpaired `limits` with it, or `permutation` where there are too few. */
  readonly test: 't' | 'limits' | 'permutation' | null;
  /** By permutation of whole clusters; holds at every number of them. */
  readonly pPermutation: number | null;
  /** McNemar's exact test, where it is defined: one epoch and no two items of a cluster. */
  readonly pMcNemar: number | null;
  /** Items of either; the same number twice where they are paired. Likewise clusters and trials. */
  readonly items: Both;
  readonly clusters: Both;
  readonly trials: Both;
  /** Paired: trials planned in both, of which `trials` were answered in both. Unpaired: `null`. */
  readonly planned: number | null;
  /** Paired: how many items, clusters and trials bail more in A, and in B. Unpaired: `null`. */
  readonly more: { readonly items: Both; readonly clusters: Both; readonly trials: Both } | null;
  /** Paired: clusters whose mean differs. Unpaired: clusters with items in both samples. */
  readonly discordantClusters: number | null;
  readonly sharedClusters: number | null;
}

/** A number for each of two conditions. */
export interface Both {
  readonly a: number;
  readonly b: number;
}

/** The difference within one category of the items. Their p-values are adjusted as a family of their own. */
export interface CategoryDifference extends MeasuredDifference {
  readonly category: string;
  readonly pAdjusted: number | null;
}

/**
 * The difference of refusals, measured as that of bails: partial refusals count, replies without text are in no rate.
 * Rows whose baselines are the same have the same one.
 */
export interface RefusalComparison extends MeasuredDifference {
  readonly scorer: string;
  readonly version: string;
  /** Whose replies: those to which no exit is offered; or, where both conditions share these, those that could leave. */
  readonly of: 'baseline' | 'own-reply';
  /** Ids of the conditions whose replies they are. */
  readonly conditionA: string;
  readonly conditionB: string;
  /** For all comparisons of refusals, each counted once, as one family. */
  readonly pAdjusted: number | null;
  /** The same within every category of the items, where categories are asked for. */
  readonly categories: readonly CategoryDifference[];
}

/** An item whose rates differ, with the trials behind it. */
export interface ChangedItem {
  /** Its id in the dataset, and the hash of its content. */
  readonly item: string;
  readonly itemHash: string;
  readonly cluster: string;
  readonly category: string | null;
  /** Epochs answered in both. */
  readonly epochs: number;
  readonly rateA: number;
  readonly rateB: number;
  readonly difference: number;
  /** Ids of its trials in either store: `trial` of `exitpoll export trials`. Of twins, those of all twins. */
  readonly trialsA: readonly number[];
  readonly trialsB: readonly number[];
}

/** Two conditions compared. */
export interface ComparisonRow extends MeasuredDifference {
  /** Which of the sides they are of, by place. */
  readonly sideA: number;
  readonly sideB: number;
  readonly a: ComparedCondition;
  readonly b: ComparedCondition;
  readonly pairing: Pairing;
  /** What else differs, beside what is compared: settings, words under one name, what a model of one name is. */
  readonly alsoDiffers: readonly string[];
  /** Trials of either that have no outcome yet. */
  readonly pending: Both;
  /** Adjusted for all rows of the comparison. */
  readonly pAdjusted: number | null;
  readonly categories: readonly CategoryDifference[];
  /** By every scorer that has seen replies of both; empty where the replies are the same or not scored. */
  readonly refusals: readonly RefusalComparison[];
  /** The items that changed most, first; and how many changed at all. */
  readonly changed: readonly ChangedItem[];
  readonly changedItems: number;
}

/** Conditions of a side that have no counterpart on another, or no trials. */
export interface LeftOut {
  readonly side: number;
  readonly condition: ComparedCondition;
  readonly reason: string;
}

/** How p-values are adjusted: for the chance of even one false finding, or for the share of false ones. */
export const adjustments = ['holm', 'benjamini-hochberg'] as const;
export type Adjustment = (typeof adjustments)[number];

/** Everything `exitpoll compare` shows: its JSON is this object. */
export interface Comparison {
  readonly schema: 'exitpoll-comparison';
  readonly version: typeof comparisonVersion;
  readonly exitpoll: string;
  readonly createdAt: string;
  readonly scorers: { readonly strict: number; readonly paper: number };
  readonly sides: readonly ComparedSide[];
  /** What the rows compare, by the names of `Side`. */
  readonly compared: readonly string[];
  readonly adjustment: Adjustment;
  readonly rows: readonly ComparisonRow[];
  readonly leftOut: readonly LeftOut[];
  /** Sentences a reader must see before the numbers. */
  readonly warnings: readonly string[];
}

/** A side as it was asked for. */
export interface ComparedSide {
  /** In the words of the command line. */
  readonly text: string;
  readonly side: Side;
  readonly store: string | null;
  /** Conditions it has. */
  readonly conditions: number;
}
