import { filterToQuery, type TrialFilter } from '../../src/server/wire/trial-filter.ts';

/** A filter as a request's query has it. */
export function filterQuery(filter: TrialFilter): Record<string, string[]> {
  const query: Record<string, string[]> = {};
  for (const [name, value] of filterToQuery(filter)) (query[name] ??= []).push(value);
  return query;
}
