import type { Order } from '../../conversation/exit.ts';
import type { Outcome } from '../../conversation/outcome.ts';
import type { OutcomeCounts } from '../results.ts';
import type { ConditionLabel } from '../condition-label.ts';

/** What became of one follow-up of the bails of one condition. Rates are fractions; `null` where nothing can be said. */
export interface FollowUpResult extends ConditionLabel {
  /** `confirm`: whether the model stands by its bail; `interview`: whether it would go on with other users. */
  readonly kind: 'confirm' | 'interview';
  /** What the study calls it. */
  readonly followUp: string;
  /** Of the two answers to its question. */
  readonly answerOrder: Order;
  /** Independent draws for each bail. */
  readonly draws: number;
  /** Bails of the condition. */
  readonly bails: number;
  /** Bails × draws. */
  readonly planned: number;
  /**
   * `bail`: it stands by leaving, or would not go on with other users either; `continue`: it takes it back, or would go
   * on. Adds up to `planned`.
   */
  readonly outcomes: OutcomeCounts;
  /** Stored ones beside these whose trial is no bail by the present scorer. */
  readonly withoutBail: number;
  /** Follow-ups, items and clusters in the rate. */
  readonly n: number;
  readonly items: number;
  readonly clusters: number;
  /** Share of `bail` among bail, continue, unparsed and truncated: within an item, then averaged over items. */
  readonly rate: number | null;
  /** 95 % interval: clusters are random. */
  readonly low: number | null;
  readonly high: number | null;
  readonly tooFew: boolean;
  /** 95 % interval for exactly these items: only the draws are random. */
  readonly lowFixed: number | null;
  readonly highFixed: number | null;
  readonly tooFewFixed: boolean;
  /** How alike several draws after the same bail are; `null` where no bail has two answers. */
  readonly consistency: {
    /** Bails with at least two answers. */
    readonly bails: number;
    /** Chance that two draws after one bail give the same answer, averaged over these bails. */
    readonly agreement: number;
    /** The same beyond chance: Krippendorff's alpha; `null` where all answers are alike. */
    readonly alpha: number | null;
  } | null;
}

/** One draw of a follow-up with its texts. */
export interface FollowUpRecord {
  readonly kind: 'confirm' | 'interview';
  readonly followUp: string;
  readonly answerOrder: Order;
  readonly draw: number;
  /** As of a follow-up's counts; `pending` where only an older scorer has seen it. */
  readonly outcome: Outcome | 'pending';
  readonly flags: readonly string[];
  /** The scorer and version whose bail it was asked after. */
  readonly after: string;
  /** Our turns and the replies to them, first to last; a turn that got none has `null`. */
  readonly turns: readonly { readonly question: string; readonly reply: string | null }[];
  /** Why it was skipped or failed. */
  readonly note: string | null;
}
