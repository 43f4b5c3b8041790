import type { Paint } from '../paint.ts';
import { layTable, type RowColumn, type TableLine } from '../table-rows.ts';
import { wrap } from '../wrap.ts';

/** Rows under the headings of their groups; of a lone group without one, rows alone. */
export function linesOf<Row>(
  groups: readonly { readonly title: string; readonly rows: readonly Row[] }[],
  cells: (row: Row) => readonly string[],
): TableLine[] {
  return groups.flatMap(({ title, rows }): TableLine[] => [
    ...(title === '' ? [] : [`  ${title}`]),
    ...rows.map((row) => {
      const [label = '', ...rest] = cells(row);
      return [`${title === '' ? '  ' : '    '}${label}`, ...rest];
    }),
  ]);
}

/** A table under a bold title, with what it had no room for. */
export function headed(
  title: string,
  columns: readonly RowColumn[],
  lines: readonly TableLine[],
  width: number,
  paint: Paint,
): string {
  const { head, rows, leftOut, about } = layTable(columns, lines, width);
  const notes = [...about, ...(leftOut.length === 0 ? [] : [leftOutText(leftOut)])];
  return [
    paint('bold', wrap(title, width)),
    ...head.map((line) => paint('dim', line)),
    ...rows,
    ...notes.map((text) => paint('dim', wrap(text, width, '  '))),
  ].join('\n');
}

function leftOutText(titles: readonly string[]): string {
  return `Left out for want of width: ${titles.join(' · ')} (a wider terminal, --format md and html have all)`;
}
