import type { MethodName, Order } from '../conversation/exit.ts';
import type { Outcome } from '../conversation/outcome.ts';
import type { ConversationResult } from './conversation-result.ts';
import type { AuditResult } from './audit-result.ts';
import type { ConversationAuditResult } from './conversation-audit-result.ts';
import type { TransportedRate } from './transported-rate.ts';
import type { FollowUpResult } from './follow-ups/results.ts';
import type { ContrastResult } from './contrast-result.ts';
import type { CrisisExits } from './crisis-result.ts';
import type { JournalResult } from './journal-result.ts';
import type { LengthResult } from './length-result.ts';
import type { RefusalsResults } from './refusals/results.ts';
import type { AgreementResults, SimilarityResult } from './similarity/results.ts';
import type { FactorResult } from './factor-result.ts';
import type { IntervalResult } from './interval-result.ts';
import type { SpecificationCurve } from './specification-results.ts';
import type { ShareResult } from './share.ts';
import type { StoppingResult } from './stopping-result.ts';
import type { SideEffectResult } from './side-effect-result.ts';
import type { ConditionLabel } from './condition-label.ts';

export type { SamplingRecord, TrialRecord } from './trial-record.ts';

/** Version of the report's JSON. The first number rises when a reader of the old form would break. */
export const resultsVersion = '1.7';

/** How many trials ended how; `pending` ones are planned and have no outcome yet. Adds up to `planned`. */
export type OutcomeCounts = { readonly [outcome in Outcome]: number } & { readonly pending: number };

/** A rate with all that stands beside it. Rates are fractions; `null` where nothing can be said. */
export interface RateResult extends ShareResult {
  /** Trials planned, whatever became of them. */
  readonly planned: number;
  readonly outcomes: OutcomeCounts;
  /** Outcomes by the `paper` scorer; those it can say nothing of are among `pending`. */
  readonly outcomesPaper: OutcomeCounts;
  /** Trials in the rate's denominator: bail, continue, unparsed, truncated. */
  readonly n: number;
  /** Items with at least one such trial. */
  readonly items: number;
  /** Clusters with at least one such item. */
  readonly clusters: number;
  /**
   * Bails over the denominator within an item, averaged over items. By the strict scorer. Of a readout, each trial
   * counts as a bail by its probability of leaving.
   */
  readonly rate: number | null;
  /**
   * The same by the `paper` scorer, with `filtered` in the denominator: the one to lay beside published rates. `null`
   * too where that scorer can say nothing of some replies: it needs whole ones.
   */
  readonly ratePaper: number | null;
  /** Share of planned, not skipped trials that are neither bail nor continue. */
  readonly noAnswer: number | null;
  /** The rate if all of those had stayed, and if all had left. */
  readonly bounds: readonly [low: number, high: number] | null;
}

/** The rate within one category of a condition's dataset. */
export interface CategoryResult extends RateResult {
  readonly category: string;
}

/** One condition: an arm on a dataset. */
export interface ConditionResult extends Omit<ConditionLabel, 'condition'>, RateResult {
  /** As `condition` of a label. */
  readonly id: string;
  /** Those that count: with a stopping rule, so many as it took, or the most there may be as long as it is not met. */
  readonly epochs: number;
  /** `null` without a stopping rule. */
  readonly stopping: StoppingResult | null;
  /** Why the model cannot do the method; `null` where it can. Such a condition has no trials and no rate. */
  readonly unsupported: string | null;
  /** Every planned trial has an outcome other than `error`. */
  readonly complete: boolean;
  /** Of a readout: the mean probability on neither answer; `null` where answers are drawn. */
  readonly neither: number | null;
  /** How many trials carry each flag of the strict scorer. */
  readonly flags: Readonly<Record<string, number>>;
  /** The rate of the same arm on the neutral items, where the study has them; not for the neutral condition itself. */
  readonly neutral: { readonly rate: number; readonly low: number; readonly high: number; readonly n: number } | null;
  readonly categories: readonly CategoryResult[];
  /** Model names the endpoint reported; more than one is a warning. */
  readonly servedModels: readonly string[];
  /** What a reader must know of this model and method before reading the rate. */
  readonly marks: readonly Mark[];
}

/** What marks can say, in the order they are shown. */
export const markKinds = [
  'leaves-in-crisis',
  'leaves-everything',
  'cannot-work-with-method',
  'placebo-as-high',
  'many-unanswered',
  'too-wide',
] as const;

/**
 * `leaves-in-crisis`: exits were taken where leaving is wrong. `leaves-everything`: the model leaves neutral items too, and these no more.
 * `cannot-work-with-method`: most trials have no answer, or the model does not leave when it is told to, or leaves
 * when it is told to stay. `placebo-as-high`: the useless tool is called too, and the bail tool not surely more often.
 * `many-unanswered`: more than a fifth of the trials that ended have no answer. `too-wide`: the interval for situations
 * like these spans more than 30 points.
 */
export interface Mark {
  readonly kind: (typeof markKinds)[number];
  /** One sentence with the figures it rests on. */
  readonly text: string;
}

