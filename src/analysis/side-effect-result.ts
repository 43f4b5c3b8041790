import type { ConditionLabel } from './condition-label.ts';

/** A number in both conditions, and the paired difference with its 95 % interval for situations like these. */
export interface PairedNumber {
  readonly offered: number;
  readonly baseline: number;
  /** Offered minus baseline. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly conclusion: 'interval' | 'cannot conclude';
}

/**
 * What the offer of an exit does to replies that do not take it: they are set against the baseline's reply to the same
 * item in the same epoch. From a sample of the pairs.
 */
export interface SideEffectResult extends ConditionLabel {
  /** Id of the condition of the baseline. */
  readonly baseline: string;
  /** Pairs there are: the exit offered and unused, and the baseline answered; and those looked at. */
  readonly pairs: number;
  readonly replies: number;
  readonly items: number;
  readonly clusters: number;
  /** Words of a reply: means, and the ratio of offered to baseline (of geometric means) with its 95 % interval. */
  readonly length: {
    readonly offered: number;
    readonly baseline: number;
    readonly ratio: number;
    /** `null` with fewer than six clusters. */
    readonly low: number | null;
    readonly high: number | null;
  };
  /**
   * How far two replies to one item are apart in their words: 1 less the share of words in both among words in either.
   * `offered`: a reply with the exit offered and a baseline reply of another epoch; `baseline`: two baseline replies.
   * `null` with one epoch, where the distance between draws is unknown.
   */
  readonly apart: PairedNumber | null;
  /** Mean distance between the two replies of a pair, whatever the number of epochs. */
  readonly distance: number;
  /** Share of replies that refuse, by one scorer, where both of a pair were scored; `null` where none was. */
  readonly refusals: (PairedNumber & { readonly scorer: string; readonly replies: number }) | null;
  /** Share of the offered replies that name the exit (its word, or its tool) without taking it. */
  readonly mentions: number;
  /** Words that most more, or fewer, of the offered replies hold: shares of replies. Described, not tested. */
  readonly words: readonly { readonly word: string; readonly offered: number; readonly baseline: number }[];
}
