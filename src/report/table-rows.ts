import { displayWidth, textTable, type Column } from '../base/text-table.ts';
import { fit } from './wrap.ts';

/** A column that gives way on a narrow terminal if it has an `optional` number, the highest first. */
export interface RowColumn extends Column {
  readonly optional?: number;
}

/** A line of a table with headings between its rows: cells, or a text across the columns. */
export type TableLine = readonly string[] | string;

/**
 * Aligned rows with headings between them, at most `width` columns wide: the first column gives way, its texts cut.
 * Every row is one line.
 */
export function tableRows(columns: readonly RowColumn[], lines: readonly TableLine[], width: number): string {
  const rows = lines.filter((line) => typeof line !== 'string');
  const { kept, room } = keptColumns(columns, rows, width);
  const most = Math.max(leastLabel, room);
  const cells = (row: readonly string[]): string[] =>
    kept.map((index) => (index === 0 ? fit(row[index] ?? '', most) : (row[index] ?? '')));
  const shown = kept.map((index) => columns[index] as RowColumn);
  const [head = '', ...body] = textTable(shown, rows.map(cells)).trimEnd().split('\n');
  let next = 0;
  return [head, ...lines.map((line) => (typeof line === 'string' ? fit(line, width) : (body[next++] ?? '')))].join(
    '\n',
  );
}

/** The titles of the columns for which `tableRows` has no room, in their order. */
export function columnsLeftOut(
  columns: readonly RowColumn[],
  lines: readonly TableLine[],
  width: number,
): readonly string[] {
  const rows = lines.filter((line) => typeof line !== 'string');
  const { kept } = keptColumns(columns, rows, width);
  return columns.filter((_, index) => !kept.includes(index)).map(({ title }) => title);
}

/** Places of the columns that fit, and how wide the first may be beside them. */
function keptColumns(
  columns: readonly RowColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): { readonly kept: readonly number[]; readonly room: number } {
  const widths = columns.map(({ title }, index) =>
    Math.max(...[title, ...rows.map((row) => row[index] ?? '')].map(displayWidth)),
  );
  let kept = columns.map((_, index) => index);
  const room = (): number => width - kept.slice(1).reduce((sum, index) => sum + (widths[index] ?? 0) + gap, 0);
  while (room() < leastLabel) {
    const next = Math.max(0, ...kept.map((index) => columns[index]?.optional ?? 0));
    if (next === 0) break;
    kept = kept.filter((index) => columns[index]?.optional !== next);
  }
  return { kept, room: room() };
}

/** Columns of a label that are kept, if need be at the cost of optional columns. */
const leastLabel = 22;

/** Columns between two columns of `textTable`. */
const gap = 2;
