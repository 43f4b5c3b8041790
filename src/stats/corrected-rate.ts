import type { Bounds } from './binomial-interval.ts';
import { correctedShare, type AuditedShare, type CorrectionOptions } from './corrected-share.ts';
import type { ItemCount } from './proportion.ts';

/** One outcome that somebody looked at: what was counted, and what was meant. */
export interface AuditLabel {
  /** Cluster of the item, numbered as in the rate's items. */
  readonly cluster: number;
  /** Whether it was counted as a success. */
  readonly counted: boolean;
  /** Whether it was one. */
  readonly meant: boolean;
}

/** A rate freed of misreadings. */
export interface CorrectedRate {
  /** The rate as counted. */
  readonly rate: number;
  /** rate · PPV + (1 − rate) · (1 − NPV); `null` where a kind of outcome that occurs was never audited. */
  readonly corrected: number | null;
  /** For situations like these: clusters are random, in the rate and in the labels. */
  readonly random: Bounds | null;
  /** For exactly these items: only draws, and which of them were audited, are random. */
  readonly fixed: Bounds | null;
  /** Share of audited successes that were meant: PPV; `null` where none was audited. */
  readonly confirmed: AuditedShare | null;
  /** Share of audited failures that were successes all the same: 1 − NPV. */
  readonly missed: AuditedShare | null;
  /** Too few clusters succeed or fail, in the rate or among the labels, for more than a wide interval. */
  readonly tooFew: boolean;
  /** Why there is no corrected rate. */
  readonly reason?: string;
}

/**
 * The rate corrected by audit labels drawn at random within outcomes (so many of the successes, so many of the
 * failures), with intervals that carry the uncertainty of the rate and of the labels: `correctedShare` of two kinds.
 *
 * @throws RangeError on no items or impossible counts.
 */
export function correctedRate(
  items: readonly ItemCount[],
  labels: readonly AuditLabel[],
  options: CorrectionOptions = {},
): CorrectedRate {
  const { shares, audited, lacking, ...found } = correctedShare(
    items.map(({ cluster, successes, draws }) => ({ cluster, counts: [successes, draws - successes] })),
    labels.map(({ cluster, counted, meant }) => ({ cluster, kind: counted ? 0 : 1, meant })),
    options,
  );
  const [rate = 0] = shares;
  const [confirmed = null, missed = null] = audited;
  const reason = lacking === null ? {} : { reason: `no ${lacking === 0 ? 'success' : 'failure'} was audited` };
  return { rate, ...found, confirmed, missed, ...reason };
}
