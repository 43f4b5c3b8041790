import type { ReactNode } from 'react';

import type { AlphaEstimate, RaterAgreement } from '../../../src/audit/agreement.ts';
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

type Agreed = RaterAgreement & { readonly of: 'trials' | 'conversations' };

const agreementColumns: readonly Column<Agreed>[] = [
  {
    key: 'raters',
    title: 'Raters',
    value: ({ raters }) => raters.join(', '),
    cell: ({ raters }) => <Foreign text={raters.join(', ')} />,
  },
  { key: 'units', title: 'Read by both', numeric: true, value: ({ units }) => units, cell: unitsOf },
  alpha('meaning', 'Alpha, meaning', ({ meaning }) => meaning),
  alpha('labels', 'Alpha, labels', ({ labels }) => labels),
  { key: 'same', title: 'Same label, %', numeric: true, value: ({ same }) => same, cell: ({ same }) => percent(same) },
];

function unitsOf({ units, of }: Agreed): string {
  return `${count(units)} ${of}`;
}

function alpha(key: string, title: string, of: (row: Agreed) => AlphaEstimate): Column<Agreed> {
  return {
    key,
    title,
    numeric: true,
    value: (row) => of(row).alpha,
    cell: (row) => {
      const { alpha: value, low, high, reason } = of(row);
      if (value === null) return <small>{reason}</small>;
      return low === null || high === null ? (
        <>
          {value.toFixed(2)} <small>{reason}</small>
        </>
      ) : (
        `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`
      );
    },
  };
}

function Agreement({ agreement }: Pick<AuditReaders, 'agreement'>): ReactNode {
  const rows = [
    ...agreement.trials.map((one): Agreed => ({ ...one, of: 'trials' })),
    ...agreement.conversations.map((one): Agreed => ({ ...one, of: 'conversations' })),
  ];
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>How well raters agree</h2>
      <DataTable
        table={{ columns: agreementColumns, rows, rowKey: ({ raters, of }) => `${of} ${raters.join(', ')}` }}
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
