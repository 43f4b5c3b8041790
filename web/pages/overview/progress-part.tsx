import type { ReactNode } from 'react';

import { countOf } from '../../../src/report/format.ts';
import { leftOf, sumCounts, type ConditionProgress } from '../../../src/server/wire/progress.ts';
import { href, useRoute } from '../../route.ts';
import { Choice, useChoice } from '../../ui/choice.tsx';
import { TablePart } from '../../ui/table/table-part.tsx';
import { progressColumns } from './progress-columns.tsx';

const showOptions = [
  { value: 'all', label: 'All conditions' },
  { value: 'left', label: 'With trials to do' },
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
      <p className="note">{captionOf(conditions, left)}</p>
      {left.length === 0 || left.length === conditions.length ? null : (
        <div className="controls">
          <Choice name="show" label="Show" options={showOptions} />
        </div>
      )}
      {conditions.some(({ condition }) => condition.method === 'placebo-tool') ? (
        <p className="note">Of the placebo tool, “bail” counts the trials that used it: it is no exit.</p>
      ) : null}
      {rows.length === 0 ? (
        <p className="note">Nothing is left: every trial has ended.</p>
      ) : (
        <TablePart
          name="progress"
          title="Trials by condition"
          table={table}
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
  if (left.length === 0)
    return `${countOf(conditions.length, 'condition')}, all of them done: every trial has an outcome.`;
  const trials = leftOf(sumCounts(left)).toLocaleString('en');
  return `${countOf(conditions.length, 'condition')}; ${left.length} of them with trials to do, ${trials} in all.`;
}
