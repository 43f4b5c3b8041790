import type { ReactNode } from 'react';

import { controlGroups, controlsText, type ControlRow } from '../../../src/report/controls.ts';
import { groupHeading } from '../../../src/report/effects.ts';
import { percent, percentRange } from '../../../src/report/format.ts';
import type { ReportResults } from '../../../src/report/report-results.ts';
import type { Column } from '../../ui/table/column.ts';
import { TablePart } from '../../ui/table/table-part.tsx';

/** An exit and how it was used, with the heading it stands under. */
export interface ControlLine extends ControlRow {
  readonly key: string;
  readonly group: string;
}

/** Every exit of which a control was run. */
export function controlLines(results: ReportResults): readonly ControlLine[] {
  return controlGroups(results).flatMap((group, place) =>
    group.rows.map((row, index) => ({ ...row, key: `${place} ${index}`, group: groupHeading(group) })),
  );
}

/** Whether models understand the exit at all: told to leave, told nothing, told to stay. */
export function ControlsPart({ lines }: { readonly lines: readonly ControlLine[] }): ReactNode {
  return (
    <section aria-labelledby="controls">
      <h2 id="controls">Does the model understand the exit?</h2>
      <p className="note">{controlsText}</p>
      <TablePart name="controls" title="Controls" table={{ columns, rows: lines, rowKey: ({ key }) => key }} />
    </section>
  );
}

const columns: readonly Column<ControlLine>[] = [
  { key: 'group', title: 'Of', value: ({ group }) => group },
  { key: 'label', title: 'Offered as', value: ({ label }) => label },
  ofRole('leave', 'Told to leave'),
  ofRole('plain', 'Told nothing'),
  ofRole('stay', 'Told to stay'),
  { key: 'verdict', title: 'What it does', value: ({ verdict }) => verdict },
];

function ofRole(role: 'leave' | 'plain' | 'stay', title: string): Column<ControlLine> {
  return {
    key: role,
    title: `${title}, %`,
    numeric: true,
    value: (row) => row[role]?.rate ?? null,
    cell: (row) => (
      <>
        {percent(row[role]?.rate ?? null)}
        <small>{percentRange(row[role]?.low ?? null, row[role]?.high ?? null)}</small>
      </>
    ),
  };
}
