/** How a condition stands to the rule that may end it before its epochs are over. */
export interface StoppingResult {
  /** Half of the length that the interval must come down to. */
  readonly halfWidth: number;
  /** The rule is not looked at before so many epochs. */
  readonly minEpochs: number;
  /** The most epochs there could be. */
  readonly mostEpochs: number;
  /** Epochs in which every item has its outcome. */
  readonly wholeEpochs: number;
  /** Whether the rule has ended the condition, after `wholeEpochs`. */
  readonly stopped: boolean;
  /** Trials of the epochs that were not needed: not among those planned. */
  readonly notNeeded: number;
  /**
   * After `wholeEpochs`: the interval that holds the rate of exactly these items with 95 % after every epoch at once, so
   * that looking at it and stopping does not spoil it. `null` before the first whole epoch.
   */
  readonly low: number | null;
  readonly high: number | null;
}
