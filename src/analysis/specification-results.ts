import type { Order } from '../conversation/exit.ts';
import type { ScorerName } from '../conversation/outcome.ts';
import type { DenominatorName } from './readings.ts';
import type { ConditionLabel } from './condition-label.ts';

/** One way to come to a rate: how replies are scored, what is counted, and how the exit was offered. */
export interface Specification {
  readonly scorer: ScorerName;
  readonly denominator: DenominatorName;
  readonly order: Order | null;
  readonly wording: string | null;
  /** Of each model, in the order of `models`; `null` where this way says nothing of it. */
  readonly rates: readonly (number | null)[];
  /**
   * Kendall's tau-b of the models' order with that of the first specification, over those that have both: 1 where it is
   * the same. `null` with fewer than two of them, or where all rates are alike.
   */
  readonly tau: number | null;
}

/** How rates, and the order of models by them, move with choices that could have been made otherwise. */
export interface SpecificationCurve extends Pick<
  ConditionLabel,
  'study' | 'dataset' | 'method' | 'readout' | 'leadIn'
> {
  readonly models: readonly SpecifiedModel[];
  /**
   * Those that give some model a rate, of readouts without the denominators that come to the same. The first is that of
   * `conditions[].rate`: strict scorer, usual denominator, first order, default wording.
   */
  readonly specifications: readonly Specification[];
  /** How many of them differ in the rate of some model from all others of the same order and wording. */
  readonly distinct: number;
}

export interface SpecifiedModel {
  readonly model: string;
  readonly simulated: boolean;
  /** Id of the condition of the first specification, whose interval stands beside; `null` where it has none. */
  readonly condition: string | null;
  readonly rate: number | null;
  /** 95 % for situations like these, of the first specification. */
  readonly low: number | null;
  readonly high: number | null;
  /** Over all specifications. */
  readonly least: number | null;
  readonly most: number | null;
  /** By the first specification, from 1 for the model that leaves most; `null` for a model alone. */
  readonly rank: number | null;
  /** Over the specifications in which every model that has a rate in the first has one. */
  readonly bestRank: number | null;
  readonly worstRank: number | null;
}
