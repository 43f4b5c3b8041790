import type { ReactNode } from 'react';

import { count, percent } from '../../../src/report/format.ts';
import type { Column } from '../../ui/table/column.ts';
import { attributeOf, attributes, differs, type Attribute } from './arrange.ts';
import { notesOf, publishedText, rangeCell, signsOf } from './rate-notes.ts';
import type { RateRow } from './rate-row.ts';

const titles: Readonly<Record<Attribute, string>> = {
  model: 'Model',
  dataset: 'Dataset',
  method: 'Offered as',
  order: 'Order',
  wording: 'Wording',
  'lead-in': 'Lead-in',
  author: 'About',
  category: 'Category',
  scorer: 'Scorer',
};

/**
 * The columns of the table of rates: what tells the rows apart, the rate, its intervals, and all counts.
 *
 * @param title what the rates are of
 */
export function rateColumns(rows: readonly RateRow[], title: string): readonly Column<RateRow>[] {
  const named = attributes.filter(
    (one) => one === 'model' || one === 'dataset' || one === 'method' || (one !== 'order' && differs(rows, one)),
  );
  const has = (of: (row: RateRow) => unknown): boolean => rows.some((row) => (of(row) ?? null) !== null);
  const counted = [...new Set(rows.flatMap((row) => row.counts.map(([name]) => name)))];
  return [
    ...named.map((one): Column<RateRow> => ({
      key: one,
      title: titles[one],
      value: (row) => attributeOf(row, one),
      cell: (row) => <bdi className="short">{attributeOf(row, one)}</bdi>,
    })),
    { key: 'rate', title: `${title}, %`, numeric: true, value: ({ rate }) => rate, cell: rateCell },
    range('low', 'high', '95 %, situations like these', ({ low, high }) => [low, high]),
    range('lowFixed', 'highFixed', '95 %, exactly these items', ({ lowFixed, highFixed }) => [lowFixed, highFixed]),
    ...(has(({ bounds }) => bounds)
      ? [range('boundsLow', 'boundsHigh', 'Bounds, %', ({ bounds }) => [bounds?.[0] ?? null, bounds?.[1] ?? null])]
      : []),
    fraction('noAnswer', 'No answer, %', ({ noAnswer }) => noAnswer),
    ...(has(({ ratePaper }) => ratePaper)
      ? [fraction('ratePaper', 'Paper scorer, %', ({ ratePaper }) => ratePaper)]
      : []),
    ...(has(({ published }) => published)
      ? [
          {
            ...fraction('published', 'Published, %', ({ published }) => published?.rate ?? null),
            cell: ({ published }: RateRow) =>
              published === undefined ? '–' : publishedText(published).replace(' %', ''),
          },
        ]
      : []),
    ...(has(({ neutral }) => neutral)
      ? [fraction('neutral', 'Neutral, %', ({ neutral }) => neutral?.rate ?? null)]
      : []),
    ...(['n', 'items', 'clusters', 'planned'] as const).map((field): Column<RateRow> => ({
      key: field,
      title: field === 'n' ? 'Trials' : (field[0] ?? '').toUpperCase() + field.slice(1),
      numeric: true,
      value: (row) => row[field],
      cell: (row) => (row[field] === null ? '–' : count(row[field])),
    })),
    ...counted.map((name): Column<RateRow> => {
      const of = (row: RateRow): number | null => row.counts.find(([own]) => own === name)?.[1] ?? null;
      return {
        key: `n-${name.replaceAll(' ', '-')}`,
        title: name,
        numeric: true,
        value: of,
        cell: (row) => count(of(row) ?? 0),
      };
    }),
    { key: 'notes', title: 'To be known', value: (row) => notesOf(row).join('; ') || null, cell: notesCell },
    { key: 'condition', title: 'Condition', value: ({ condition }) => condition.id },
  ];
}

function rateCell(row: RateRow): ReactNode {
  const { unsupported } = row.condition;
  const signs = signsOf(row);
  return (
    <>
      {signs === '' ? null : <b className="signs">{signs}</b>}{' '}
      {unsupported === null ? percent(row.rate) : 'unsupported'}
    </>
  );
}

function notesCell(row: RateRow): ReactNode {
  return <span className="long">{notesOf(row).join('; ')}</span>;
}

function fraction(key: string, title: string, value: (row: RateRow) => number | null): Column<RateRow> {
  return { key, title, numeric: true, value, cell: (row) => percent(value(row)) };
}

/** Two fractions in one column; the second has a column of its own in the CSV file alone. */
function range(
  key: string,
  highKey: string,
  title: string,
  ends: (row: RateRow) => readonly [number | null, number | null],
): Column<RateRow> {
  const cell = (row: RateRow): string => rangeCell(...ends(row));
  return {
    key,
    title,
    numeric: true,
    value: (row) => ends(row)[0],
    cell,
    more: { key: highKey, value: (row) => ends(row)[1] },
  };
}
