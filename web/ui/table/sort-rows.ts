import type { CsvValue } from '../../../src/report/csv-cell.ts';
import type { Column } from './column.ts';

/** A column and a direction, as an address has them: `rate`, `-rate` from the greatest down. */
export interface Sorting {
  readonly key: string;
  readonly down: boolean;
}

/** Reads a sorting; `null` where the text names none of the columns. */
export function parseSorting(text: string | null, columns: readonly { readonly key: string }[]): Sorting | null {
  if (text === null) return null;
  const down = text.startsWith('-');
  const key = down ? text.slice(1) : text;
  return columns.some((column) => column.key === key) ? { key, down } : null;
}

/** Writes a sorting for an address. */
export function sortingText({ key, down }: Sorting): string {
  return down ? `-${key}` : key;
}

/**
 * What a click on a column's head asks for: first the direction that is looked for first (numbers from the greatest,
 * names from the first), then the other one, then the rows' own order (`null`).
 */
export function nextSorting(now: Sorting | null, { key, numeric = false }: Pick<Column<never>, 'key' | 'numeric'>) {
  if (now?.key !== key) return { key, down: numeric };
  return now.down === numeric ? { key, down: !numeric } : null;
}

/** Rows by a column; rows without a value come last in both directions, equal ones stay in their order. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | null,
): readonly Row[] {
  const column = columns.find(({ key }) => key === sorting?.key);
  if (column === undefined || sorting === null) return rows;
  const sign = sorting.down ? -1 : 1;
  return rows
    .map((row) => ({ row, value: column.value(row) }))
    .toSorted((one, other) => {
      if (one.value === null || other.value === null) return Number(one.value === null) - Number(other.value === null);
      return sign * compareValues(one.value, other.value);
    })
    .map(({ row }) => row);
}

const names = new Intl.Collator('en', { numeric: true });

function compareValues(one: NonNullable<CsvValue>, other: NonNullable<CsvValue>): number {
  return typeof one === 'number' && typeof other === 'number' ? one - other : names.compare(String(one), String(other));
}