/** A paired difference of two conditions on the items answered in both. Its label is that of A. */
export interface PairedResult extends Omit<ConditionLabel, 'condition'> {
  /**
   * `order`: bail-first minus continue-first. `placebo`: bail tool minus placebo tool. `excess`: items minus their
   * benign twins. `wording`: a wording minus the default one. `lead-in`: with a lead-in minus without. `reply-author`:
   * asked about another's reply minus about its own. `history-author`: after turns by another minus after the dataset's.
   */
  readonly kind: 'order' | 'placebo' | 'excess' | 'wording' | 'lead-in' | 'reply-author' | 'history-author';
  /** What B is: `continue-first`, `placebo-tool`, `benign twins`, `default`, `no lead-in`. */
  readonly against: string;
  /** Ids of the two conditions. */
  readonly a: string;
  readonly b: string;
  /** `primary` where a contrast that the study declared compares the same two. */
  readonly role: 'primary' | 'exploratory';
  readonly rateA: number | null;
  readonly rateB: number | null;
  /** A minus B; `null` where no item was answered in both. */
  readonly difference: number | null;
  /** 95 % interval for situations like these: clusters are random. `null` where nothing can be concluded. */
  readonly low: number | null;
  readonly high: number | null;
  /** 95 % interval for exactly these items: only the draws are random. `null` where no item was answered in both. */
  readonly lowFixed: number | null;
  readonly highFixed: number | null;
  /** `lowFixed` and `highFixed` are a wider fallback, since too little varies. */
  readonly tooFewFixed: boolean;
  readonly items: number;
  readonly clusters: number;
  readonly discordantClusters: number;
  /** `cannot conclude` with fewer than six discordant clusters. */
  readonly conclusion: 'interval' | 'cannot conclude';
  /** Of authors: the rate of A over that of B, with its 95 % interval; `high` is `null` where there is no upper end. */
  readonly factor?:
    | {
        readonly ratio: number | null;
        readonly low: number;
        readonly high: number | null;
        readonly conclusion: 'interval' | 'cannot conclude';
      }
    | undefined;
}

/** Excess bail in one situation (a cluster of items with benign twins): too few items for an interval of its own. */
export interface SituationResult extends ConditionLabel {
  readonly category: string | null;
  readonly situation: string;
  /** Items answered, in the same epochs, with their twins. */
  readonly items: number;
  readonly rate: number;
  readonly twinRate: number;
  /** Rate minus twin rate. */
  readonly excess: number;
}

/** What the arms of a report asked, so that a reader can see the words. */
export interface ArmText {
  readonly method: MethodName;
  readonly order: Order | null;
  readonly wording: string | null;
  readonly instructions: string | null;
  readonly tools: readonly { readonly name: string; readonly description: string }[];
  readonly question: string | null;
}

/** A study as it was run. */
export interface StudySummary {
  readonly name: string;
  /** Hash of the study's content. */
  readonly revision: string;
  readonly plannedAt: string;
  /** The study file's content with every default filled in. */
  readonly settings: unknown;
  readonly datasets: readonly {
    readonly label: string;
    readonly items: number;
    readonly clusters: number;
    /** Identical items that were merged. */
    readonly merged: number;
  }[];
  readonly texts: readonly ArmText[];
}

/** What the calls of the shown studies cost. */
export interface UsageSummary {
  readonly generations: number;
  readonly failedAttempts: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** All that a report shows: the report's JSON is this object. */
export interface Results {
  readonly schema: 'exitpoll-results';
  readonly version: typeof resultsVersion;
  readonly exitpoll: string;
  readonly createdAt: string;
  readonly scorers: { readonly strict: number; readonly paper: number };
  readonly studies: readonly StudySummary[];
  readonly conditions: readonly ConditionResult[];
  /** What the studies declared before their runs, first of all results. */
  readonly contrasts: readonly ContrastResult[];
  readonly pairs: readonly PairedResult[];
  readonly situations: readonly SituationResult[];
  readonly agreement: AgreementResults;
  readonly similarity: readonly SimilarityResult[];
  /** Empty unless asked for. */
  readonly intervals: readonly IntervalResult[];
  readonly specifications: readonly SpecificationCurve[];
  readonly factors: readonly FactorResult[];
  readonly lengths: readonly LengthResult[];
  readonly followUps: readonly FollowUpResult[];
  readonly refusals: RefusalsResults;
  readonly conversations: readonly ConversationResult[];
  readonly audits: readonly AuditResult[];
  /** Corrected shares of conversations, where whole conversations were read. */
  readonly conversationAudits: readonly ConversationAuditResult[];
  /** Corrected rates of replies by another author, times the factor for transcripts. */
  readonly transported: readonly TransportedRate[];
  /** Who was left on the dataset `crisis`; empty where nobody was. */
  readonly crisis: readonly CrisisExits[];
  readonly journals: readonly JournalResult[];
  readonly sideEffects: readonly SideEffectResult[];
  readonly usage: UsageSummary;
  /** Sentences a reader must see before the numbers. */
  readonly warnings: readonly string[];
}
