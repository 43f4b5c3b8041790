import { useQueries, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';

import type { TrialFilter } from '../../../src/server/wire/trial-filter.ts';
import type { TrialPage, TrialRow } from '../../../src/server/wire/trial-page.ts';
import { client } from '../../source/client.ts';
import { filterQuery } from '../../source/trial-query.ts';
import { apiKey, readApi, useApi, type ApiProblem } from '../../source/use-api.ts';
import { useStudyQuery } from '../../study.ts';

/** Rows asked for at once. */
const pageRows = 100;

/** The trials that pass a filter, read as they come into view. */
export interface TrialList {
  /** The beginning of the list, with its totals. */
  readonly head: UseQueryResult<TrialPage, ApiProblem>;
  /** The trial at a place of the list; `null` while it is being read. */
  readonly row: (index: number) => TrialRow | null;
  /** Says which places are in view. Stays the same function. */
  readonly want: (first: number, last: number) => void;
  /** Reads so many from the first on; `row` has them once it is done. */
  readonly readFirst: (most: number) => Promise<void>;
}

/** Reads the trials that pass a filter, a page at a time. */
export function useTrialList(filter: TrialFilter): TrialList {
  const study = useStudyQuery();
  const [range, setRange] = useState({ first: 0, last: 0 });
  const args = (page: number) => ({
    query: { ...study, ...filterQuery(filter), offset: String(page * pageRows), limit: String(pageRows) },
  });
  const head = useApi(client.trials, args(0));
  const numbers = Array.from({ length: range.last - range.first + 1 }, (_, index) => range.first + index);
  const pageOf = (number: number) => ({
    queryKey: apiKey(client.trials, args(number)),
    queryFn: () => readApi<unknown, TrialPage>(client.trials, args(number)),
    staleTime: Infinity,
  });
  const pages = useQueries({ queries: numbers.map(pageOf) });
  const queries = useQueryClient();
  return {
    head,
    row: (index) => {
      const number = Math.floor(index / pageRows);
      const page = pages[number - range.first]?.data ?? (number === 0 ? head.data : undefined);
      return page?.rows[index - number * pageRows] ?? null;
    },
    want: useWant(setRange),
    readFirst: async (most) => {
      const last = Math.ceil(most / pageRows) - 1;
      const wanted = Array.from({ length: last + 1 }, (_, number) => queries.fetchQuery(pageOf(number)));
      await Promise.all(wanted);
      setRange({ first: 0, last });
    },
  };
}

type Range = { readonly first: number; readonly last: number };

function useWant(setRange: (change: (now: Range) => Range) => void): TrialList['want'] {
  const [want] = useState(() => (first: number, last: number): void => {
    const wanted = { first: Math.floor(first / pageRows), last: Math.floor(Math.max(first, last) / pageRows) };
    setRange((now) => (now.first === wanted.first && now.last === wanted.last ? now : wanted));
  });
  return want;
}
