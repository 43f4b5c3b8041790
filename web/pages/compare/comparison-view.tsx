import { useMemo, type ReactNode } from 'react';

import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import {
  adjustmentText,
  exploratoryText,
  fewText,
  hasFew,
  intervalText,
  openReason,
} from '../../../src/report/compare/format.ts';
import { count, percentSigned, pValue, points } from '../../../src/report/format.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import { useRoute } from '../../route.ts';
import { ChartFigure } from '../../ui/chart/chart-figure.tsx';
import type { ChartPoint } from '../../ui/chart/chart-point.ts';
import { DifferenceLegend } from '../../ui/chart/difference-legend.tsx';
import { Note } from '../../ui/note.tsx';
import { DataTable } from '../../ui/table/data-table.tsx';
import { ChangedItems } from './changed-items.tsx';
import { differenceColumns } from './difference-columns.tsx';
import { differenceRows, letterOf, refusalRows, type DifferenceRow } from './difference-row.ts';
import { differenceSpec } from './difference-spec.ts';
import { Transcripts } from './transcripts.tsx';

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
  const spec = useMemo(() => differenceSpec(rows), [rows]);
  const marks = useMemo(() => rows.map(pointOf), [rows]);
  const whole = rows.filter(({ part }) => part === 'all items');
  return (
    <>
      <Notes comparison={comparison} conditions={conditions} />
      <ChartFigure
        name="differences"
        title="Difference of bail rates"
        description={whole.map(sentence).join(' ')}
        spec={spec}
        table={{ columns: differenceColumns('Compared', comparison.adjustment), rows, rowKey: ({ key }) => key }}
        points={marks}
      >
        <DifferenceLegend />
      </ChartFigure>
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
            table={{ columns: differenceColumns('Compared', null), rows: refusals, rowKey: ({ key }) => key }}
            caption="Refusal rates and their differences, by scorer"
            sortName="sort-refusals"
          />
        </>
      )}
      <Changed comparison={comparison} conditions={conditions} />
    </>
  );
}

/** What must be known before the numbers. */
function Notes({
  comparison,
  conditions,
}: {
  readonly comparison: Comparison;
  readonly conditions: readonly ConditionName[];
}): ReactNode {
  const sides = ({ a, b }: Comparison['rows'][number]): string =>
    `${letterOf(conditions, a.id)} − ${letterOf(conditions, b.id)}`;
  const notes = [
    ...comparison.warnings.map((text) => visibleLine(text, 400)),
    ...comparison.rows.flatMap((row) => [
      ...(row.conclusion === 'cannot conclude' ? [`${sides(row)}: ${openReason(row)}.`] : []),
      ...(row.pairing === 'none'
        ? [`${sides(row)}: the items differ, so two samples are compared, not items with themselves.`]
        : []),
      ...(row.alsoDiffers.length > 0 ? [`${sides(row)}: ${row.alsoDiffers.join(', ')} differ too.`] : []),
      ...(row.pending.a + row.pending.b > 0
        ? [`${sides(row)}: ${count(row.pending.a)} and ${count(row.pending.b)} trials have no outcome yet.`]
        : []),
    ]),
  ];
  if (notes.length === 0) return null;
  return (
    <ul className="problem notes">
      {[...new Set(notes)].map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

/** The items that changed, of the first two or of the two that the address names; and what was said about one. */
function Changed({
  comparison,
  conditions,
}: {
  readonly comparison: Comparison;
  readonly conditions: readonly ConditionName[];
}): ReactNode {
  const { query } = useRoute();
  const [row] = comparison.rows;
  if (row === undefined) return null;
  const item = query.get('item');
  const trialsOf = (id: string): readonly number[] => {
    for (const { a, b, changed } of comparison.rows) {
      const own = changed.find((one) => one.item === item);
      if (own !== undefined && a.id === id) return own.trialsA;
      if (own !== undefined && b.id === id) return own.trialsB;
    }
    return [];
  };
  const of = conditions.map((condition) => ({ condition, trials: trialsOf(condition.id) }));
  return (
    <>
      <h2>Items that changed</h2>
      {comparison.rows.map((one) => {
        const sides = `${letterOf(conditions, one.a.id)} − ${letterOf(conditions, one.b.id)}`;
        return (
          <section key={sides} aria-label={`Items that changed: ${sides}`}>
            {comparison.rows.length > 1 ? <h3>{sides}</h3> : null}
            <ChangedItems row={one} sides={sides} />
          </section>
        );
      })}
      {item !== null && of.some(({ trials }) => trials.length > 0) ? (
        <Transcripts item={item} of={of.filter(({ trials }) => trials.length > 0)} />
      ) : null}
    </>
  );
}

function pointOf({ key, sides, part, of, pAdjusted }: DifferenceRow): ChartPoint {
  return {
    key,
    title: `${sides} · ${visibleLine(part, 60)}`,
    lines: [
      ['first', percentSigned(of.rateA)],
      ['second', percentSigned(of.rateB)],
      ['difference, points', points(of.difference)],
      ['95 %', intervalText(of)],
      ['p, adjusted', pValue(pAdjusted)],
      ['items', count(of.items.a)],
    ],
  };
}

function sentence({ sides, of }: DifferenceRow): string {
  return `${sides}: ${points(of.difference)} points, ${intervalText(of)}.`;
}
