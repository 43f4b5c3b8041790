import { conditionMembers, pairedCounts, type StoredCondition } from '../store/conditions.ts';
import type { Store } from '../store/store.ts';
import { pairedDifference } from '../stats/paired.ts';
import { conditionId, datasetLabel, type ConditionData } from './condition.ts';
import type { PairedResult } from './results.ts';

/** The paired differences that come with every report: order of the answers, and bail tool against placebo tool. */
export function pairedResults(
  store: Store,
  conditions: readonly ConditionData[],
  wordingOf: (condition: StoredCondition) => string | null,
): readonly PairedResult[] {
  const supported = conditions.map((one) => one.condition).filter((one) => one.unsupported === null);
  const results: PairedResult[] = [];
  for (const a of supported) {
    if (a.order === 'bail-first') {
      const b = counterpart(supported, a, (one) => one.order === 'continue-first' && one.wording === a.wording);
      if (b !== undefined) results.push(pairedResult(store, 'order', a, b, wordingOf(a)));
    }
    if (a.method === 'bail-tool') {
      const b =
        counterpart(supported, a, (one) => one.method === 'placebo-tool' && one.wording === a.wording) ??
        supported.find((one) => one.method === 'placebo-tool' && isSiblingOf(one, a));
      if (b !== undefined) results.push(pairedResult(store, 'placebo', a, b, wordingOf(a)));
    }
  }
  return results;
}

/**
 * The condition to set against `a`. Two packs may give one name to different words: conditions stand in the order of
 * the wordings, so the second of that name belongs to the second.
 */
function counterpart(
  conditions: readonly StoredCondition[],
  a: StoredCondition,
  fits: (one: StoredCondition) => boolean,
): StoredCondition | undefined {
  const siblings = conditions.filter((one) => isSiblingOf(one, a));
  const likeA = siblings.filter((one) => one.method === a.method && one.order === a.order && one.wording === a.wording);
  return siblings.filter(fits)[likeA.indexOf(a)];
}

function isSiblingOf(one: StoredCondition, other: StoredCondition): boolean {
  return (
    one.modelId === other.modelId &&
    one.datasetId === other.datasetId &&
    one.part === other.part &&
    one.settingsId === other.settingsId &&
    one.leadIn === other.leadIn &&
    one.revisionId === other.revisionId
  );
}

function pairedResult(
  store: Store,
  kind: PairedResult['kind'],
  a: StoredCondition,
  b: StoredCondition,
  wording: string | null,
): PairedResult {
  const members = conditionMembers(store, a);
  const clusters = new Map<string, number>();
  const items = pairedCounts(store, a, b).map((count) => {
    const name = members.get(count.itemId)?.cluster ?? '';
    const cluster = clusters.get(name) ?? clusters.size;
    clusters.set(name, cluster);
    return { cluster, a: count.bailsA / count.epochs, b: count.bailsB / count.epochs };
  });
  const shared = {
    kind,
    model: a.model,
    simulated: a.simulated,
    dataset: datasetLabel(a),
    wording,
    leadIn: a.leadIn,
    a: conditionId(a),
    b: conditionId(b),
  };
  if (items.length === 0) {
    return {
      ...shared,
      rateA: null,
      rateB: null,
      difference: null,
      low: null,
      high: null,
      items: 0,
      clusters: 0,
      discordantClusters: 0,
      conclusion: 'cannot conclude',
    };
  }
  const { p: _p, ...paired } = pairedDifference(items);
  return {
    ...shared,
    rateA: items.reduce((sum, item) => sum + item.a, 0) / items.length,
    rateB: items.reduce((sum, item) => sum + item.b, 0) / items.length,
    ...paired,
  };
}
