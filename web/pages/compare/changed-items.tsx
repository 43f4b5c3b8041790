import type { ReactNode } from 'react';

import type { ChangedItem, ComparisonRow } from '../../../src/analysis/compare/comparison.ts';
import { count, countOf, percent, points } from '../../../src/report/format.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import { href, useRoute } from '../../route.ts';
import type { Column } from '../../ui/table/column.ts';
import { DataTable } from '../../ui/table/data-table.tsx';

const columns: readonly Column<ChangedItem>[] = [
  { key: 'item', title: 'Item', value: ({ item }) => visibleLine(item, 80) },
  {
    key: 'category',
    title: 'Category',
    value: ({ category }) => (category === null ? null : visibleLine(category, 60)),
  },
  { key: 'rate_a', title: 'First, %', value: ({ rateA }) => rateA, cell: ({ rateA }) => percent(rateA), numeric: true },
  {
    key: 'rate_b',
    title: 'Second, %',
    value: ({ rateB }) => rateB,
    cell: ({ rateB }) => percent(rateB),
    numeric: true,
  },
  {
    key: 'difference',
    title: 'Points',
    value: ({ difference }) => difference,
    cell: ({ difference }) => points(difference),
    numeric: true,
  },
  { key: 'epochs', title: 'Epochs', value: ({ epochs }) => epochs, numeric: true },
];

/** The items that changed most, in either direction; each leads to its transcripts side by side. */
export function ChangedItems({ row, sides }: { readonly row: ComparisonRow; readonly sides: string }): ReactNode {
  const { query } = useRoute();
  if (row.pairing === 'none')
    return <p className="note">The items of the two differ: none can be held against itself.</p>;
  if (row.changed.length === 0)
    return <p className="note">No item answered in both has another rate in one of them.</p>;
  const leads = ({ item }: ChangedItem): string => {
    const next = new URLSearchParams(query);
    next.set('item', item);
    next.delete('epoch');
    return href('compare', next);
  };
  const [first = '', second = ''] = sides.split(' − ');
  const more = [
    { title: `${first} is left more`, rows: row.changed.filter(({ difference }) => difference > 0), name: 'first' },
    { title: `${second} is left more`, rows: row.changed.filter(({ difference }) => difference < 0), name: 'second' },
  ];
  return (
    <>
      <p className="note">
        {count(row.changedItems)} of {countOf(row.items.a, 'item')} have another rate in one of the two
        {row.changed.length < row.changedItems ? `; the ${row.changed.length} that changed most are listed` : ''}.
      </p>
      <div className="side-by-side">
        {more.map(({ title, rows, name }) =>
          rows.length === 0 ? null : (
            <DataTable
              key={name}
              table={{ columns, rows, rowKey: ({ item }) => item }}
              caption={`${title}: ${countOf(rows.length, 'item')}`}
              sortName={`sort-${name}`}
              rowHref={leads}
            />
          ),
        )}
      </div>
    </>
  );
}
