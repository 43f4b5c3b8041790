import type { TopLevelSpec } from 'vega-lite';

import { points } from '../../../src/report/format.ts';
import { chartSpec, distinctLabels, inPercent } from '../../../src/report/html/charts/frame.ts';
import { pointsReach } from '../../../src/report/html/charts/effect-spec.ts';
import { rowPlot, type RowEncoding } from '../../../src/report/html/charts/row-plot.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import { rowRoom } from '../../charts/row-room.ts';
import type { DifferenceRow } from './difference-row.ts';

interface Drawn {
  readonly key: string;
  readonly label: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly concluded: number | null;
  readonly open: number | null;
  readonly text: string;
}

/** Differences with their intervals around a line at zero; hollow and without one where nothing can be concluded. */
export function differenceSpec(rows: readonly DifferenceRow[]): (width: number) => TopLevelSpec {
  const reach = pointsReach(rows.map(({ of }) => of));
  return (width) => {
    const size = rowRoom(width);
    const margin = (reach * 2 * 8) / size.plotWidth;
    const scale = {
      domain: [-reach - margin, reach + margin],
      values: size.narrow ? [-reach, 0, reach] : [-reach, -reach / 2, 0, reach / 2, reach],
      title: 'first minus second, points',
      zeroLine: true,
    } as const;
    const groups = [...Map.groupBy(rows, ({ sides }) => sides)].map(([title, own]) => ({
      title,
      rows: drawnRows(own, size.labelMax),
    }));
    return chartSpec([rowPlot<Drawn>(groups, scale, size, 24, layers)]);
  };
}

function drawnRows(rows: readonly DifferenceRow[], max: number): readonly Drawn[] {
  const labels = distinctLabels(
    rows.map(({ part }) => visibleLine(part, max)),
    max,
  );
  return rows.map(({ key, of }, index) => {
    const sure = of.conclusion === 'interval';
    const difference = inPercent(of.difference);
    return {
      key,
      label: labels[index] ?? '',
      low: sure ? inPercent(of.low) : null,
      high: sure ? inPercent(of.high) : null,
      concluded: sure ? difference : null,
      open: sure ? null : difference,
      text: points(of.difference),
    };
  });
}

function layers({ x }: RowEncoding<Drawn>): object[] {
  return [
    {
      mark: { type: 'rule', strokeWidth: 1.5, color: 'var(--accent)' },
      encoding: { x: x('low'), x2: { field: 'high' } },
    },
    {
      mark: { type: 'point', filled: true, size: 60, opacity: 1, color: 'var(--accent)' },
      encoding: { x: x('concluded') },
    },
    {
      mark: {
        type: 'point',
        filled: true,
        fill: 'var(--card)',
        stroke: 'var(--accent)',
        strokeWidth: 1.5,
        size: 55,
        opacity: 1,
      },
      encoding: { x: x('open') },
    },
  ];
}
