import type { MethodName, Order } from '../../conversation/exit.ts';
import type { ReadoutKind } from '../condition-label.ts';

/** A coefficient with its interval and p-value; what cannot be said is `null`, with the reason. */
export interface Coefficient {
  readonly value: number | null;
  /** 95 % interval, clusters drawn with replacement (BCa). */
  readonly low: number | null;
  readonly high: number | null;
  /** Two-sided, of no association: clusters of as many items exchanged. */
  readonly p: number | null;
  readonly reason: string | null;
}

/** One way in which a model was offered the exit. */
export interface WayOffered {
  /** Id of the condition. */
  readonly condition: string;
  readonly method: MethodName;
  readonly order: Order | null;
  readonly readout: ReadoutKind;
  readonly wording: string | null;
}

/** Two ways of offering the exit to one model, on the draws answered (bail or continue) in both, epochs matched. */
export interface WayPair {
  /** Ids of the two conditions. */
  readonly a: string;
  readonly b: string;
  readonly items: number;
  readonly draws: number;
  readonly clusters: number;
  /** Share of the draws in which both left or both stayed. */
  readonly same: number | null;
  /** Cohen's kappa over the draws' decisions to leave. */
  readonly kappa: Coefficient;
  /** Pearson's correlation and cosine of the items' bail rates, each way's over the draws it answered. */
  readonly correlation: Coefficient;
  readonly cosine: Coefficient;
}

/** How far a model's ways of offering the exit find the same items worth leaving. */
export interface AgreementResult {
  readonly study: string;
  readonly model: string;
  readonly simulated: boolean;
  readonly dataset: string;
  readonly ways: readonly WayOffered[];
  /** Krippendorff's alpha of all ways together, over the draws answered in all; `null` for two ways. */
  readonly alpha: (Coefficient & { readonly items: number; readonly draws: number; readonly clusters: number }) | null;
  readonly pairs: readonly WayPair[];
}

/** The agreement between ways of offering, and how many draws it rests on: fewer where there is very much to compare. */
export interface AgreementResults {
  readonly permutations: number;
  readonly bootstrapDraws: number;
  readonly groups: readonly AgreementResult[];
}

/** Two models under one way of offering, on the items both answered. */
export interface ModelPair {
  /** Ids of the two conditions. */
  readonly a: string;
  readonly b: string;
  readonly items: number;
  readonly clusters: number;
  /** Of the items' bail rates. The p of both is the same: each grows with the sum of products. */
  readonly correlation: Coefficient;
  readonly cosine: Coefficient;
  /** By Holm, for the pairs of this way as one family. */
  readonly pAdjusted: number | null;
}

/** The pairs of models that were tested under one way. */
export interface TestedPairs {
  readonly permutations: number;
  readonly bootstrapDraws: number;
  /** The first models of the study, each two of which are tested; 0 where so much could be compared that none are. */
  readonly modelsTested: number;
  readonly pairs: readonly ModelPair[];
}

/** How alike the models' bail rates are, item by item, under one way of offering the exit. */
export interface SimilarityResult extends TestedPairs {
  readonly study: string;
  readonly dataset: string;
  readonly method: MethodName;
  readonly order: Order | null;
  readonly readout: ReadoutKind;
  /** In an order that puts like beside like: by mean correlation, clusters of models joined one by one. */
  readonly models: readonly { readonly model: string; readonly simulated: boolean; readonly condition: string }[];
  /** Models left out, since there are more than can be shown. */
  readonly modelsLeft: number;
  /** The fewest items two of the models have both answered. */
  readonly items: number;
  /** Pearson's correlation of the items' bail rates, by row and column; `null` where a model's are all alike. */
  readonly correlation: readonly (readonly (number | null)[])[];
  /** Cosine of the same; `null` where a model never left. */
  readonly cosine: readonly (readonly (number | null)[])[];
}
