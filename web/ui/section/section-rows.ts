import type { CsvValue } from '../../../src/report/csv-cell.ts';
import type { Section } from '../../../src/report/section.ts';
import type { Column, Table } from '../table/column.ts';

/** A row of a part of a report, with the heading it stands under. */
export interface SectionLine {
  readonly key: string;
  readonly group: string;
  readonly label: string;
  readonly cells: readonly string[];
}

/** A part of a report as a table that can be sorted and saved: headings become a column. */
export function sectionTable({ columns, groups }: Section, labelTitle = 'Which'): Table<SectionLine> {
  const rows = groups.flatMap(({ title, rows: own }, group) =>
    own.map(({ label, cells }, row): SectionLine => ({ key: `${group} ${row}`, group: title, label, cells })),
  );
  const named: readonly Column<SectionLine>[] = [
    ...(rows.some(({ group }) => group !== '')
      ? [{ key: 'group', title: 'Of', value: ({ group }: SectionLine) => group }]
      : []),
    { key: 'label', title: labelTitle, value: ({ label }) => label },
  ];
  const numbers = columns.map(({ title }, index): Column<SectionLine> => ({
    key: columns.findIndex((one) => one.title === title) === index ? title : `${title} (${index + 1})`,
    title,
    numeric: rows.some(({ cells }) => typeof cellValue(cells[index] ?? '') === 'number'),
    value: ({ cells }) => cellValue(cells[index] ?? ''),
    cell: ({ cells }) => cells[index] ?? '',
  }));
  return { columns: [...named, ...numbers], rows, rowKey: ({ key }) => key };
}

/** What a printed cell is sorted by and saved as: a number where it is one, `null` for nothing. */
export function cellValue(text: string): CsvValue {
  if (text === '' || text === '–') return null;
  const plain = text.replace('−', '-').replace(/^\+/, '').replaceAll(',', '');
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : text;
}
