import { selectTrials } from '../wire/columns/select-trials.ts';
import type { TrialColumns } from '../wire/columns/trial-columns.ts';
import { filterToQuery, type TrialFilter } from '../wire/trial-filter.ts';

/** Lists whose rows are kept. */
const mostLists = 4;

interface Selection {
  readonly columns: TrialColumns;
  readonly found: Uint8Array | null;
  readonly rows: Uint32Array;
}

/** Selects trials as `selectTrials`, and keeps the rows of the last lists for their other pages. */
export function keptSelections(): typeof selectTrials {
  const kept = new Map<string, Selection>();
  return (columns: TrialColumns, filter: TrialFilter, found: Uint8Array | null): Uint32Array => {
    const key = JSON.stringify([columns.study, filterToQuery(filter)]);
    const known = kept.get(key);
    const isSame = known?.columns === columns && known.found === found;
    const rows = isSame ? known.rows : selectTrials(columns, filter, found);
    kept.delete(key);
    kept.set(key, { columns, found, rows });
    for (const old of [...kept.keys()].slice(0, -mostLists)) kept.delete(old);
    return rows;
  };
}
