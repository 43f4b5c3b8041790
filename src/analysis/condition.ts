import { shortHash } from '../base/hash.ts';
import type { Outcome } from '../conversation/outcome.ts';
import {
  conditionMembers,
  flagCounts,
  itemOutcomeCounts,
  servedModels,
  type ItemOutcomeCount,
  type StoredCondition,
} from '../store/conditions.ts';
import type { Store } from '../store/store.ts';
import { byName } from '../base/by-name.ts';
import { rateOf, type ItemOutcomes, type ItemReadouts } from './rate.ts';
import type { CategoryResult, ConditionResult, ReadoutKind } from './results.ts';

/** A condition with its items' outcomes, from which everything else is computed. */
export interface ConditionData {
  readonly condition: StoredCondition;
  readonly study: string;
  readonly items: readonly (ItemOutcomes & { readonly category: string | null })[];
}

/** Reads the outcomes of every item of a condition; items without any are there too, all pending. */
export function readCondition(store: Store, study: string, condition: StoredCondition): ConditionData {
  if (condition.unsupported !== null) return { condition, study, items: [] };
  const isRead = readoutOf(condition) === 'logprobs';
  const members = conditionMembers(store, condition);
  const items = new Map(
    [...members].map(([itemId, member]) => [
      itemId,
      {
        ...member,
        planned: condition.epochs,
        counts: { strict: new Map<Outcome, number>(), paper: new Map<Outcome, number>() },
        read: isRead ? nothingRead : null,
      },
    ]),
  );
  for (const row of itemOutcomeCounts(store, condition)) {
    const item = items.get(row.itemId);
    if (item === undefined) continue;
    item.counts[row.scorer].set(row.outcome, row.count);
    if (isRead && row.scorer === 'strict' && row.bailProbability !== null) item.read = added(item.read, row);
  }
  return { condition, study, items: [...items.values()] };
}

const nothingRead: ItemReadouts = { trials: 0, bail: 0, squares: 0, neither: 0 };

function added(read: ItemReadouts | null, row: ItemOutcomeCount): ItemReadouts {
  const { trials, bail, squares, neither } = read ?? nothingRead;
  return {
    trials: trials + row.count,
    bail: bail + (row.bailProbability ?? 0),
    squares: squares + (row.bailProbabilitySquares ?? 0),
    neither: neither + (row.neitherProbability ?? 0),
  };
}

/** How a condition's answers were taken. */
export function readoutOf(condition: StoredCondition): ReadoutKind {
  return (condition.settings as { readout?: ReadoutKind }).readout ?? 'sampled';
}

/** The mean probability on neither answer over a condition's readouts; `null` where there are none. */
function neitherOf(items: ConditionData['items']): number | null {
  const trials = items.reduce((sum, { read }) => sum + (read?.trials ?? 0), 0);
  return trials === 0 ? null : items.reduce((sum, { read }) => sum + (read?.neither ?? 0), 0) / trials;
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
    readout: readoutOf(condition),
    wording,
    leadIn: condition.leadIn?.name ?? null,
    epochs: condition.epochs,
    unsupported: condition.unsupported,
    complete: condition.unsupported === null && rate.outcomes.pending + rate.outcomes.error === 0,
    ...rate,
    neither: neitherOf(data.items),
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
