/** Two ends of an interval, fractions. */
export interface Ends {
  readonly low: number;
  readonly high: number;
}

/**
 * A condition's rate with other 95 % intervals than those of the report, for those who want to see what the choice of the
 * method does. None replaces them: the first two take draws as independent, the others are too short where little varies.
 */
export interface IntervalResult {
  /** Id of the condition. */
  readonly condition: string;
  readonly rate: number;
  /** As if every draw were independent. */
  readonly wilson: Ends;
  readonly clopperPearson: Ends;
  /** Mean of the items with its standard error by cluster; Student's t. `null` for a single cluster. */
  readonly clusterRobust: (Ends & { readonly error: number; readonly designEffect: number | null }) | null;
  /** Whole clusters drawn again 2,000 times, studentised. `null` where that says nothing. */
  readonly bootstrap: (Ends & { readonly tooFew: boolean }) | null;
}
