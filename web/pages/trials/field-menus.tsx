import type { ReactNode } from 'react';

import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import type { ListField, TrialFilter } from '../../../src/server/wire/trial-filter.ts';
import type { TrialFacets } from '../../../src/server/wire/trial-page.ts';
import { setQuery } from '../../route.ts';
import { client } from '../../source/client.ts';
import { filterQuery } from '../../source/trial-query.ts';
import { useApi } from '../../source/use-api.ts';
import { useStudyQuery } from '../../study.ts';
import { fieldLabels, shownFields, valueLabel } from './field-labels.ts';
import { FilterMenu } from './filter-menu.tsx';

/** The server lists so many values of a field. */
const mostFacetValues = 500;

/** A list of values for each field; fields that all trials have alike are left out. */
export function FieldMenus({
  filter,
  conditions,
}: {
  readonly filter: TrialFilter;
  readonly conditions: readonly ConditionName[];
}): ReactNode {
  const facets = useApi(client.trials.facets, { query: { ...useStudyQuery(), ...filterQuery(filter) } });
  const known = (facets.data ?? {}) as TrialFacets;
  const tells = (field: ListField): boolean => filter.lists[field] !== undefined || (known[field] ?? []).length > 1;
  return (
    <div className="filter-menus">
      {shownFields.filter(tells).map((field) => {
        const chosen = filter.lists[field] ?? [];
        const listed = known[field] ?? [];
        // What is chosen stays listed, though no trial has it.
        const missing = chosen.filter((value) => !listed.some((one) => one.value === value));
        const values = [...listed, ...missing.map((value) => ({ value, trials: 0 }))];
        return (
          <FilterMenu
            key={field}
            label={fieldLabels[field]}
            values={values.map((one) => ({ ...one, label: valueLabel(field, one.value, conditions) }))}
            chosen={chosen}
            isCut={listed.length >= mostFacetValues}
            onChoose={(wanted) => setQuery({ [field]: wanted, at: undefined })}
          />
        );
      })}
    </div>
  );
}
