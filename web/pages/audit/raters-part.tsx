import type { ReactNode } from 'react';

import { visibleLine } from '../../../src/report/visible-text.ts';
import type { AuditCorrections, RaterProgress } from '../../../src/audit/audit-figures.ts';
import { count } from '../../../src/report/format.ts';
import { Foreign } from '../../ui/foreign.tsx';
import type { Column } from '../../ui/table/column.ts';
import { DataTable } from '../../ui/table/data-table.tsx';

interface Row extends RaterProgress {
  readonly of: number;
  readonly unit: 'trials' | 'conversations';
}

const columns: readonly Column<Row>[] = [
  { key: 'rater', title: 'Rater', value: ({ rater }) => rater, cell: ({ rater }) => <Foreign text={rater} /> },
  {
    key: 'labelled',
    title: 'Labelled',
    numeric: true,
    value: ({ labelled }) => labelled,
    cell: ({ labelled, of, unit, rater }) => (
      <>
        <progress max={of} value={labelled} aria-label={`Labelled by ${visibleLine(rater, 60)}`} /> {count(labelled)} of{' '}
        {count(of)} {unit}
      </>
    ),
  },
  { key: 'unclear', title: 'Unclear', numeric: true, value: ({ unclear }) => unclear },
  {
    key: 'failed',
    title: 'Failed',
    numeric: true,
    value: ({ judge, failed }) => (judge ? failed : null),
    cell: ({ judge, failed }) => (judge ? count(failed) : '–'),
  },
  { key: 'notes', title: 'To be known', value: notesOf },
];

function notesOf({ judge, sawDetectors }: RaterProgress): string | null {
  if (judge) return 'a model';
  return sawDetectors === 0 ? null : `${count(sawDetectors)} with the detectors in sight`;
}

/** How far every rater is. */
export function RatersPart({ figures }: { readonly figures: AuditCorrections }): ReactNode {
  const { conversations } = figures;
  const rows: readonly Row[] = [
    ...figures.raters.map((one): Row => ({ ...one, of: figures.sampled, unit: 'trials' })),
    ...(conversations?.raters ?? []).map((one): Row => ({
      ...one,
      of: conversations?.sampled ?? 0,
      unit: 'conversations',
    })),
  ];
  return (
    <section>
      <h2>Who has read how much</h2>
      <DataTable
        table={{ columns, rows, rowKey: ({ rater, unit }) => `${unit} ${rater}` }}
        caption="Raters and how far they are"
        quietCaption
        sortName="sort-raters"
      />
    </section>
  );
}
