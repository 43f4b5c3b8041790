import type { ReactNode } from 'react';

import type { CsvValue } from '../../../src/report/csv-cell.ts';

/** A column of a table: what its cells are sorted by and saved as, and how they are shown. */
export interface Column<Row> {
  /** Its name in addresses and in the head of the CSV file. */
  readonly key: string;
  readonly title: string;
  /** Sorted by and saved in CSV; `null` for nothing, which sorts last. */
  readonly value: (row: Row) => CsvValue;
  /** What is shown; the value itself unless given. */
  readonly cell?: (row: Row) => ReactNode;
  /** Numbers stand at the right, in digits of one width. */
  readonly numeric?: boolean;
  /** A further value shown in the same cell, in CSV a column of its own: the end of a range. */
  readonly more?: { readonly key: string; readonly value: (row: Row) => CsvValue };
}

/** Rows with their columns: what a table shows, and what its CSV file holds. */
export interface Table<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Tells a row from all others, also after sorting. */
  readonly rowKey: (row: Row) => string;
}
