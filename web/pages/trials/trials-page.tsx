import type { ReactNode } from 'react';

import { filterFromQuery } from '../../../src/server/wire/trial-filter.ts';
import { setQuery, useRoute } from '../../route.ts';
import { useConditions } from '../../source/use-conditions.ts';
import { KeysHelp } from '../../ui/keys/keys-help.tsx';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { clearedFilter } from './cleared-filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { FilterChips } from './filter-chips.tsx';
import { ListTotals } from './list-totals.tsx';
import { SaveList } from './save-list.tsx';
import { TrialRows } from './trial-rows.tsx';
import { useTrialList } from './use-trial-list.ts';

const keys = [
  ['j ↓', 'next trial'],
  ['k ↑', 'trial before'],
  ['Home End', 'first, last trial'],
  ['Enter', 'open it'],
  ['/', 'search'],
  ['x', 'clear the filter'],
  ['?', 'this list'],
] as const;

/** Every trial of the study, filtered by anything that is known of it or was said in it. */
export function TrialsPage(): ReactNode {
  const { query } = useRoute();
  const filter = filterFromQuery(query);
  const conditions = useConditions();
  const list = useTrialList(filter);
  const names = conditions.data?.conditions ?? [];
  useKeys({ x: () => setQuery(clearedFilter) });
  return (
    <div className="trials-page">
      <div className="heading">
        <h1>Trials</h1>
        <ListTotals head={list.head} />
        <SaveList filter={filter} conditions={names} />
        <KeysHelp keys={keys} />
      </div>
      <FilterBar filter={filter} conditions={names} />
      <FilterChips filter={filter} conditions={names} />
      <Loaded query={list.head} what="the trials">
        {(head) => (
          <TrialRows key={JSON.stringify(filter)} filter={filter} list={list} total={head.total} conditions={names} />
        )}
      </Loaded>
    </div>
  );
}
