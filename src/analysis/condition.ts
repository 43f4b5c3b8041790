import { shortHash } from '../base/hash.ts';
import type { Outcome } from '../conversation/outcome.ts';
import {
  conditionMembers,
  flagCounts,
  itemOutcomeCounts,
  servedModels,
  type StoredCondition,
} from '../store/conditions.ts';
import type { Store } from '../store/store.ts';
import { byName } from '../base/by-name.ts';
import { rateOf, type ItemOutcomes } from './rate.ts';
import type { CategoryResult, ConditionResult } from './results.ts';

/** A condition with its items' outcomes, from which everything else is computed. */
export interface ConditionData {
  readonly condition: StoredCondition;
  readonly study: string;
  readonly items: readonly (ItemOutcomes & { readonly category: string | null })[];
}

/** Reads the outcomes of every item of a condition; items without any are there too, all pending. */
export function readCondition(store: Store, study: string, condition: StoredCondition): ConditionData {
  if (condition.unsupported !== null) return { condition, study, items: [] };
  const members = conditionMembers(store, condition);
  const items = new Map(
    [...members].map(([itemId, member]) => [
      itemId,
      {
        ...member,
        planned: condition.epochs,
        counts: { strict: new Map<Outcome, number>(), paper: new Map<Outcome, number>() },
      },
    ]),
  );
  for (const { itemId, scorer, outcome, count } of itemOutcomeCounts(store, condition)) {
    items.get(itemId)?.counts[scorer].set(outcome, count);
  }
  return { condition, study, items: [...items.values()] };
}

/** A condition's result, all but the neutral rate beside it. */
export function conditionResult(store: Store, data: ConditionData, wording: string | null): ConditionResult {
  const { condition } = data;
  const rate = rateOf(data.items);
  return {
    id: conditionId(condition),
    study: data.study,
    model: condition.model,
    simulated: condition.simulated,
    dataset: datasetLabel(condition),
    method: condition.method,
    order: condition.order,
    wording,
    leadIn: condition.leadIn?.name ?? null,
    epochs: condition.epochs,
    unsupported: condition.unsupported,
    complete: condition.unsupported === null && rate.outcomes.pending + rate.outcomes.error === 0,
    ...rate,
    flags: Object.fromEntries(byName(flagCounts(store, condition))),
    neutral: null,
    categories: categoryResults(data),
    servedModels: servedModels(store, condition),
    marks: [],
  };
}

/** What the id of a condition of benign twins ends with. */
export const twinsSuffix = 't';

/** Stable within a store: the surrogate keys of arm and dataset, and a suffix for the dataset's twins. */
export function conditionId(condition: StoredCondition): string {
  return `${condition.armId}-${condition.datasetId}${condition.part === 'twins' ? twinsSuffix : ''}`;
}

/** How results call a condition's items: `starter`, and `starter twins` for their benign twins. */
export function datasetLabel(condition: StoredCondition): string {
  return condition.part === 'twins' ? `${condition.dataset} twins` : condition.dataset;
}

/** The names to show for wordings: one name with two contents becomes `name@hash`. */
export function wordingLabels(conditions: readonly StoredCondition[]): (condition: StoredCondition) => string | null {
  const contents = new Map<string, Set<string>>();
  const slot = (one: StoredCondition): string => JSON.stringify([one.method, one.order, one.wording]);
  for (const condition of conditions) {
    const known = contents.get(slot(condition)) ?? new Set();
    contents.set(slot(condition), known.add(condition.offerHash));
  }
  return (condition) => {
    if (condition.wording === null) return null;
    const isAmbiguous = (contents.get(slot(condition))?.size ?? 0) > 1;
    return isAmbiguous ? `${condition.wording}@${shortHash(condition.offerHash)}` : condition.wording;
  };
}

/** How results call items without a category, where others have one. */
const noCategory = '(none)';

function categoryResults(data: ConditionData): readonly CategoryResult[] {
  if (data.items.every((item) => item.category === null)) return [];
  const byCategory = Map.groupBy(data.items, (item) => item.category ?? noCategory);
  return [...byCategory]
    .sort(([one], [two]) => (one < two ? -1 : 1))
    .map(([category, items]) => ({ category, ...rateOf(items) }));
}
