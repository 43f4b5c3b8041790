import { outcomes } from '../../../conversation/outcome.ts';
import type { ConditionName } from '../conditions.ts';
import type { ListField } from '../trial-filter.ts';
import { mostCells, outcomeAt } from './outcome-at.ts';
import type { TrialColumns } from './trial-columns.ts';

/** What filters and addresses call a value that is not there. */
export const noValue = 'none';

/** A column by which trials have the values of a field: each of its places stands for one or several values. */
export type Dimension = 'condition' | 'item' | 'epoch' | 'outcome' | 'flags' | 'refusals' | 'labels';

export const dimensions = ['condition', 'item', 'epoch', 'outcome', 'flags', 'refusals', 'labels'] as const;

/** Which column has the values of each field. */
export const dimensionOf: { readonly [field in ListField]: Dimension } = {
  condition: 'condition',
  model: 'condition',
  dataset: 'condition',
  method: 'condition',
  order: 'condition',
  wording: 'condition',
  leadIn: 'condition',
  historyAuthor: 'condition',
  replyAuthor: 'condition',
  category: 'item',
  cluster: 'item',
  item: 'item',
  epoch: 'epoch',
  outcome: 'outcome',
  outcomePaper: 'outcome',
  refusal: 'refusals',
  label: 'labels',
  flag: 'flags',
};

/** How many places a column can have. */
export function placesOf(columns: TrialColumns, dimension: Dimension): number {
  switch (dimension) {
    case 'condition':
      return columns.conditions.length;
    case 'item':
      return columns.items.names.length;
    case 'epoch':
      return columns.conditions.reduce((most, { epochs }) => Math.max(most, epochs), 0) + 1;
    case 'outcome':
      return mostCells;
    case 'flags':
      return columns.flagSets.length;
    case 'refusals':
      return columns.refusalSets.length;
    case 'labels':
      return columns.labelSets.length;
    default:
      return dimension satisfies never;
  }
}

/** The values of a field at each place of its column, as addresses write them. */
export function valuesOf(columns: TrialColumns, field: ListField): (place: number) => readonly string[] {
  const { conditions, items } = columns;
  switch (field) {
    case 'condition':
      return (place) => [conditions[place]?.id ?? noValue];
    case 'model':
    case 'dataset':
    case 'method':
    case 'order':
    case 'wording':
    case 'leadIn':
    case 'historyAuthor':
    case 'replyAuthor':
      return (place) => [(conditions[place] as ConditionName)[field] ?? noValue];
    case 'category':
      return (place) => [items.categories[items.category[place] ?? -1] ?? noValue];
    case 'cluster':
      return (place) => [items.clusters[items.cluster[place] ?? -1] ?? noValue];
    case 'item':
      return (place) => [items.names[place] ?? noValue];
    case 'epoch':
      return (place) => [String(place)];
    case 'outcome':
      return (place) => [outcomeAt(place, 'strict') ?? noValue];
    case 'outcomePaper':
      return (place) => [outcomeAt(place, 'paper') ?? noValue];
    case 'flag':
      return orNone((place) => columns.flagSets[place] ?? []);
    case 'refusal':
      return orNone((place) => (columns.refusalSets[place] ?? []).map(({ scorer, label }) => `${scorer}:${label}`));
    case 'label':
      return orNone((place) => [...new Set((columns.labelSets[place] ?? []).map(({ label }) => label ?? 'failed'))]);
    default:
      return field satisfies never;
  }
}

/** In which order values are listed where that is not the alphabet's: outcomes as everywhere. */
export const outcomeOrder: readonly string[] = [...outcomes, noValue];

function orNone(values: (place: number) => readonly string[]): (place: number) => readonly string[] {
  return (place) => {
    const found = values(place);
    return found.length === 0 ? [noValue] : found;
  };
}
