import type { ReactNode } from 'react';

import { saveFile } from '../save-file.ts';
import type { Table } from './column.ts';
import { DataTable } from './data-table.tsx';
import { tableCsv } from './table-csv.ts';

export interface TablePartProps<Row> {
  /** Names its file and its sorting in the address: letters and `-`. */
  readonly name: string;
  readonly title: string;
  /** Whether the title stands at the table too: where no heading says it. */
  readonly showTitle?: boolean;
  readonly table: Table<Row>;
  readonly rowHref?: ((row: Row) => string | null) | undefined;
}

/** A table under a heading, with itself as a CSV file. */
export function TablePart<Row>(props: TablePartProps<Row>): ReactNode {
  const { name, title, showTitle = false, table, rowHref } = props;
  return (
    <div className="table-part">
      <DataTable table={table} caption={title} quietCaption={!showTitle} sortName={`sort-${name}`} rowHref={rowHref} />
      <div className="chart-buttons">
        <button
          type="button"
          aria-label={`CSV of the table: ${title}`}
          onClick={() => saveFile(`${name}.csv`, 'text/csv', tableCsv(table))}
        >
          CSV
        </button>
      </div>
    </div>
  );
}
