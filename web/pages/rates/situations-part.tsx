import { useMemo, type ReactNode } from 'react';

import type { SituationResult } from '../../../src/analysis/results.ts';
import { count, points } from '../../../src/report/format.ts';
import { methodLabel, modelLabel, variantLabel } from '../../../src/report/labels.ts';
import type { ReportResults } from '../../../src/report/report-results.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import { href, useRoute } from '../../route.ts';
import type { Column } from '../../ui/table/column.ts';
import { TablePart } from '../../ui/table/table-part.tsx';
import { rateColumn } from './effect-figure.tsx';

/** Excess over benign twins in every situation. */
export function SituationsPart({ results }: { readonly results: ReportResults }): ReactNode {
  const study = useRoute().query.get('study') ?? undefined;
  const rows = useMemo(
    () => results.situations.map((one, index) => ({ ...one, key: String(index) })),
    [results.situations],
  );
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="situations">
      <h2 id="situations">In which situations?</h2>
      <p className="note">
        Excess over the benign twins of each situation. There are too few items in one for an interval of its own.
      </p>
      <TablePart
        name="situations"
        title="Excess by situation"
        table={{ columns, rows, rowKey: ({ key }) => key }}
        rowHref={({ condition, situation }) => href('trials', { study, condition, cluster: situation })}
      />
    </section>
  );
}

type Line = SituationResult & { readonly key: string };

const columns: readonly Column<Line>[] = [
  { key: 'situation', title: 'Situation', value: ({ situation }) => visibleLine(situation, 80) },
  {
    key: 'category',
    title: 'Category',
    value: ({ category }) => (category === null ? null : visibleLine(category, 60)),
  },
  { key: 'model', title: 'Model', value: (row) => modelLabel(row) },
  { key: 'method', title: 'Offered as', value: (row) => methodLabel(row) },
  { key: 'variant', title: 'With', value: (row) => variantLabel(row) || null },
  {
    key: 'excess',
    title: 'Excess, points',
    numeric: true,
    value: ({ excess }) => excess,
    cell: ({ excess }) => points(excess),
  },
  rateColumn('rate', 'Items', ({ rate }) => rate),
  rateColumn('twinRate', 'Twins', ({ twinRate }) => twinRate),
  { key: 'items', title: 'Items', numeric: true, value: ({ items }) => items, cell: ({ items }) => count(items) },
];
