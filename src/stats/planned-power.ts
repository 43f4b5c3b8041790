import { betaCdf } from './beta-distribution.ts';
import { enoughDiscordant } from './paired.ts';
import { assertPlan, variancePartsOf, type AssumedRate, type StudyShape } from './planned-study.ts';
import { tCdf, tQuantile } from './t-distribution.ts';

/** Two conditions on the same items. */
export interface PairedPlan extends StudyShape, AssumedRate {
  /** Rate in the other condition less `rate`; the sum must stay within 0 to 1. */
  readonly difference: number;
  /**
   * Correlation of the chances in both conditions over clusters and items, 0 to 1: 1 where the same situations are hard
   * in both, so that pairing removes all but the draws.
   */
  readonly shared: number;
}

/** How likely a paired difference is to be found. */
export interface PlannedPower {
  /** Chance of p below 1 − level, and of concluding anything at all. */
  readonly power: number;
  /** Expected standard error of the difference. */
  readonly error: number;
  /** Expected number of clusters that differ between the conditions. */
  readonly discordantClusters: number;
}

/**
 * Power of `pairedDifference`: Student's t shifted by the difference over its expected standard error, times the chance
 * that at least six clusters are discordant, below which it concludes nothing. An approximation: draws of a cluster
 * count as independent in telling whether it is discordant.
 *
 * @throws RangeError where the plan is out of range.
 */
export function powerForDifference(plan: PairedPlan, options: { readonly level?: number } = {}): PlannedPower {
  const other = { ...plan, rate: plan.rate + plan.difference };
  assertPlan(plan, plan);
  assertPlan(plan, other);
  if (!(plan.shared >= 0 && plan.shared <= 1)) throw new RangeError(`${plan.shared} is not in [0, 1]`);
  const { clusters, itemsPerCluster, epochs, shared } = plan;
  const [a, b] = [variancePartsOf(plan), variancePartsOf(other)];
  const unshared = (one: number, two: number): number => one + two - 2 * shared * Math.sqrt(one * two);
  const items = clusters * itemsPerCluster;
  const variance =
    unshared(a.cluster, b.cluster) / clusters + unshared(a.item, b.item) / items + (a.draw + b.draw) / (items * epochs);
  const error = Math.sqrt(variance);
  const together = shared * (Math.sqrt(a.cluster * b.cluster) + Math.sqrt(a.item * b.item));
  const differs = Math.max(0, plan.rate * (1 - other.rate) + other.rate * (1 - plan.rate) - 2 * together);
  const discordance = 1 - (1 - Math.min(1, differs)) ** (itemsPerCluster * epochs);
  const discordantClusters = clusters * discordance;
  const enough =
    clusters < enoughDiscordant ? 0 : betaCdf(discordance, enoughDiscordant, clusters - enoughDiscordant + 1);
  if (error === 0) return { power: plan.difference === 0 ? 0 : enough, error, discordantClusters };
  const degrees = Math.max(enoughDiscordant - 1, discordantClusters - 1);
  const critical = -tQuantile((1 - (options.level ?? 0.95)) / 2, degrees);
  const shift = Math.abs(plan.difference) / error;
  const found = tCdf(shift - critical, degrees) + tCdf(-shift - critical, degrees);
  return { power: enough * found, error, discordantClusters };
}
