import type { Paint } from './paint.ts';
import type { Section } from './section.ts';
import { tableRows, type RowColumn, type TableLine } from './table-rows.ts';
import { wrap } from './wrap.ts';

/** A section for a terminal. */
export function sectionText({ title, notes, columns, groups }: Section, width: number, paint: Paint): string {
  const heads: readonly RowColumn[] = [
    { title: '' },
    ...columns.map((column) => ({ ...column, align: 'right' }) as const),
  ];
  const lines = groups.flatMap((group): TableLine[] => [
    ...(group.title === '' ? [] : [`  ${group.title}`]),
    ...group.rows.map(({ label, cells }) => [`    ${label}`, ...cells]),
  ]);
  if (groups.length === 0) {
    return [
      paint('bold', wrap(title, width)),
      ...notes.map((note) => paint('dim', wrap(`  ${note}`, width, '  '))),
    ].join('\n');
  }
  const [head = '', ...rows] = tableRows(heads, lines, width).split('\n');
  return [
    paint('bold', wrap(title, width)),
    paint('dim', head),
    ...rows,
    ...notes.map((note) => paint('dim', wrap(note, width, '  '))),
  ].join('\n');
}
