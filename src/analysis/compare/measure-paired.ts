import type { Json } from '../../base/canonical-json.ts';
import { mcnemarExact } from '../../stats/mcnemar.ts';
import { pairedDifference, type PairedItem } from '../../stats/paired.ts';
import { pairedRatio } from '../../stats/paired-ratio.ts';
import { pairedTotals, signFlipTest } from '../../stats/sign-flip.ts';
import { fixedLimits, pairedItems } from '../matched-difference.ts';
import type { MatchedItem } from '../matched.ts';
import type { MeasuredDifference } from './comparison.ts';

/** How a paired difference is measured. */
export interface PairedSetting {
  /** Cluster of each row of A. */
  readonly clusterOf: Int32Array;
  /** Trials planned in both. */
  readonly planned: number;
  /** Whether each trial is a bail or none, and not a probability. */
  readonly isDrawn: boolean;
  /** Epochs of the design, the fewer of both. */
  readonly epochs: number;
  /** Permutations drawn where there are too many to go through. */
  readonly draws: number;
  readonly seed: Json;
}

/** Measures A minus B over items answered in both. */
export function measurePaired(matched: readonly MatchedItem[], setting: PairedSetting): MeasuredDifference {
  if (matched.length === 0) return nothingInBoth(setting.planned);
  const items = pairedItems(matched, setting.clusterOf);
  const paired = pairedDifference(items);
  const ratio = pairedRatio(items);
  const fixed = fixedLimits(matched, setting.clusterOf);
  const totals = pairedTotals(items);
  const isOpen = paired.conclusion === 'cannot conclude';
  const permutation = signFlipTest(totals, { seed: setting.seed, draws: setting.draws });
  const both = (count: number): { a: number; b: number } => ({ a: count, b: count });
  return {
    rateA: ratio.rateA,
    rateB: ratio.rateB,
    difference: paired.difference,
    low: paired.low,
    high: paired.high,
    lowFixed: fixed.low,
    highFixed: fixed.high,
    tooFew: isOpen,
    tooFewFixed: fixed.tooFew,
    ratio: ratio.ratio,
    ratioLow: ratio.ratio === null ? null : ratio.low,
    ratioHigh: ratio.ratio === null ? null : ratio.high,
    ratioTooFew: ratio.conclusion === 'cannot conclude',
    conclusion: paired.conclusion,
    p: paired.p,
    test: isOpen ? null : 't',
    pPermutation: permutation.p,
    pMcNemar: mcnemarOf(items, setting),
    items: both(paired.items),
    clusters: both(paired.clusters),
    trials: both(matched.reduce((sum, { epochs }) => sum + epochs, 0)),
    planned: setting.planned,
    more: {
      items: directions(items.map(({ a, b }) => a - b)),
      clusters: directions(totals),
      trials: {
        a: matched.reduce((sum, { moreA }) => sum + moreA, 0),
        b: matched.reduce((sum, { moreB }) => sum + moreB, 0),
      },
    },
    discordantClusters: paired.discordantClusters,
    sharedClusters: null,
  };
}

function mcnemarOf(items: readonly PairedItem[], { epochs, isDrawn }: PairedSetting): number | null {
  if (epochs !== 1 || !isDrawn || new Set(items.map(({ cluster }) => cluster)).size < items.length) return null;
  return mcnemarExact(items, epochs).p;
}

/** How many differences are above and below 0, rounding dust aside. */
function directions(differences: readonly number[]): { a: number; b: number } {
  let a = 0;
  let b = 0;
  for (const difference of differences) {
    if (difference > 1e-9) a += 1;
    if (difference < -1e-9) b += 1;
  }
  return { a, b };
}

const none = { a: 0, b: 0 } as const;

/** What is said where no item was answered in both. */
function nothingInBoth(planned: number): MeasuredDifference {
  return {
    ...noRates,
    planned,
    more: { items: none, clusters: none, trials: none },
    discordantClusters: 0,
    sharedClusters: null,
  };
}

/** The part of a difference that cannot be measured, as of nothing. */
export const noRates = {
  rateA: null,
  rateB: null,
  difference: null,
  low: null,
  high: null,
  lowFixed: null,
  highFixed: null,
  tooFew: true,
  tooFewFixed: true,
  ratio: null,
  ratioLow: null,
  ratioHigh: null,
  ratioTooFew: true,
  conclusion: 'cannot conclude',
  p: null,
  test: null,
  pPermutation: null,
  pMcNemar: null,
  items: none,
  clusters: none,
  trials: none,
} as const satisfies Partial<MeasuredDifference>;
