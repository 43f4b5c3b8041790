import type { ReactNode } from 'react';

import { setQuery, useRoute } from '../../route.ts';
import { Choice, type Option, type Options } from '../../ui/choice.tsx';
import { MultiSelect } from '../../ui/multi-select.tsx';
import { attributeOf, attributes, differs, type Attribute } from './arrange.ts';
import type { Measure, RateRow } from './rate-row.ts';

/** What can be shown, in the order of the control. */
export const measures = [
  { value: 'bail', label: 'Bail', title: 'Bail rate', axis: 'bail rate' },
  { value: 'no-refusal', label: 'No-refusal bail', title: 'Bails without a refusal', axis: 'bails without a refusal' },
  { value: 'refusal', label: 'Refusal', title: 'Refusal rate', axis: 'refusal rate' },
  { value: 'unanswered', label: 'Unanswered', title: 'Trials without an answer', axis: 'without an answer' },
] as const satisfies readonly (Option<Measure> & { title: string; axis: string })[];

/** How a measure is called. */
export function measureOf(measure: Measure): (typeof measures)[number] {
  return measures.find(({ value }) => value === measure) ?? measures[0];
}

/** Fields that can be filtered, as the address has them. */
export const filterNames = ['model', 'method', 'dataset'] as const;

const comparisons: Readonly<Record<Attribute, string>> = {
  method: 'methods',
  model: 'models',
  dataset: 'datasets',
  order: 'orders',
  wording: 'wordings',
  'lead-in': 'lead-ins',
  author: 'authors',
  category: 'categories',
  scorer: 'scorers of refusals',
};

/** What the rows of a group compare, as the address says. */
export function useCompared(): Attribute {
  const wanted = useRoute().query.get('by');
  return attributes.find((one) => one === wanted) ?? 'method';
}

const orders = [
  { value: '', label: 'as planned' },
  { value: 'model', label: 'by name' },
  { value: '-rate', label: 'greatest first' },
  { value: 'rate', label: 'smallest first' },
  { value: 'method', label: 'by method' },
] as const satisfies Options;

export interface RateControlsProps {
  /** All rates, whatever is shown of them. */
  readonly every: readonly RateRow[];
  /** What has a line of its own as long as the address does not say. */
  readonly lines: (typeof lineOptions)[number]['value'];
}

/** What is shown of the rates, all of it kept in the address. */
export function RateControls({ every, lines }: RateControlsProps): ReactNode {
  const by = useCompared();
  const sort = useRoute().query.get('sort');
  const compared = (Object.keys(comparisons) as Attribute[])
    .filter((one) => one === 'method' || one === by || one === 'category' || differs(every, one))
    .map((one): Option => ({ value: one, label: comparisons[one] }));
  const [first = { value: 'method', label: 'methods' }, ...others] = compared;
  // A table's head may have sorted by another column.
  const sorted = orders.some(({ value }) => value === (sort ?? ''))
    ? []
    : [{ value: sort ?? '', label: 'by a column' }];
  return (
    <div className="controls">
      <Choice name="measure" label="Rate of" options={measures} forgets={['sort', 'by']} />
      <Choice name="by" label="Side by side" options={[first, ...others]} />
      <Choice name="sort" label="Order" options={[...orders, ...sorted]} />
      <Choice
        name="which"
        label="Conditions"
        options={[
          { value: '', label: 'comparable' },
          { value: 'all', label: 'all' },
        ]}
      />
      <Choice name="lines" label="A line" options={lineOptions} fallback={lines} />
      {filterNames.map((name) =>
        differs(every, name) ? (
          <MultiSelect key={name} name={name} label={filterLabels[name]} options={optionsOf(every, name)} />
        ) : null,
      )}
      {differs(every, 'model') ? <SearchBox /> : null}
    </div>
  );
}

const filterLabels = { model: 'Models', method: 'Methods', dataset: 'Datasets' } as const;

function optionsOf(rows: readonly RateRow[], name: Attribute): readonly Option[] {
  return [...new Set(rows.map((row) => attributeOf(row, name)))].map((value) => ({ value, label: value }));
}

/** What has a line of its own in the chart. */
export const lineOptions = [
  { value: 'own', label: 'for each rate' },
  { value: 'one', label: 'for each group' },
] as const satisfies Options;

function SearchBox(): ReactNode {
  const search = useRoute().query.get('search') ?? '';
  return (
    <label className="text-filter">
      <span>Search models</span>
      <input
        type="search"
        value={search}
        onChange={(event) => setQuery({ search: event.target.value }, { replace: true })}
      />
    </label>
  );
}
