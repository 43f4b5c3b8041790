import { conditionMembers, type StoredCondition } from '../store/conditions.ts';
import { pairedCounts, twinCounts, type PairedCount } from '../store/paired-counts.ts';
import type { Store } from '../store/store.ts';
import { pairedDifference } from '../stats/paired.ts';
import { conditionId, datasetLabel, readoutOf, type ConditionData } from './condition.ts';
import { partnersOf, type Partner } from './partners.ts';
import type { PairedResult } from './results.ts';

/** Every paired difference of a report. */
export function pairedResults(
  store: Store,
  conditions: readonly ConditionData[],
  wordingOf: (condition: StoredCondition) => string | null,
): readonly PairedResult[] {
  const supported = conditions.map((one) => one.condition).filter((one) => one.unsupported === null);
  return supported.flatMap((a) =>
    partnersOf(a, supported).map((partner) => pairedResult(store, a, partner, wordingOf(a))),
  );
}

function pairedResult(store: Store, a: StoredCondition, partner: Partner, wording: string | null): PairedResult {
  const { kind, against, condition: b } = partner;
  const counts = kind === 'excess' ? twinCounts(store, a) : pairedCounts(store, a, b);
  const shared = {
    kind,
    model: a.model,
    simulated: a.simulated,
    dataset: datasetLabel(a),
    method: a.method,
    order: a.order,
    readout: readoutOf(a),
    wording,
    leadIn: a.leadIn?.name ?? null,
    against,
    a: conditionId(a),
    b: conditionId(b),
  };
  const items = clusteredMeans(store, a, counts);
  if (items.length === 0) return { ...shared, ...nothingInBoth };
  const { p: _p, ...paired } = pairedDifference(items);
  return {
    ...shared,
    rateA: items.reduce((sum, item) => sum + item.a, 0) / items.length,
    rateB: items.reduce((sum, item) => sum + item.b, 0) / items.length,
    ...paired,
  };
}

function clusteredMeans(
  store: Store,
  condition: StoredCondition,
  counts: readonly PairedCount[],
): readonly { cluster: number; a: number; b: number }[] {
  const members = conditionMembers(store, condition);
  const clusters = new Map<string, number>();
  return counts.map((count) => {
    const name = members.get(count.itemId)?.cluster ?? '';
    const cluster = clusters.get(name) ?? clusters.size;
    clusters.set(name, cluster);
    return { cluster, a: count.bailsA / count.epochs, b: count.bailsB / count.epochs };
  });
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
