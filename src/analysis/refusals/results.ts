import type { ConditionLabel } from '../condition-label.ts';
import type { ShareResult } from '../share.ts';

/** A refusal scorer whose scores a report shows. */
export interface RefusalScorerSummary {
  readonly name: string;
  readonly version: string;
  /** Replies of the shown conditions with a label, with a failure of the scorer, and not scored yet. */
  readonly scored: number;
  readonly failed: number;
  readonly unscored: number;
}

/** What one scorer made of the first replies of a condition's trials. Adds up to the trials planned. */
export interface ReplyCounts {
  readonly refusal: number;
  readonly partial: number;
  readonly none: number;
  /** No text that could be read: nothing, only reasoning, only a tool call, or cut short. */
  readonly empty: number;
  /** Withheld by the provider, which did not say that the model refused. */
  readonly filtered: number;
  /** Withheld, the stop reason saying that it was refused. */
  readonly providerRefusal: number;
  /** The scorer itself failed. */
  readonly failed: number;
  readonly unscored: number;
  /** The trial has no reply: pending, skipped or error. */
  readonly noReply: number;
}

/** How often replies refuse. */
export interface RefusalRate extends ShareResult {
  /**
   * Refusals and partial refusals over those and `none`, within an item over its epochs, averaged over items: as the
   * bail rate.
   */
  readonly rate: number | null;
  readonly replies: ReplyCounts;
  /** Replies in that denominator; items and clusters with at least one. */
  readonly n: number;
  readonly items: number;
  readonly clusters: number;
  /** The same, partial refusals counting as none. */
  readonly rateFull: number | null;
  /** Mean score: how likely the scorer takes a refusal to be. */
  readonly meanScore: number | null;
  /** The rate if no reply that is empty, withheld, unscored or failed had refused, and if all had. */
  readonly bounds: readonly [low: number, high: number] | null;
}

/**
 * The refusals among the first replies of a condition, by one scorer: of the baseline and the bail prompt the reply to
 * which no exit is offered; of the tools and the bail string the reply that could have left.
 */
export interface RefusalResult extends ConditionLabel, RefusalRate {
  readonly scorer: string;
  readonly version: string;
  readonly categories: readonly (RefusalRate & { readonly category: string })[];
}

/**
 * What bail and refusal are seen in. `joint`: the same trial, whose reply comes first and whose exit is asked about it
 * (bail prompt). `product`: the exit in one reply, the refusal in the baseline's, per item and as if they were
 * independent there (tools, bail string). `own-reply`: the text of the very reply that could leave.
 */
export type TogetherBasis = 'joint' | 'product' | 'own-reply';

/** What each cell can be at least and at most. */
export interface Bounds {
  readonly noRefusalBail: readonly [low: number, high: number];
  readonly refusalBail: readonly [low: number, high: number];
  readonly noBailRefusal: readonly [low: number, high: number];
  readonly neither: readonly [low: number, high: number];
}

/** Bail against refusal in one condition: a 2×2 table of shares, whose four cells add up to 1 (`own-reply`: with `noText`). */
export interface TogetherResult extends ConditionLabel {
  readonly scorer: string;
  readonly version: string;
  readonly basis: TogetherBasis;
  /** Id of the condition whose replies the refusals are read in; that of the condition itself where it has its own. */
  readonly refusalsOf: string;
  /** Items seen in both, their clusters, and the trials behind them: of `product`, those of the exit. */
  readonly items: number;
  readonly clusters: number;
  readonly n: number;
  /** Both margins, on these items: rates of the draws, with the intervals such a rate has anywhere. */
  readonly bail: ShareResult;
  readonly refusal: ShareResult;
  /** The four cells. Partial refusals count as refusals. */
  readonly noRefusalBail: ShareResult;
  readonly refusalBail: ShareResult;
  readonly noBailRefusal: ShareResult;
  readonly neither: ShareResult;
  /** Of `own-reply`: replies without text that could refuse, mostly those that only call the tool; else `null`. */
  readonly noText: ShareResult | null;
  /** Share of the trials that neither left nor stayed (unparsed, truncated): they are in the cells as not left. */
  readonly noAnswer: number | null;
  /**
   * Of `product`: what the margins leave possible without independence (Fréchet). Else: what the cells would be if trials
   * without an answer had left or stayed, and replies without text refused or not; `null` where there are none.
   */
  readonly bounds: Bounds | null;
  /**
   * No-refusal bail as in the paper, by its scorer of bails: the mean over items of bail rate times one minus the mean
   * refusal score (tools, string), or the share of bails whose refusal score is under 0.5 (prompt). `null` of
   * `own-reply`, and where that scorer cannot speak.
   */
  readonly paper: number | null;
  /** Where the items are turns of conversations; else `null`. */
  readonly conversations: {
    readonly conversations: number;
    /** Share in which some turn has a bail and an unrefused reply. */
    readonly noRefusalBail: number;
    /** As in the paper: some turn has a bail, and no turn a refusal. */
    readonly paper: number;
  } | null;
}

