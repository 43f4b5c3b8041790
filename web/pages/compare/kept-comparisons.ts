import { isFolder, client } from '../../source/client.ts';
import { useApi } from '../../source/use-api.ts';
import { useStudyQuery } from '../../study.ts';

/** Which comparisons there are: any on a server, in a folder those that were put into it. */
export interface KeptComparisons {
  /** How many; `null` for any. */
  readonly size: number | null;
  has(ids: readonly string[]): boolean;
}

const anything: KeptComparisons = { size: null, has: () => true };

/** Which comparisons can be shown; `null` before a folder has told. */
export function useKeptComparisons(): KeptComparisons | null {
  const { data, error } = useApi(client.compare.kept, { query: useStudyQuery() }, { enabled: isFolder });
  // A folder of before this was written down has what it has: the page of a comparison says what is not there.
  if (!isFolder || error !== null || data?.pairs === null) return anything;
  if (data === undefined) return null;
  const pairs = new Set(data.pairs.map((pair) => pair.join(' ')));
  return { size: pairs.size, has: (ids) => pairs.has(ids.join(' ')) };
}
