import type { ReactNode } from 'react';

import type { AgreementEstimate } from '../../../src/audit/agreement-estimate.ts';
import { agreementRows, agreementText, type AgreementRow } from '../../../src/audit/agreement-rows.ts';
import type { AuditReaders } from '../../../src/audit/audit-figures.ts';
import type { DetectorFigures, MeasuredShare } from '../../../src/audit/detector-figures.ts';
import { agreementLegend, detectorsLegend } from '../../../src/report/audits.ts';
import { count, percent } from '../../../src/report/format.ts';
import { client } from '../../source/client.ts';
import { useApi } from '../../source/use-api.ts';
import { useStudyQuery } from '../../study.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import type { Column } from '../../ui/table/column.ts';
import { DataTable } from '../../ui/table/data-table.tsx';

/** How well readers agree, and how good the detectors of misreadings are by what they say. */
export function ReadersPart(): ReactNode {
  const query = useApi(client.audit.readers, { query: useStudyQuery() });
  return (
    <Loaded query={query} what="how well readers agree">
      {({ readers }) =>
        readers === null ? null : (
          <>
            <Agreement agreement={readers.agreement} />
            <Detectors detectors={readers.detectors} />
          </>
        )
      }
    </Loaded>
  );
}

type Agreed = AgreementRow & { readonly of: 'trials' | 'conversations' };

const agreementColumns: readonly Column<Agreed>[] = [
  {
    key: 'raters',
    title: 'Raters',
    value: ({ raters }) => raters.join(', '),
    cell: ({ raters }) => <Foreign text={raters.join(', ')} />,
  },
  { key: 'coefficient', title: 'Coefficient', value: ({ coefficient }) => coefficient },
  { key: 'units', title: 'Labelled', numeric: true, value: ({ units }) => units, cell: unitsOf },
  agreed('meaning', 'Meaning', ({ meaning }) => meaning),
  agreed('labels', 'Labels', ({ labels }) => labels),
  { key: 'same', title: 'Same label, %', numeric: true, value: ({ same }) => same, cell: ({ same }) => percent(same) },
];

function unitsOf({ units, of }: Agreed): string {
  return `${count(units)} ${of}`;
}

function agreed(key: string, title: string, of: (row: Agreed) => AgreementEstimate): Column<Agreed> {
  return {
    key,
    title,
    numeric: true,
    value: (row) => of(row).value,
    cell: (row) => {
      const { reason } = of(row);
      return (
        <>
          {agreementText(of(row)) ?? '–'} {reason === null ? null : <small>{reason}</small>}
        </>
      );
    },
  };
}

function Agreement({ agreement }: Pick<AuditReaders, 'agreement'>): ReactNode {
  const rows = [
    ...agreement.trials.flatMap(agreementRows).map((one): Agreed => ({ ...one, of: 'trials' })),
    ...agreement.conversations.flatMap(agreementRows).map((one): Agreed => ({ ...one, of: 'conversations' })),
  ];
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>How well raters agree</h2>
      <DataTable
        table={{
          columns: agreementColumns,
          rows,
          rowKey: ({ raters, coefficient, of }) => `${of} ${coefficient} ${raters.join(', ')}`,
        }}
        caption="Agreement of raters"
        quietCaption
        sortName="sort-agreement"
      />
      <p className="note">{agreementLegend}</p>
    </section>
  );
}

type Measured = DetectorFigures & { readonly among: 'bails' | 'other trials' };

const detectorColumns: readonly Column<Measured>[] = [
  { key: 'cause', title: 'Finds', value: ({ cause, version }) => `${cause} ${version}` },
  { key: 'among', title: 'Among', value: ({ among }) => among },
  measured('precision', 'Precision', ({ precision }) => precision),
  measured('precisionAny', 'Any misreading', ({ precisionAny }) => precisionAny),
  measured('recall', 'Recall', ({ recall }) => recall),
];

function measured(key: string, title: string, of: (row: Measured) => MeasuredShare | null): Column<Measured> {
  return {
    key,
    title,
    numeric: true,
    value: (row) => of(row)?.share ?? null,
    cell: (row) => {
      const found = of(row);
      if (found === null) return '–';
      const { share, low, high } = found;
      return `${count(Math.round(share * found.of))} of ${count(found.of)}, ${percent(low)}–${percent(high)} %`;
    },
  };
}

function Detectors({ detectors: { by, bails, others } }: Pick<AuditReaders, 'detectors'>): ReactNode {
  if (by === null) return null;
  const rows = [
    ...bails.map((one): Measured => ({ ...one, among: 'bails' })),
    ...others.map((one): Measured => ({ ...one, among: 'other trials' })),
  ];
  return (
    <section>
      <h2>
        Detectors of misreadings, by what <Foreign text={by} /> say
      </h2>
      <DataTable
        table={{ columns: detectorColumns, rows, rowKey: ({ cause, among }) => `${cause} ${among}` }}
        caption="How good the detectors are"
        quietCaption
        sortName="sort-detectors"
      />
      <p className="note">{detectorsLegend}</p>
    </section>
  );
}
