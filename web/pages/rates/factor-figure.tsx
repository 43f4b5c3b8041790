import { useMemo, type ReactNode } from 'react';

import type { PairedResult } from '../../../src/analysis/results.ts';
import { factorCells, groupHeading, type EffectSection } from '../../../src/report/effects.ts';
import { chartSpec } from '../../../src/report/html/charts/frame.ts';
import { distinctLabels } from '../../../src/report/distinct-labels.ts';
import { factorPlot } from '../../../src/report/html/charts/factor-plot.ts';
import { rowRoom } from '../../charts/row-room.ts';
import { ChartFigure } from '../../ui/chart/chart-figure.tsx';
import type { Column } from '../../ui/table/column.ts';

interface Line {
  readonly key: string;
  readonly group: string;
  readonly label: string;
  readonly pair: PairedResult;
}

/** How many times as often is left with one author as with the other, with intervals. */
export function FactorFigure({ section }: { readonly section: EffectSection }): ReactNode {
  const { kind, a, b, groups } = section;
  const spec = useMemo(
    () => (width: number) => {
      const size = rowRoom(width);
      const drawn = groups.map((group) => {
        const labels = distinctLabels(
          group.rows.map(({ label }) => label),
          size.labelMax,
        );
        const rows = group.rows.flatMap(({ pair: { factor } }, index) =>
          factor === undefined ? [] : [{ label: labels[index] ?? '', factor }],
        );
        return { title: groupHeading(group), rows };
      });
      const inks = { ink: 'var(--accent)', ground: 'var(--card)', title: `factor: ${a} ÷ ${b}` };
      return chartSpec([factorPlot(drawn, size, inks)]);
    },
    [groups, a, b],
  );
  const rows = groups.flatMap((group, place) =>
    group.rows.map(({ label, pair }, row): Line => ({
      key: `${place} ${row}`,
      group: groupHeading(group),
      label,
      pair,
    })),
  );
  return (
    <ChartFigure
      name={`factor-${kind}`}
      title={`Factor: ${a} over ${b}`}
      description={`How many times as often is left, ${a} over ${b}, with intervals around 1; the table has the numbers.`}
      spec={spec}
      table={{ columns, rows, rowKey: ({ key }) => key }}
    >
      <span>
        95 % for situations like these; an arrow goes on beyond the axis; hollow where nothing can be concluded
      </span>
    </ChartFigure>
  );
}

const columns: readonly Column<Line>[] = [
  { key: 'group', title: 'Of', value: ({ group }) => group },
  { key: 'label', title: 'Which', value: ({ label }) => label },
  {
    key: 'factor',
    title: 'Factor',
    numeric: true,
    value: ({ pair }) => pair.factor?.ratio ?? null,
    cell: ({ pair }) => factorCells(pair)[0],
  },
  {
    key: 'low',
    title: '95 %',
    numeric: true,
    value: ({ pair }) => pair.factor?.low ?? null,
    cell: ({ pair }) => factorCells(pair)[1],
    more: { key: 'high', value: ({ pair }) => pair.factor?.high ?? null },
  },
];
