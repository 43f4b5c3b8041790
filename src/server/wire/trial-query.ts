import { numberIn } from './number-in.ts';
import { filterFromQuery, type TrialFilter } from './trial-filter.ts';

/** Trials of a page unless told, and at most. */
const usualLimit = 50;
const mostLimit = 500;

/** Which page of which trials is asked for. */
export interface TrialQuery {
  readonly filter: TrialFilter;
  readonly offset: number;
  readonly limit: number;
}

/**
 * Reads what is asked for from an address.
 *
 * @throws ExitpollError when `offset` or `limit` is no whole number.
 */
export function trialQuery(query: URLSearchParams): TrialQuery {
  return {
    filter: filterFromQuery(query),
    offset: numberIn(query.get('offset'), 'offset', 0),
    limit: Math.min(mostLimit, numberIn(query.get('limit'), 'limit', usualLimit)),
  };
}
