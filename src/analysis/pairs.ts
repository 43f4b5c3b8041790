import type { StoredCondition } from '../store/conditions.ts';
import { pairedRatio } from '../stats/paired-ratio.ts';
import { pairedDifference, type PairedItem } from '../stats/paired.ts';
import { type ConditionData } from './condition.ts';
import { conditionId, conditionLabel } from './condition-label.ts';
import { fixedLimits, pairedItems } from './matched-difference.ts';
import { matchedItems, matchedTwins, type MatchedItem } from './matched.ts';
import { partnersOf, type Partner } from './partners.ts';
import type { PairedResult } from './results.ts';

/** Every paired difference of a report. */
export function pairedResults(
  conditions: readonly ConditionData[],
  wordingOf: (condition: StoredCondition) => string | null,
): readonly PairedResult[] {
  const supported = conditions.filter(({ condition }) => condition.unsupported === null);
  const dataOf = new Map(supported.map((one) => [one.condition, one]));
  const partners = supported.map(({ condition }) => condition);
  return supported.flatMap((a) =>
    partnersOf(a.condition, partners).map((partner) =>
      pairedResult(a, partner, wordingOf(a.condition), matchedOf(a, dataOf.get(partner.condition), partner.kind)),
    ),
  );
}

function pairedResult(
  { study, condition, grid }: ConditionData,
  { kind, against, condition: b }: Partner,
  wording: string | null,
  matched: readonly MatchedItem[],
): PairedResult {
  const { condition: a, ...label } = conditionLabel(study, condition, wording);
  const shared = {
    kind,
    ...label,
    against,
    a,
    b: conditionId(b),
    role: 'exploratory',
  } as const;
  if (grid === null || matched.length === 0) return { ...shared, ...nothingInBoth };
  const { clusterOf } = grid.membership;
  const items = pairedItems(matched, clusterOf);
  const { difference, low, high, items: count, clusters, discordantClusters, conclusion } = pairedDifference(items);
  const fixed = fixedLimits(matched, clusterOf);
  return {
    ...shared,
    rateA: items.reduce((sum, item) => sum + item.a, 0) / items.length,
    rateB: items.reduce((sum, item) => sum + item.b, 0) / items.length,
    difference,
    low,
    high,
    lowFixed: fixed.low,
    highFixed: fixed.high,
    tooFewFixed: fixed.tooFew,
    items: count,
    clusters,
    discordantClusters,
    conclusion,
    ...(kind === 'reply-author' || kind === 'history-author' ? { factor: factorOf(items) } : {}),
  };
}

function factorOf(items: readonly PairedItem[]): NonNullable<PairedResult['factor']> {
  const { ratio, low, high, conclusion } = pairedRatio(items);
  return { ratio, low, high, conclusion };
}

/** The items answered in both, over the epochs answered in both. */
function matchedOf(a: ConditionData, b: ConditionData | undefined, kind: PairedResult['kind']): readonly MatchedItem[] {
  if (!a.grid || !b?.grid) return [];
  return kind === 'excess' ? matchedTwins(a.grid) : matchedItems(a.grid, b.grid, a.condition.part);
}

const nothingInBoth = {
  rateA: null,
  rateB: null,
  difference: null,
  low: null,
  high: null,
  lowFixed: null,
  highFixed: null,
  tooFewFixed: true,
  items: 0,
  clusters: 0,
  discordantClusters: 0,
  conclusion: 'cannot conclude',
} as const;
