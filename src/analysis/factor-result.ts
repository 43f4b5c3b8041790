import type { ConditionLabel } from './condition-label.ts';

/**
 * What one level of a factor of the wording does to the rate, over all wordings of a factorial: its rate less that with
 * the factor as in the default wording, the other factors as they are. Exploratory unless the study says otherwise.
 */
export interface FactorResult extends Omit<ConditionLabel, 'condition' | 'wording'> {
  readonly factor: string;
  readonly level: string;
  /** Wordings that the effect is estimated from. */
  readonly wordings: number;
  readonly clusters: number;
  /** Difference of rates, −1 to 1; `null` where there is none, see `reason`. */
  readonly difference: number | null;
  /** 95 % for situations like these. */
  readonly low: number | null;
  readonly high: number | null;
  /** Two-sided, of no difference; not adjusted. `null` unless `basis` is `model`. */
  readonly p: number | null;
  /**
   * `model`: the average marginal effect of a logistic regression on all factors, errors by cluster. `bound`: separated, or
   * too few clusters that bail or stay: the plain difference, with an interval that holds at every size and is wide.
   */
  readonly basis: 'model' | 'bound' | 'none';
  readonly reason: string | null;
}
