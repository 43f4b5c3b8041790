import type { TopLevelSpec } from 'vega-lite';

import {
  differenceMarks,
  differenceRow,
  type DrawnDifferenceRow,
} from '../../../src/report/html/charts/difference-marks.ts';
import { chartSpec } from '../../../src/report/html/charts/frame.ts';
import { distinctLabels } from '../../../src/report/distinct-labels.ts';
import { pointsReach } from '../../../src/report/html/charts/effect-spec.ts';
import { rowPlot } from '../../../src/report/html/charts/row-plot.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import { rowRoom } from '../../charts/row-room.ts';
import type { DifferenceRow } from './difference-row.ts';

/**
 * Differences with their intervals around a line at zero; hollow and without one where nothing can be concluded. Rows
 * stand under their sides, or, one row for each, are named by them.
 */
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
    const bySides = [...Map.groupBy(rows, ({ sides }) => sides)];
    const groups =
      bySides.length === rows.length
        ? [{ title: '', rows: drawnRows(rows, ({ sides, differing }) => `${sides}: ${differing}`, size.labelMax) }]
        : bySides.map(([title, own]) => ({ title, rows: drawnRows(own, ({ part }) => part, size.labelMax) }));
    return chartSpec([rowPlot(groups, scale, size, 24, differenceMarks)]);
  };
}

function drawnRows(
  rows: readonly DifferenceRow[],
  nameOf: (row: DifferenceRow) => string,
  max: number,
): readonly DrawnDifferenceRow[] {
  const labels = distinctLabels(
    rows.map((row) => visibleLine(nameOf(row), max)),
    max,
  );
  return rows.map(({ key, of }, index) => differenceRow(key, labels[index] ?? '', of));
}