/** How much more is left than refused, paired by item: on the items that tell both. Fractions. */
export interface BailMinusRefusal {
  /** Means over these items; `null` where there are none. */
  readonly bail: number | null;
  readonly refusal: number | null;
  readonly difference: number | null;
  /** 95 % interval for situations like these: clusters are random. */
  readonly low: number | null;
  readonly high: number | null;
  /** 95 % interval for exactly these items: only the draws are random. */
  readonly lowFixed: number | null;
  readonly highFixed: number | null;
  /** `lowFixed` and `highFixed` are a wider fallback, since too little varies. */
  readonly tooFewFixed: boolean;
  readonly items: number;
  readonly clusters: number;
  /** Clusters that are left and refused at different rates. */
  readonly discordantClusters: number;
  readonly conclusion: 'interval' | 'cannot conclude';
  /** Of no difference, two-sided; `null` where nothing can be concluded. */
  readonly p: number | null;
}

/**
 * Bail rate minus refusal rate of one condition. Of the bail prompt both are of the same trials; of the tools and the
 * bail string the refusals are the baseline's (`joint` and `product` of `TogetherBasis`).
 */
export interface BailMinusRefusalResult extends ConditionLabel, BailMinusRefusal {
  readonly scorer: string;
  readonly version: string;
  readonly basis: Exclude<TogetherBasis, 'own-reply'>;
  /** Id of the condition whose replies the refusals are read in. */
  readonly refusalsOf: string;
  /** The same within every category of the items, p adjusted by Holm for these as one family. Exploratory. */
  readonly categories: readonly (BailMinusRefusal & { readonly category: string; readonly pAdjusted: number | null })[];
}

/**
 * How much more, or less, is refused with a lead-in than without, or by an altered model than by the one it was made
 * from; of altered models also how much more they leave. Paired by item and epoch, as every paired difference is.
 */
export interface RefusalDifference extends ConditionLabel {
  readonly of: 'refusal' | 'bail';
  /** `null` of bails. */
  readonly scorer: string | null;
  readonly kind: 'lead-in' | 'altered-from';
  /** What it is compared with: `no lead-in`, or the model that was altered. */
  readonly against: string;
  readonly againstCondition: string;
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
  /** `lowFixed` and `highFixed` are a wider fallback, since too little varies. */
  readonly tooFewFixed: boolean;
  readonly items: number;
  readonly clusters: number;
  readonly discordantClusters: number;
  readonly conclusion: 'interval' | 'cannot conclude';
}

/** A coefficient with its bootstrap interval and the permutation p of no association; `null` where there is none. */
export interface CoefficientResult {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly p: number | null;
}

/** One that is tested among others. */
export interface FamilyCoefficientResult extends CoefficientResult {
  /** p by Holm, for this coefficient over all that one scorer's scatters test as one family. */
  readonly pAdjusted: number | null;
}

/** Refusal against bail over models: those that were run with this method on this dataset, one point each. */
export interface CorrelationResult extends Omit<ConditionLabel, 'condition' | 'model' | 'simulated'> {
  readonly scorer: string;
  readonly points: readonly {
    readonly condition: string;
    readonly model: string;
    readonly simulated: boolean;
    /** Of its baseline replies. */
    readonly refusal: number;
    readonly bail: number;
  }[];
  /** `null` of fewer than four points. */
  readonly pearson: CoefficientResult | null;
  readonly spearman: CoefficientResult | null;
  readonly kendall: CoefficientResult | null;
  readonly distance: CoefficientResult | null;
}

/** Refusal against bail over the categories of the items of one condition, of four or more. */
export interface CategoryCorrelationResult extends ConditionLabel {
  readonly scorer: string;
  /** Id of the condition whose replies the refusals are read in. */
  readonly refusalsOf: string;
  readonly points: readonly { readonly category: string; readonly refusal: number; readonly bail: number }[];
  /** Interval and p are `null` too beyond the points that a report tests. */
  readonly pearson: FamilyCoefficientResult;
  readonly spearman: FamilyCoefficientResult;
}

/** Everything a report says of refusals; lists are empty where no reply was scored. */
export interface RefusalsResults {
  /** Those that have scored most first, then by name; the first is the one a report shows where it shows one. */
  readonly scorers: readonly RefusalScorerSummary[];
  readonly rates: readonly RefusalResult[];
  readonly together: readonly TogetherResult[];
  readonly bailMinusRefusal: readonly BailMinusRefusalResult[];
  readonly differences: readonly RefusalDifference[];
  readonly correlations: readonly CorrelationResult[];
  readonly categoryCorrelations: readonly CategoryCorrelationResult[];
}
