import type { StoredCondition } from '../store/conditions.ts';
import { pairedRatio } from '../stats/paired-ratio.ts';
import { pairedDifference } from '../stats/paired.ts';
import { type ConditionData } from './condition.ts';
import { conditionId, conditionLabel } from './condition-label.ts';
import { matchedItems, matchedTwins } from './matched.ts';
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
      pairedResult(a, partner, wordingOf(a.condition), itemMeans(a, dataOf.get(partner.condition), partner.kind)),
    ),
  );
}

function pairedResult(
  { study, condition }: ConditionData,
  { kind, against, condition: b }: Partner,
  wording: string | null,
  items: readonly ItemMeans[],
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
  if (items.length === 0) return { ...shared, ...nothingInBoth };
  const { p: _p, ...paired } = pairedDifference(items);
  return {
    ...shared,
    rateA: items.reduce((sum, item) => sum + item.a, 0) / items.length,
    rateB: items.reduce((sum, item) => sum + item.b, 0) / items.length,
    ...paired,
    ...(kind === 'reply-author' || kind === 'history-author' ? { factor: factorOf(items) } : {}),
  };
}

function factorOf(items: readonly ItemMeans[]): NonNullable<PairedResult['factor']> {
  const { ratio, low, high, conclusion } = pairedRatio(items);
  return { ratio, low, high, conclusion };
}

/** The rates of one item in both conditions, over the epochs answered in both. */
interface ItemMeans {
  readonly cluster: number;
  readonly a: number;
  readonly b: number;
}

function itemMeans(a: ConditionData, b: ConditionData | undefined, kind: PairedResult['kind']): readonly ItemMeans[] {
  if (!a.grid || !b?.grid) return [];
  const { clusterOf } = a.grid.membership;
  const items = kind === 'excess' ? matchedTwins(a.grid) : matchedItems(a.grid, b.grid, a.condition.part);
  return items.map(({ row, epochs, bailsA, bailsB }) => ({
    cluster: clusterOf[row] ?? 0,
    a: bailsA / epochs,
    b: bailsB / epochs,
  }));
}

const nothingInBoth = {
  rateA: null,
  rateB: null,
  difference: null,
  low: null,
  high: null,
  items: 0,
  clusters: 0,
  discordantClusters: 0,
  conclusion: 'cannot conclude',
} as const;
