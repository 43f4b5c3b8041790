import { filterFromQuery, filterToQuery } from '../../../src/server/wire/trial-filter.ts';
import type { TrialName } from '../../../src/server/wire/trial-detail.ts';
import type { TrialRow } from '../../../src/server/wire/trial-page.ts';
import { href, useRoute } from '../../route.ts';
import { client } from '../../source/client.ts';
import { filterQuery } from '../../source/trial-query.ts';
import { useApi } from '../../source/use-api.ts';
import { useStudyQuery } from '../../study.ts';

/** Where a trial stands in the list it was reached from. */
export interface Neighbours {
  /** Place in the list from 0, and how long the list is; `null` where it was not reached from one, or left it. */
  readonly place: { readonly at: number; readonly of: number } | null;
  /** Addresses; `null` where there is none. */
  readonly before: string | null;
  readonly after: string | null;
  /** The list, with this trial in view. */
  readonly list: string;
}

/** The trials before and after one in the list that the address names. */
export function useNeighbours({ condition, trial }: TrialName): Neighbours {
  const { query } = useRoute();
  const filter = filterFromQuery(query);
  const place = query.get('at');
  const at = place !== null && /^\d{1,12}$/.test(place) ? Number(place) : null;
  const first = Math.max(0, (at ?? 0) - 1);
  const page = useApi(
    client.trials,
    { query: { ...useStudyQuery(), ...filterQuery(filter), offset: String(first), limit: '3' } },
    { enabled: at !== null },
  );
  const pairs = (index: number | null): URLSearchParams => {
    const all = new URLSearchParams(filterToQuery(filter).map(([name, value]) => [name, value]));
    const study = query.get('study');
    if (study !== null) all.set('study', study);
    if (index !== null) all.set('at', String(index));
    return all;
  };
  const list = href('trials', pairs(at));
  const rows: readonly TrialRow[] = page.data?.offset === first ? page.data.rows : [];
  const own = rows.findIndex((row) => row.trial === trial && row.condition === condition);
  if (at === null || own < 0 || page.data === undefined) return { place: null, before: null, after: null, list };
  const addressOf = (index: number): string | null => {
    const row = rows[index];
    return row === undefined ? null : href('trial', pairs(first + index), [row.condition, row.trial]);
  };
  return {
    place: { at: first + own, of: page.data.total },
    before: addressOf(own - 1),
    after: addressOf(own + 1),
    list,
  };
}
