import type { ReactNode } from 'react';

import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import { trialOrders, type TrialFilter } from '../../../src/server/wire/trial-filter.ts';
import { setQuery } from '../../route.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { FieldMenus } from './field-menus.tsx';
import { orderLabels } from './field-labels.ts';
import { SearchBox } from './search-box.tsx';
import { SearchPlaces } from './search-places.tsx';

/** Everything trials can be filtered by, and how they are sorted; folded where there is little room. */
export function FilterBar({
  filter,
  conditions,
}: {
  readonly filter: TrialFilter;
  readonly conditions: readonly ConditionName[];
}): ReactNode {
  const isNarrow = useNarrow();
  const rest = (
    <>
      <SearchPlaces filter={filter} />
      <SortChoice filter={filter} />
      <FieldMenus filter={filter} conditions={conditions} />
    </>
  );
  return (
    <form className="filter-bar" role="search" aria-label="Trials" onSubmit={(event) => event.preventDefault()}>
      <SearchBox filter={filter} />
      {isNarrow ? (
        <details className="filter-fold">
          <summary>Filter and sort</summary>
          <div className="filter-bar">{rest}</div>
        </details>
      ) : (
        rest
      )}
    </form>
  );
}

function SortChoice({ filter }: { readonly filter: TrialFilter }): ReactNode {
  return (
    <label className="sort">
      <span>Sort</span>{' '}
      <select
        value={filter.order}
        onChange={({ target }) => setQuery({ sort: target.value === 'plan' ? undefined : target.value, at: undefined })}
      >
        {trialOrders.map((order) => (
          <option key={order} value={order}>
            {orderLabels[order]}
          </option>
        ))}
      </select>
    </label>
  );
}
