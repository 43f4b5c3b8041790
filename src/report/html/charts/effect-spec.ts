import { groupHeading, type DrawnDifference, type DrawnSection } from '../../effects.ts';
import { countOf } from '../../format.ts';
import { differenceMarks, differenceRow, type DrawnDifferenceRow } from './difference-marks.ts';
import { titleMax, type ChartSize } from './frame.ts';
import { distinctLabels } from '../../distinct-labels.ts';
import { rowPlot } from './row-plot.ts';

type DrawnRow = DrawnSection['groups'][number]['rows'][number];

/**
 * Differences with their intervals around a line at zero; hollow and without one where none can be given.
 *
 * @param under layers below all others, for a row's height in pixels
 */
export function effectParts(
  section: DrawnSection,
  size: ChartSize,
  under: (step: number) => readonly object[] = () => [],
): readonly object[] {
  const reach = pointsReach(section.groups.flatMap((group) => group.rows.map(({ pair }) => pair)));
  const groups = section.groups.map((group, index) => ({
    title: size.narrow ? groupHeading(group) : groupHeading(group, titleMax(size)),
    rows: differencesOf(group.rows, index, size),
  }));
  const margin = (reach * 2 * 8) / size.plotWidth;
  const scale = {
    domain: [-reach - margin, reach + margin],
    values: [-reach, -reach / 2, 0, reach / 2, reach],
    title: `${section.a} minus ${section.b}, points`,
    zeroLine: true,
  } as const;
  return [rowPlot(groups, scale, size, step, (encoding) => [...under(step), ...differenceMarks(encoding)])];
}

/** Pixels from one row to the next. */
const step = 22;

/**
 * Points to show on each side of zero: enough for everything that is drawn, so not for intervals where nothing can be
 * concluded; the same in all plots of a section; a half of it is a round number too.
 */
export function pointsReach(
  differences: readonly Pick<DrawnDifference, 'conclusion' | 'low' | 'high' | 'difference'>[],
): number {
  const ends = differences.flatMap(({ conclusion, low, high, difference }) =>
    conclusion === 'interval' ? [low, high, difference] : [difference],
  );
  const most = 100 * Math.max(0, ...ends.map((end) => Math.abs(end ?? 0)));
  return [4, 10, 20, 30, 40, 60, 80].find((reach) => most <= reach) ?? 100;
}

function differencesOf(rows: readonly DrawnRow[], group: number, size: ChartSize): DrawnDifferenceRow[] {
  const labels = distinctLabels(
    rows.map(({ label }) => label),
    size.labelMax,
  );
  return rows.map(({ pair }, index) => differenceRow(`${group} ${index}`, labels[index] ?? '', pair));
}

/** What a chart of differences shows, for those who cannot see it. */
export function describeEffects(section: DrawnSection): string {
  const rows = section.groups.flatMap((group) => group.rows);
  const away = rows.filter(({ pair }) => (pair.low ?? 0) > 0 || (pair.high ?? 0) < 0).length;
  return `${section.title}: ${countOf(rows.length, 'difference')} in points, ${away} of them with an interval that leaves out zero; the table has the numbers`;
}
