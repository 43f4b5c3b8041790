import type { ComparedCondition, MeasuredDifference, Pairing } from './compare/comparison.ts';

/** A contrast that a study declared, with what came of it. */
export interface ContrastResult {
  readonly study: string;
  readonly name: string;
  /** What each side states, in the words of `exitpoll compare`. */
  readonly a: string;
  readonly b: string;
  /** What both share; `null` for nothing. */
  readonly on: string | null;
  /** When the study was first planned with this very contrast. */
  readonly declaredAt: string;
  /** Trials of the conditions it compares that were stored by then; 0 where it was declared before them all. */
  readonly trialsBefore: number;
  /** Trials of all conditions of the study that were stored by then. */
  readonly studyTrialsBefore: number;
  /** One for each pair of conditions it stands for; none where the models cannot do it. */
  readonly comparisons: readonly ContrastComparison[];
}

/** One comparison of a contrast. */
export interface ContrastComparison extends MeasuredDifference {
  readonly a: ComparedCondition;
  readonly b: ComparedCondition;
  readonly pairing: Pairing;
  /** What else differs, beside what is compared: settings, words under one name, what a model of one name is. */
  readonly alsoDiffers: readonly string[];
  /** By Holm, for all comparisons of all contrasts of the study as one family. */
  readonly pAdjusted: number | null;
  /** Both conditions have an outcome for every planned trial. */
  readonly complete: boolean;
}
