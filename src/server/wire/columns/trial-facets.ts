import { listFields, type ListField, type TrialFilter } from '../trial-filter.ts';
import type { TrialFacets } from '../trial-page.ts';
import { dimensionOf, dimensions, outcomeOrder, placesOf, valuesOf, type Dimension } from './field-values.ts';
import { bitOf, failedBits, filterMasks } from './filter-masks.ts';
import type { TrialColumns } from './trial-columns.ts';

/** Of a field with more values, those that most trials have. */
export const mostFacetValues = 500;

type Counts = { readonly [dimension in Dimension]: Uint32Array };

/**
 * How many trials have each value of each field, given the rest of the filter.
 *
 * @param found as of `selectTrials`
 */
export function trialFacets(columns: TrialColumns, filter: TrialFilter, found: Uint8Array | null): TrialFacets {
  const failed = failedBits(columns, filterMasks(columns, filter), found);
  const passing = countsOf(columns);
  /** Of trials that fail the list of one field alone. */
  const failing = new Map<number, { readonly column: ArrayLike<number>; readonly counts: Uint32Array }>();
  for (const field of listFields) {
    const dimension = dimensionOf[field];
    if (filter.lists[field] === undefined) continue;
    const counts = new Uint32Array(placesOf(columns, dimension));
    failing.set(bitOf[field], { column: columns[dimension], counts });
  }
  const { condition, item, epoch, outcome, flags, refusals, labels } = columns;
  for (let row = 0; row < failed.length; row += 1) {
    const bits = failed[row]!;
    if (bits === 0) {
      passing.condition[condition[row]!]! += 1;
      passing.item[item[row]!]! += 1;
      passing.epoch[epoch[row]!]! += 1;
      passing.outcome[outcome[row]!]! += 1;
      passing.flags[flags[row]!]! += 1;
      passing.refusals[refusals[row]!]! += 1;
      passing.labels[labels[row]!]! += 1;
    } else {
      const alone = failing.get(bits);
      if (alone !== undefined) alone.counts[alone.column[row]!]! += 1;
    }
  }
  return Object.fromEntries(
    listFields.map((field) => [field, facet(columns, field, passing, failing.get(bitOf[field])?.counts)]),
  );
}

function countsOf(columns: TrialColumns): Counts {
  return Object.fromEntries(
    dimensions.map((dimension) => [dimension, new Uint32Array(placesOf(columns, dimension))]),
  ) as unknown as Counts;
}

function facet(
  columns: TrialColumns,
  field: ListField,
  passing: Counts,
  failing: Uint32Array | undefined,
): NonNullable<TrialFacets[ListField]> {
  const values = valuesOf(columns, field);
  const counts = new Map<string, number>();
  passing[dimensionOf[field]].forEach((trials, place) => {
    const all = trials + (failing?.[place] ?? 0);
    if (all === 0) return;
    for (const value of values(place)) counts.set(value, (counts.get(value) ?? 0) + all);
  });
  const found = [...counts].map(([value, trials]) => ({ value, trials }));
  if (found.length > mostFacetValues) {
    return found.toSorted((one, other) => other.trials - one.trials).slice(0, mostFacetValues);
  }
  return found.toSorted((one, other) => compare(field, one.value, other.value));
}

/** Names of conditions stay in the plan's order. */
function compare(field: ListField, one: string, other: string): number {
  if (dimensionOf[field] === 'condition') return 0;
  if (field === 'epoch') return Number(one) - Number(other);
  if (field === 'outcome' || field === 'outcomePaper') return outcomeOrder.indexOf(one) - outcomeOrder.indexOf(other);
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
