import { betaCdf } from './beta-distribution.ts';
import type { PairedItem } from './paired.ts';

/** What McNemar's test says. */
export interface McNemar {
  /** Items that bail only in a, and only in b. */
  readonly onlyA: number;
  readonly onlyB: number;
  /** Two-sided, of no difference; 1 where no item differs. */
  readonly p: number;
}

/**
 * The exact test of McNemar (1947, Psychometrika 12): of the items that differ, as many should bail only in a as only
 * in b, by the binomial distribution. It takes items as independent, so it is defined for one epoch and clusters of
 * one item; elsewhere signFlipTest is the test to use.
 *
 * @throws RangeError with more than one epoch, two items of one cluster, or a mean that is neither 0 nor 1.
 */
export function mcnemarExact(items: readonly PairedItem[], epochs: number): McNemar {
  if (epochs !== 1) throw new RangeError(`McNemar's test is for one epoch, not ${epochs}`);
  if (new Set(items.map(({ cluster }) => cluster)).size < items.length) {
    throw new RangeError("McNemar's test is for independent items, and here some share a cluster");
  }
  let onlyA = 0;
  let onlyB = 0;
  for (const { a, b } of items) {
    if ((a !== 0 && a !== 1) || (b !== 0 && b !== 1))
      throw new RangeError(`means ${a} and ${b} are not those of one draw`);
    if (a > b) onlyA += 1;
    if (b > a) onlyB += 1;
  }
  const few = Math.min(onlyA, onlyB);
  const many = Math.max(onlyA, onlyB);
  // P(X ≤ few) of a fair coin; in the middle both tails hold the same point and add up to more than 1.
  const p = few === many ? 1 : Math.min(1, 2 * betaCdf(0.5, many, few + 1));
  return { onlyA, onlyB, p };
}
