import { useMemo, type ReactNode } from 'react';

import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import { adjustmentText, exploratoryText, fewText, hasFew, intervalText } from '../../../src/report/compare/format.ts';
import { refusalsText } from '../../../src/report/compare/refusals.ts';
import { points } from '../../../src/report/format.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import { setQuery } from '../../route.ts';
import { ChartFigure } from '../../ui/chart/chart-figure.tsx';
import { DifferenceLegend } from '../../ui/chart/difference-legend.tsx';
import { Note } from '../../ui/note.tsx';
import { DataTable } from '../../ui/table/data-table.tsx';
import { ComparisonNotes } from './comparison-notes.tsx';
import { differenceColumns } from './difference-columns.tsx';
import { differencePoint } from './difference-point.ts';
import { differenceRows, refusalRows, type DifferenceRow } from './difference-row.ts';
import { differenceSpec } from './difference-spec.ts';
import { PairDetail } from './pair-detail.tsx';

/** Everything that is said of conditions held against each other. */
export function ComparisonView({
  comparison,
  conditions,
}: {
  readonly comparison: Comparison;
  readonly conditions: readonly ConditionName[];
}): ReactNode {
  const rows = useMemo(() => differenceRows(comparison, conditions), [comparison, conditions]);
  const refusals = useMemo(() => refusalRows(comparison, conditions), [comparison, conditions]);
  const whole = useMemo(() => rows.filter(({ part }) => part === 'all items'), [rows]);
  // A pair is drawn by category at once; of several each has a row, and one is drawn by category below.
  const drawn = whole.length > 1 ? whole : rows;
  const spec = useMemo(() => differenceSpec(drawn), [drawn]);
  const marks = useMemo(() => drawn.map(differencePoint), [drawn]);
  return (
    <>
      <ComparisonNotes comparison={comparison} conditions={conditions} />
      <ChartFigure
        name="differences"
        level={2}
        title="Difference of bail rates"
        description={whole.map(sentence).join(' ')}
        spec={spec}
        table={{ columns: differenceColumns('Compared', comparison.adjustment), rows, rowKey: ({ key }) => key }}
        points={marks}
        keys={<DifferenceLegend />}
        {...(whole.length > 1 ? { onPick: showPair, picks: 'the pair in detail' } : {})}
      />
      <DataTable
        table={{
          columns: differenceColumns('Compared', comparison.adjustment).filter(({ key }) => key !== 'part'),
          rows: whole,
          rowKey: ({ key }) => key,
        }}
        caption="Bail rates and their differences over all items answered in both"
      />
      <Note text={adjustmentText(comparison.adjustment, comparison.rows)} />
      {hasFew(rows.map(({ of }) => of)) ? <Note text={fewText} /> : null}
      <Note text={exploratoryText} />
      {refusals.length === 0 ? null : (
        <>
          <h2>Refusals</h2>
          <DataTable
            table={{
              columns: differenceColumns('Compared', comparison.adjustment),
              rows: refusals,
              rowKey: ({ key }) => key,
            }}
            caption="Refusal rates and their differences, by scorer"
            sortName="sort-refusals"
          />
          <Note text={refusalsText(comparison)} />
        </>
      )}
      <PairDetail comparison={comparison} conditions={conditions} rows={rows} />
    </>
  );
}

/** Chooses the pair of a row that was picked; keys of rows over all items are places. */
function showPair(key: string): void {
  setQuery({ pair: key === '0' ? undefined : `${Number(key) + 1}`, item: undefined, epoch: undefined });
}

function sentence({ sides, of }: DifferenceRow): string {
  return `${sides}: ${points(of.difference)} points, ${intervalText(of)}.`;
}
