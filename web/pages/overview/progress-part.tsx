import type { ReactNode } from 'react';

import { leftOf, sumCounts, type ConditionProgress } from '../../../src/server/wire/progress.ts';
import { href, useRoute } from '../../route.ts';
import { Choice, useChoice } from '../../ui/choice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { tableCsv } from '../../ui/table/table-csv.ts';
import { progressColumns } from './progress-columns.tsx';

const showOptions = [
  { value: 'all', label: 'All conditions' },
  { value: 'left', label: 'With something left' },
] as const;

/** What is there of a study and what is left, by condition. */
export function ProgressPart({ conditions }: { readonly conditions: readonly ConditionProgress[] }): ReactNode {
  const study = useRoute().query.get('study') ?? undefined;
  const show = useChoice('show', showOptions);
  const left = conditions.filter((one) => leftOf(one) > 0);
  const rows = show === 'left' ? left : conditions;
  const table = { columns: progressColumns(conditions), rows, rowKey: keyOf };
  return (
    <>
      <h2>By condition</h2>
      <div className="controls">
        {left.length === 0 || left.length === conditions.length ? null : (
          <Choice name="show" label="Show" options={showOptions} />
        )}
        <button type="button" onClick={() => saveFile('progress.csv', 'text/csv', tableCsv(table))}>
          CSV
        </button>
      </div>
      {conditions.some(({ condition }) => condition.method === 'placebo-tool') ? (
        <p className="note">Of the placebo tool, “bail” counts the trials that used it: it is no exit.</p>
      ) : null}
      {rows.length === 0 ? (
        <p className="note">Nothing is left: every trial has ended.</p>
      ) : (
        <DataTable
          table={table}
          caption={captionOf(conditions, left)}
          rowHref={({ condition }) => href('trials', { study, condition: condition.id })}
        />
      )}
    </>
  );
}

function keyOf({ condition }: ConditionProgress): string {
  return condition.id;
}

function captionOf(conditions: readonly ConditionProgress[], left: readonly ConditionProgress[]): string {
  if (left.length === 0) return `${conditions.length} conditions, all of them done`;
  const trials = leftOf(sumCounts(left)).toLocaleString('en');
  return `${conditions.length} conditions; ${left.length} have ${trials} trials left in all`;
}
