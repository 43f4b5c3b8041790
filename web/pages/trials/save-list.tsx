import { useRef, useState, type ReactNode } from 'react';

import { count } from '../../../src/report/format.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import type { TrialFilter } from '../../../src/server/wire/trial-filter.ts';
import type { TrialPage } from '../../../src/server/wire/trial-page.ts';
import { client } from '../../source/client.ts';
import { filterQuery } from '../../source/trial-query.ts';
import { readApi } from '../../source/use-api.ts';
import { useStudyQuery } from '../../study.ts';
import { saveFile } from '../../ui/save-file.ts';
import { listHeader, listLine, type ListFormat } from './list-file.ts';

/** The most the server gives at once. */
const pageRows = 500;

const types: { readonly [format in ListFormat]: string } = { csv: 'text/csv', jsonl: 'application/x-ndjson' };

/** Saves the list as it is filtered; a long one can be stopped. */
export function SaveList({
  filter,
  conditions,
}: {
  readonly filter: TrialFilter;
  readonly conditions: readonly ConditionName[];
}): ReactNode {
  const study = useStudyQuery();
  const [state, setState] = useState<string | null>(null);
  const isStopped = useRef(false);
  const save = async (format: ListFormat): Promise<void> => {
    const names = new Map(conditions.map((one) => [one.id, one]));
    const parts = [listHeader(format)];
    isStopped.current = false;
    try {
      for (let offset = 0, total = 1; offset < total; offset += pageRows) {
        if (isStopped.current) return setState(null);
        const args = { query: { ...study, ...filterQuery(filter), offset: String(offset), limit: String(pageRows) } };
        const page = await readApi<unknown, TrialPage>(client.trials, args);
        parts.push(...page.rows.map((row) => listLine(format, row, names.get(row.condition))));
        total = page.total;
        setState(`${count(Math.min(total, offset + pageRows))} of ${count(total)}`);
      }
      saveFile(`trials.${format}`, types[format], new Blob(parts));
      setState(null);
    } catch (error) {
      setState(error instanceof Error ? `Not saved: ${error.message}` : 'Not saved');
    }
  };
  return (
    <span className="save-list">
      {state === null ? null : <span role="status">{state}</span>}
      {state?.includes(' of ') === true ? (
        <button type="button" className="quiet" onClick={() => (isStopped.current = true)}>
          Stop
        </button>
      ) : (
        <>
          <button type="button" className="quiet" onClick={() => void save('csv')}>
            CSV
          </button>
          <button type="button" className="quiet" onClick={() => void save('jsonl')}>
            JSONL
          </button>
        </>
      )}
    </span>
  );
}
