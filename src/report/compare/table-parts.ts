import type { TableLine } from '../table-rows.ts';

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
