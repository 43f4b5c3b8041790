import { csvLine } from '../../../src/report/csv-cell.ts';
import type { Table } from './column.ts';

/** A table as a CSV file: a head of the columns' keys, then a record for each row. */
export function tableCsv<Row>({ columns, rows }: Table<Row>): string {
  const all = columns.flatMap(({ more, ...column }) => (more === undefined ? [column] : [column, more]));
  return [all.map(({ key }) => key), ...rows.map((row) => all.map(({ value }) => value(row)))].map(csvLine).join('');
}
